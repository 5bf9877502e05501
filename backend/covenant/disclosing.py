"""The one way out: a report becomes what one viewer may see, and the look is written down before it is shown."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.covenant.looks import add_look
from backend.covenant.rules import REPORTER_HAS, ROUTED, granted
from backend.covenant.viewing import Disclosed, Subject, Viewer
from backend.database import Transaction
from backend.installation import Installation
from backend.neighbourhood import Compartment
from backend.vault.tables import Sealed, Wrap

#: What stands in the clear beside the sealed parts.
CLEAR = ("report", "week")


async def disclose(
    installation: Installation,
    viewer: Viewer,
    subjects: Sequence[Subject],
    wanted: Collection[Compartment],
    purpose: str,
) -> dict[UUID, Disclosed]:
    """What `viewer` may see of `wanted`, per report. Events go with `mailbox`, pictures with `media`.

    Two reads whatever the number of subjects, and one row in the access log, durable before this returns: which reports
    were looked at, and what of them could be opened, which can be nothing (reporters are not logged). A report without
    a wrap for this viewer gives nothing, whatever the covenant says.
    """
    if not subjects:
        return {}
    ids = [subject.id for subject in subjects]
    rows = await Sealed.select().where(Sealed.report.is_in(ids))
    bodies = {
        row["report"]: {name: bytes(body) for name, body in row.items() if name not in CLEAR and body is not None}
        for row in rows
    }
    weeks: dict[UUID, date | None] = {row["report"]: row["week"] for row in rows}
    wraps = await Wrap.select(Wrap.report, Wrap.subject, Wrap.epoch, Wrap.keys).where(
        Wrap.report.is_in(ids), Wrap.keyring == viewer.keyring, Wrap.dormant.eq(False)
    )
    held: dict[UUID, list[dict[str, Any]]] = {}
    for row in wraps:
        held.setdefault(row["report"], []).append(row)
    shown: dict[UUID, Disclosed] = {}
    for subject in subjects:
        allowed: frozenset[str] = allowed_to(installation, viewer, subject, weeks.get(subject.id)) & frozenset(wanted)
        keys = {
            row["subject"]: {
                name: key
                for name, key in viewer.keys.unwrap(row["epoch"], bytes(row["keys"])).items()
                if name in allowed
            }
            for row in held.get(subject.id, ())
            if allowed
        }
        shown[subject.id] = Disclosed(subject.id, bodies.get(subject.id, {}), keys)
    if not viewer.is_reporter:
        await write_down(installation, viewer, shown.values(), purpose)
    return shown


def allowed_to(
    installation: Installation, viewer: Viewer, subject: Subject, week: date | None
) -> frozenset[Compartment]:
    """The compartments that this viewer may have of this report today."""
    if viewer.duty is None:
        return REPORTER_HAS
    if viewer.duty not in ROUTED[subject.sensitivity] and not (subject.given and viewer.duty == "case"):
        return frozenset()  # nobody gave it to this duty, whatever it may have of what is given
    partner = viewer.team.partition("/")[0]
    grants = installation.neighbourhood.grants
    return frozenset(granted(grants, partner, viewer.duty, subject.sensitivity, installation.clock().date(), week))


async def write_down(installation: Installation, viewer: Viewer, shown: Collection[Disclosed], purpose: str) -> None:
    """One row per answer: the reports that were looked at, and what was opened of them; nothing where it was denied."""
    reports = [each.report for each in shown]
    opened = frozenset[str]().union(*(each.opened for each in shown))

    async def entry(transaction: Transaction) -> None:
        add_look(installation, transaction, viewer.person, viewer.keyring, reports, opened, purpose)

    await installation.ledger.record(entry)
