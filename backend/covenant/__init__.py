"""The covenant: who may see what. `disclose` is the only way out; `readers` and `add_wraps` decide who can open."""

from backend.covenant.contacts import destroy_contact, seal_contact
from backend.covenant.contents import (
    ContactPart,
    EventPart,
    MailboxPart,
    NarrativePart,
    PlacePart,
    TaskPart,
    contact_subject,
)
from backend.covenant.disclosing import disclose
from backend.covenant.looks import HASH_BYTES, add_look
from backend.covenant.reporter_keys import held_reporter_key
from backend.covenant.rules import NOTIFIER, REPORTER, granted
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
    "NOTIFIER",
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
    "contact_subject",
    "current_readers",
    "destroy_contact",
    "disclose",
    "granted",
    "held_reporter_key",
    "learn_keyrings",
    "readers",
    "seal_contact",
    "seal_event",
    "seal_parts",
    "wake",
]
