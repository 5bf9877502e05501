"""Keyrings and who holds them. The first member of a team and duty makes the key pair; colleagues let each other in."""

import base64
from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

from msgspec import Struct
from nacl.public import PrivateKey, PublicKey, SealedBox

from backend.database import Transaction
from backend.installation import Installation
from backend.people.model import ROLES_WITHOUT_KEYRING, MemberRole
from backend.people.tables import HeldKey, Recovery, RecoveryWrap
from backend.vault import Held, Keychain, keyring_of
from backend.vault.tables import Keyring


class Foundation(Struct, frozen=True):
    """Key pairs that lie ready for whatever a new member's duties lack: keyring → pair, team → recovery pair."""

    pairs: dict[str, PrivateKey]
    recovery: dict[str, PrivateKey]


def prepare_foundation(roles: Iterable[MemberRole]) -> Foundation:
    """Fresh pairs for all duties of these roles; `found` uses those that are needed."""
    held = [role for role in roles if role.role not in ROLES_WITHOUT_KEYRING]
    return Foundation(
        {keyring_of(role.team, role.role): PrivateKey.generate() for role in held},
        {role.team: PrivateKey.generate() for role in held},
    )


async def found(
    installation: Installation, transaction: Transaction, person: UUID, public_key: PublicKey, ready: Foundation
) -> set[str]:
    """Make each keyring that nobody has made, held by `person`; returns the teams whose recovery key is new.

    It happens in the entry that accepts the invitation, so it happens once.
    """
    if not ready.pairs:
        return set()
    known = await transaction.run(Keyring.select(Keyring.id).where(Keyring.id.is_in(list(ready.pairs))))
    teams = await transaction.run(Recovery.select().where(Recovery.team.is_in(list(ready.recovery))))
    recovery = {row["team"]: PublicKey(bytes(row["public_key"])) for row in teams}
    fresh: set[str] = set()
    for keyring in sorted(ready.pairs.keys() - {row["id"] for row in known}):
        pair, team = ready.pairs[keyring], keyring.rpartition("/")[0]
        if team not in recovery:
            recovery[team] = ready.recovery[team].public_key
            transaction.add(Recovery, team=team, public_key=bytes(recovery[team]))
            fresh.add(team)
        today = installation.clock().date()
        transaction.add(
            Keyring, id=keyring, epoch=1, public_key=bytes(pair.public_key), made_by=person, made_on=today, rotate=False
        )
        hand_over(transaction, person, public_key, keyring, 1, pair)
        transaction.add(
            RecoveryWrap, keyring=keyring, epoch=1, sealed=bytes(SealedBox(recovery[team]).encrypt(bytes(pair)))
        )
    return fresh


def hand_over(
    transaction: Transaction, person: UUID, public_key: PublicKey, keyring: str, epoch: int, private_key: PrivateKey
) -> None:
    """Give a keyring's private key to a person."""
    sealed = bytes(SealedBox(public_key).encrypt(bytes(private_key)))
    transaction.add(HeldKey, id=uuid4(), person=person, keyring=keyring, epoch=epoch, sealed=sealed)


async def keychain_of(person: UUID, own: PrivateKey) -> Keychain:
    """Everything that a person holds."""
    rows = await HeldKey.select(HeldKey.keyring, HeldKey.epoch, HeldKey.sealed).where(HeldKey.person == person)
    earlier = await earlier_keys([row["keyring"] for row in rows])
    return Keychain(
        own,
        {row["keyring"]: Held(row["epoch"], bytes(row["sealed"]), earlier.get(row["keyring"])) for row in rows},
    )


async def earlier_keys(keyrings: Collection[str]) -> dict[str, bytes]:
    """What each keyring keeps of its earlier epochs."""
    if not keyrings:
        return {}
    rows = await Keyring.select(Keyring.id, Keyring.earlier).where(Keyring.id.is_in(list(keyrings)))
    return {row["id"]: bytes(row["earlier"]) for row in rows if row["earlier"] is not None}


def as_text(key: PrivateKey) -> str:
    """A recovery key on paper: letters and digits in groups of four."""
    letters = base64.b32encode(bytes(key)).decode().rstrip("=")
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def from_text(typed: str) -> PrivateKey | None:
    """The key again, whatever stands between its letters; None where it is none."""
    letters = "".join(character for character in typed.upper() if character.isalnum())
    try:
        return PrivateKey(base64.b32decode(letters + "=" * (-len(letters) % 8)))
    except (ValueError, TypeError):
        return None
