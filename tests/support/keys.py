"""Keyrings for tests that need no accounts: their keys follow from their names, so that everybody can be given them."""

import hashlib
from collections.abc import Iterable

from nacl.public import PrivateKey, SealedBox

from backend.database import Transaction
from backend.installation import Installation
from backend.vault import Held, Keychain, KeyringKeys, keyring_of
from backend.vault.tables import Keyring


def private_key(keyring: str) -> PrivateKey:
    """The private key of a keyring."""
    return PrivateKey(hashlib.sha256(f"tests|{keyring}".encode()).digest())


def keys(keyring: str) -> KeyringKeys:
    """The keyring, open."""
    return KeyringKeys(private_key(keyring))


def keychain(keyrings: Iterable[str]) -> Keychain:
    """Somebody who holds these keyrings."""
    own = PrivateKey.generate()
    box = SealedBox(own.public_key)
    return Keychain(own, {keyring: Held(1, bytes(box.encrypt(bytes(private_key(keyring))))) for keyring in keyrings})


async def make_keyrings(installation: Installation) -> None:
    """Every keyring of the neighbourhood, as if each team had its first member."""
    teams = [team for partner in installation.neighbourhood.partners for team in partner.teams]

    async def entry(transaction: Transaction) -> None:
        for team in teams:
            for duty in team.duties:
                keyring = keyring_of(team.id, duty)
                public_key = bytes(private_key(keyring).public_key)
                transaction.add(Keyring, id=keyring, epoch=1, public_key=public_key, rotate=False)

    if not await Keyring.exists():
        await installation.ledger.record(entry)
    await installation.vault.refresh()
