"""The covenant: who may see what. `disclose` is the only way out; `readers` and `add_wraps` decide who can open."""

from backend.covenant.contents import ContactPart, EventPart, MailboxPart, NarrativePart, PlacePart, TaskPart
from backend.covenant.disclosing import disclose
from backend.covenant.looks import HASH_BYTES, add_look
from backend.covenant.rules import REPORTER, granted
from backend.covenant.sealing import (
    Readers,
    add_wraps,
    current_readers,
    learn_keyrings,
    readers,
    seal_event,
    seal_parts,
)
from backend.covenant.viewing import Disclosed, Subject, Viewer
from backend.covenant.waking import wake

__all__ = [
    "HASH_BYTES",
    "REPORTER",
    "ContactPart",
    "Disclosed",
    "EventPart",
    "MailboxPart",
    "NarrativePart",
    "PlacePart",
    "Readers",
    "Subject",
    "TaskPart",
    "Viewer",
    "add_look",
    "add_wraps",
    "current_readers",
    "disclose",
    "granted",
    "learn_keyrings",
    "readers",
    "seal_event",
    "seal_parts",
    "wake",
]
