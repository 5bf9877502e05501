"""Rotation: somebody who held a keyring left. The next member who signs in makes a new epoch that this person has not.

What was sealed before stays readable for the members: the private keys of earlier epochs lie sealed under the new one.
"""

from typing import Any
from uuid import UUID

from nacl.public import PrivateKey, PublicKey, SealedBox

from backend.database import Transaction
from backend.installation import Installation
from backend.people.keyrings import hand_over, keychain_of
from backend.people.tables import HeldKey, MemberKey, Recovery, RecoveryWrap
from backend.vault import KeyringKeys, seal_earlier
from backend.vault.tables import Keyring


async def ask_for_rotation(transaction: Transaction, keyrings: list[str]) -> None:
    """These keyrings need a new epoch."""
    if keyrings:
        await transaction.run(Keyring.update({Keyring.rotate: True}).where(Keyring.id.is_in(keyrings)))


async def complete_rotations(installation: Installation, person: UUID, own: PrivateKey) -> None:
    """Make the new epochs that are asked for, of the keyrings that this person holds."""
    if not await Keyring.exists().where(Keyring.rotate.eq(True)):
        return
    keychain = await keychain_of(person, own)
    asked = {row["id"] for row in await Keyring.select(Keyring.id).where(Keyring.rotate.eq(True))}
    for keyring in sorted(asked & keychain.held.keys()):
        await rotate(installation, keyring, keychain.keys(keyring))
    await installation.vault.refresh()


async def rotate(installation: Installation, keyring: str, keys: KeyringKeys) -> None:
    """One new epoch: for all who hold the keyring now, and for the recovery key of its team."""
    pair, epoch = PrivateKey.generate(), keys.epoch + 1
    earlier = seal_earlier(pair.public_key, {**keys.earlier(), keys.epoch: keys.private_key})
    changes: dict[Any, Any] = {
        Keyring.epoch: epoch,
        Keyring.public_key: bytes(pair.public_key),
        Keyring.earlier: earlier,
        Keyring.rotate: False,
    }

    async def entry(transaction: Transaction) -> None:
        renewed = Keyring.update(changes).where(
            Keyring.id == keyring, Keyring.epoch == keys.epoch, Keyring.rotate.eq(True)
        )
        if not await transaction.run(renewed.returning(Keyring.id)):
            return  # a colleague did it meanwhile
        for person, public_key in await holders(transaction, keyring):
            await transaction.run(HeldKey.delete().where(HeldKey.person == person, HeldKey.keyring == keyring))
            hand_over(transaction, person, public_key, keyring, epoch, pair)
        team = keyring.rpartition("/")[0]
        for row in await transaction.run(Recovery.select().where(Recovery.team == team)):
            sealed = bytes(SealedBox(PublicKey(bytes(row["public_key"]))).encrypt(bytes(pair)))
            await transaction.run(RecoveryWrap.delete().where(RecoveryWrap.keyring == keyring))
            transaction.add(RecoveryWrap, keyring=keyring, epoch=epoch, sealed=sealed)

    await installation.ledger.record(entry)


async def holders(transaction: Transaction, keyring: str) -> list[tuple[UUID, PublicKey]]:
    """Who holds a keyring, with their public keys."""
    held = await transaction.run(HeldKey.select(HeldKey.person).where(HeldKey.keyring == keyring))
    people = [row["person"] for row in held]
    keys = await transaction.run(MemberKey.select().where(MemberKey.person.is_in(people))) if people else []
    return [(row["person"], PublicKey(bytes(row["public_key"]))) for row in keys]
