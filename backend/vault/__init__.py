"""The vault: codes, compartments, keys. Sealing and opening, and nothing about who may."""

from backend.vault.codes import grouped, mailbox_pair, new_code, new_reference, news_key
from backend.vault.deletions import Deletion
from backend.vault.files import FileStore
from backend.vault.keychain import Held, Keychain, KeyringKeys, seal_earlier
from backend.vault.keyfile import KeysError
from backend.vault.rotating import rotate
from backend.vault.sealing import FILE_STEP, CannotOpen, Sender, new_key, seal, unseal, unwrap, wrap
from backend.vault.vault import Vault, keyring_of, open_vault

__all__ = [
    "FILE_STEP",
    "CannotOpen",
    "Deletion",
    "FileStore",
    "Held",
    "Keychain",
    "KeyringKeys",
    "KeysError",
    "Sender",
    "Vault",
    "grouped",
    "keyring_of",
    "mailbox_pair",
    "new_code",
    "new_key",
    "new_reference",
    "news_key",
    "open_vault",
    "rotate",
    "seal",
    "seal_earlier",
    "unseal",
    "unwrap",
    "wrap",
]
