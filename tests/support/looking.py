"""Looking at reports past every page: what a keyring can unwrap, and what `disclose` shows it."""

from typing import Any
from uuid import UUID

import msgspec

from backend.covenant import NOTIFIER, REPORTER, Viewer, contact_subject
from backend.installation import Installation
from backend.neighbourhood import Compartment, Duty
from backend.vault.tables import Wrap
from tests.support.keys import keys

ALL: tuple[Compartment, ...] = ("task", "place", "narrative", "media", "contact", "mailbox")


async def keys_of(installation: Installation, report: UUID) -> dict[str, set[str]]:
    """Keyring → names of the keys that it can unwrap of a report; the reporter's own are not opened here."""
    rows = await Wrap.select(Wrap.keyring, Wrap.epoch, Wrap.keys).where(
        Wrap.subject.is_in([report, contact_subject(report)]), Wrap.keyring != REPORTER, Wrap.dormant.eq(False)
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        keyring, sealed = row["keyring"], bytes(row["keys"])
        if keyring == NOTIFIER:
            names = set(msgspec.msgpack.decode(installation.vault.open_as(NOTIFIER, sealed)))
        else:
            names = set(keys(keyring).unwrap(row["epoch"], sealed))
        found.setdefault(keyring, set()).update(names)
    return found


def viewer(keyring: str) -> Viewer:
    """Somebody who looks with this keyring."""
    team, _, duty = keyring.rpartition("/")
    duties: dict[str, Duty] = {"field": "field", "case": "case", "intake": "intake"}
    return Viewer(keyring=keyring, keys=keys(keyring), team=team, duty=duties[duty], person=UUID(int=1))


def seen(disclosed: Any) -> set[str]:
    """The parts that a disclosure shows."""
    return {
        name
        for name in ("task", "place", "narrative", "summary", "contact", "mailbox")
        if getattr(disclosed, name) is not None
    }
