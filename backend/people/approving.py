"""Letting a colleague in: who holds a keyring gives it to who has the right to it, or the team's recovery key does."""

from typing import Any
from uuid import UUID

from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from backend.database import Transaction
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.people.keyrings import from_text, hand_over
from backend.people.model import Member
from backend.people.stepping_up import needs_fresh_outside
from backend.people.tables import HeldKey, MemberKey, RecoveryWrap
from backend.texts import mark
from backend.vault.tables import Keyring

#: Active people with a key of their own and a duty whose keyring they do not hold.
WAITING = """
SELECT p.id AS person, p.name, r.team, r.role, m.public_key
FROM role r JOIN person p ON p.id = r.person AND p.active JOIN member_key m ON m.person = p.id
JOIN keyring k ON k.id = r.team || '/' || r.role
LEFT JOIN held_key h ON h.person = p.id AND h.keyring = k.id
WHERE h.id IS NULL ORDER BY p.name, r.team, r.role
"""
WRONG_KEY = mark("Dit is niet de herstelsleutel van dit team. Kijk de letters na.")


class Waiting(Struct, frozen=True):
    """Somebody who has a right to a keyring and no key to it. `check` stands on both screens, to compare by voice."""

    person: UUID
    name: str
    team: str
    duty: str
    check: str
    public_key: bytes

    @property
    def keyring(self) -> str:
        """What they wait for."""
        return f"{self.team}/{self.duty}"


def check_number(installation: Installation, public_key: bytes) -> str:
    """Six digits of a person's public key: a swapped key has others."""
    number = int.from_bytes(installation.vault.digest("member check", public_key)[:8]) % 1_000_000
    return f"{number // 1000:03d} {number % 1000:03d}"


async def waiting(installation: Installation) -> list[Waiting]:
    """Everybody who waits to be let in."""
    rows: list[dict[str, Any]] = await MemberKey.raw(WAITING)
    return [
        Waiting(
            row["person"],
            row["name"],
            row["team"],
            row["role"],
            check_number(installation, bytes(row["public_key"])),
            bytes(row["public_key"]),
        )
        for row in rows
    ]


async def waiting_for(installation: Installation, member: Member) -> list[Waiting]:
    """Those whom this member can let in."""
    return [each for each in await waiting(installation) if member.can_open(each.team, each.duty)]


async def approve(installation: Installation, member: Member, person: UUID, keyring: str) -> None:
    """Give a keyring to a colleague who waits for it. Raises NotFound where nobody of that name waits (any more).

    Raises StepUpNeeded for who works outside and gave their last factor too long ago.
    """
    needs_fresh_outside(installation, member)
    found = [
        each for each in await waiting_for(installation, member) if (each.person, each.keyring) == (person, keyring)
    ]
    if not found:
        raise NotFound
    keys = member.keychain.keys(keyring)
    public_key = PublicKey(found[0].public_key)

    async def entry(transaction: Transaction) -> None:
        await give(transaction, person, public_key, keyring, keys.epoch, keys.private_key)

    await installation.ledger.record(entry)


async def recover(installation: Installation, member: Member, team: str, typed: str) -> None:
    """The paper with the recovery key gives this member every keyring of the team that their duties ask for.

    Raises Invalid for a key that is not this team's, NotFound where the member has no duty in it.
    """
    wanted = [keyring for keyring in member.keyrings if keyring.startswith(f"{team}/")]
    own = member.keychain.own
    if not wanted or own is None:
        raise NotFound
    key = from_text(typed)
    wraps = await RecoveryWrap.select().where(RecoveryWrap.keyring.is_in(wanted)) if key else []
    opened = [(row["keyring"], row["epoch"], raw) for row in wraps if key and (raw := opened_by(key, row["sealed"]))]
    if not opened:
        raise Invalid({"key": WRONG_KEY})

    async def entry(transaction: Transaction) -> None:
        for keyring, epoch, raw in opened:
            await give(transaction, member.person, own.public_key, keyring, epoch, PrivateKey(raw))

    await installation.ledger.record(entry)


def opened_by(key: PrivateKey, sealed: bytes) -> bytes | None:
    """The private key of a keyring, where this recovery key opens it."""
    try:
        return SealedBox(key).decrypt(bytes(sealed))
    except CryptoError:
        return None


async def give(
    transaction: Transaction, person: UUID, public_key: PublicKey, keyring: str, epoch: int, private_key: PrivateKey
) -> None:
    """Hand a keyring over, in the place of an older copy.

    Raises NotFound where the person's key changed meanwhile, Conflict where the keyring has a newer epoch by now.
    """
    newest = await transaction.run(Keyring.select(Keyring.epoch).where(Keyring.id == keyring))
    if newest[0]["epoch"] != epoch:
        raise Conflict(mark("De sleutel van dit team is net vernieuwd. Probeer het nog eens."))
    known = await transaction.run(MemberKey.select(MemberKey.public_key).where(MemberKey.person == person))
    if not known or bytes(known[0]["public_key"]) != bytes(public_key):
        raise NotFound
    await transaction.run(HeldKey.delete().where(HeldKey.person == person, HeldKey.keyring == keyring))
    hand_over(transaction, person, public_key, keyring, epoch, private_key)
