"""Sealing a report's parts and adding the wraps that the covenant allows: this is what routing to a team means."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from backend.covenant.contents import EventPart
from backend.covenant.rules import NOTIFIER, REPORTER, REPORTER_HAS, ROUTED, chosen, granted, may_have
from backend.database import Transaction
from backend.installation import Installation
from backend.neighbourhood import Compartment, Sensitivity
from backend.vault import Sender, keyring_of, new_key, seal, wrap
from backend.vault.tables import Wrap

#: Why a wrap is dormant: nobody has made the keyring's key pair yet; the slot of a re-sealed report did not come yet.
WAITS_FOR_KEYRING, WAITS_FOR_RELEASE = "keyring", "release"
#: The reader that is a service: it holds a report's keys for the teams in `stand_ins`.
DORMANT = "dormant"
NO_TEAMS = (REPORTER, NOTIFIER, DORMANT)


class SealedParts(Struct):
    """Sealed bodies by compartment, and the keys that fit them."""

    bodies: dict[str, bytes]
    keys: dict[str, bytes]


def seal_parts(report: UUID, parts: Mapping[Compartment, Struct]) -> SealedParts:
    """Every part under a fresh key of its own."""
    keys = {name: new_key() for name in parts}
    bodies = {name: seal(keys[name], msgspec.msgpack.encode(part), report, name) for name, part in parts.items()}
    return SealedParts(bodies, keys)  # type: ignore[arg-type]


class Readers(Struct, frozen=True):
    """Who gets wraps of a report: keyring → compartments, and the reporter's public key where there is one."""

    keyrings: dict[str, frozenset[Compartment]]
    reporter_key: bytes | None
    sleeps: bool = False
    """Whether all keys also sleep, for teams that the report can fall to."""
    waits_for: Mapping[str, str] = {}
    """Keyring → what its wraps wait for, where they do not only wait for a key pair."""


def readers(
    installation: Installation,
    team: str,
    sensitivity: Sensitivity,
    reporter_key: bytes | None,
    level: int = 1,
    *,
    sleeps: bool = False,
) -> Readers:
    """The keyrings of the responsible team that the covenant admits today.

    The team's own `case` (for sealed: `intake`) and, for open reports, its `field`.
    """
    neighbourhood = installation.neighbourhood
    today = installation.clock().date()
    member = neighbourhood.team(team)
    keyrings: dict[str, frozenset[Compartment]] = {}
    for duty in ROUTED[sensitivity]:
        forms = granted(neighbourhood.grants, member.partner, duty, sensitivity, today)
        if forms and duty in member.duties:
            keyrings[keyring_of(team, duty)] = may_have(forms, level)
    return Readers(keyrings, reporter_key, sleeps=sleeps)


def may_choose(installation: Installation, team: str, form: str, *, photos: bool) -> frozenset[Compartment]:
    """What intake can give the team that handles a sealed report, today: in full or as a summary."""
    grants, today = installation.neighbourhood.grants, installation.clock().date()
    return chosen(granted(grants, team.partition("/")[0], "case", "sealed", today), form, photos=photos)


async def learn_keyrings(installation: Installation, to: Readers) -> None:
    """Ask once more about keyrings that nobody had made when we last looked: a wrap need not sleep then."""
    if not all(map(installation.vault.has_keyring, to.keyrings)):
        await installation.vault.refresh()


def add_wraps(
    installation: Installation,
    transaction: Transaction,
    report: UUID,
    subject: UUID,
    keys: Mapping[str, bytes],
    to: Readers,
) -> None:
    """One wrap per reader of whatever of `keys` that reader may have."""
    sender = Sender()
    for keyring, allowed in to.keyrings.items():
        if given := only(keys, allowed):
            waits_for = to.waits_for.get(keyring, "")
            columns = sealed_for(installation, keyring, given, waits_for, sender)
            add_row(transaction, report, subject, keyring, **columns)
    if to.sleeps:
        asleep = installation.vault.wrap_dormant(keys, sender)
        add_row(transaction, report, subject, DORMANT, epoch=0, keys=asleep, dormant=True)
    if to.reporter_key is not None and (own := only(keys, REPORTER_HAS)):
        wrapped = wrap(to.reporter_key, own, sender)
        add_row(transaction, report, subject, REPORTER, epoch=1, keys=wrapped, dormant=False)


def sealed_for(
    installation: Installation,
    keyring: str,
    keys: Mapping[str, bytes],
    waits_for: str = "",
    sender: Sender | None = None,
) -> dict[str, Any]:
    """The columns of a wrap: sealed to the keyring, or dormant until what it waits for is there, if only a key pair."""
    vault = installation.vault
    if waits_for or not vault.has_keyring(keyring):
        waits_for = waits_for or WAITS_FOR_KEYRING
        return {"epoch": 0, "keys": vault.wrap_dormant(keys, sender), "dormant": True, "waits_for": waits_for}
    half = vault.public_half(keyring)
    return {"epoch": half.epoch, "keys": wrap(half.public_key, keys, sender), "dormant": False, "waits_for": ""}


def add_row(transaction: Transaction, report: UUID, subject: UUID, keyring: str, **columns: Any) -> None:
    """One wrap."""
    transaction.add(Wrap, id=uuid4(), report=report, subject=subject, keyring=keyring, **({"waits_for": ""} | columns))


def only(keys: Mapping[str, bytes], allowed: Iterable[str]) -> dict[str, bytes]:
    """The keys that are allowed."""
    return {name: keys[name] for name in allowed if name in keys}


def seal_event(
    installation: Installation, transaction: Transaction, report: UUID, event: UUID, part: EventPart, to: Readers
) -> bytes:
    """The sealed body of an event, with its wraps added: who may have the mailbox may have the event."""
    key = new_key()
    add_wraps(installation, transaction, report, event, {"mailbox": key}, to)
    return seal(key, msgspec.msgpack.encode(part), event, "mailbox")


async def current_readers(
    installation: Installation,
    transaction: Transaction,
    report: UUID,
    sensitivity: Sensitivity,
    reporter_key: bytes | None,
    level: int = 1,
) -> Readers:
    """Who holds wraps of this report now, as far as the covenant still admits them: what comes later goes to the same.

    Asked inside the entry that adds the wraps, so that no transfer comes in between.
    """
    rows = await transaction.run(Wrap.select(Wrap.keyring).where(Wrap.subject == report))
    held = {row["keyring"] for row in rows}
    keyrings: dict[str, frozenset[Compartment]] = {}
    for keyring in held - {*NO_TEAMS}:
        team, _, duty = keyring.rpartition("/")
        partner = team.partition("/")[0]
        forms = granted(installation.neighbourhood.grants, partner, duty, sensitivity, installation.clock().date())
        if duty in ROUTED[sensitivity]:
            keyrings[keyring] = may_have(forms, level)
    resealed = len(keyrings) < len(held - {*NO_TEAMS})  # what sleeps is then what intake chose
    return Readers(keyrings, reporter_key, sleeps=DORMANT in held and not resealed)
