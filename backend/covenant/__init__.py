"""The covenant: who may see what. `disclose` is the only way out; `readers` and `add_wraps` decide who can open."""

from backend.covenant.contacts import destroy_contact, seal_contact
from backend.covenant.contents import (
    ContactPart,
    EventPart,
    MailboxPart,
    NarrativePart,
    PlacePart,
    SummaryPart,
    TaskPart,
    contact_subject,
)
from backend.covenant.disclosing import CLEAR, disclose
from backend.covenant.excluding import exclusions_of, open_exclusions
from backend.covenant.falling import NotWaiting, log_waking, sleeping_keys, wake_for
from backend.covenant.lapsing import lapse
from backend.covenant.looks import HASH_BYTES, add_look
from backend.covenant.reporter_keys import held_reporter_key
from backend.covenant.rules import NOTIFIER, REPORTER, granted
from backend.covenant.sealing import (
    DORMANT,
    WAITS_FOR_RELEASE,
    Readers,
    add_wraps,
    current_readers,
    learn_keyrings,
    may_choose,
    readers,
    seal_event,
    seal_parts,
)
from backend.covenant.standing_in import (
    StandIns,
    add_stand_ins,
    forget_stand_ins,
    replace_stand_ins,
    stand_ins,
    stand_ins_of,
)
from backend.covenant.viewing import Disclosed, Subject, Viewer
from backend.covenant.waking import wake, wake_released
from backend.covenant.who_sees import CLASSES, who_sees

__all__ = [
    "CLASSES",
    "CLEAR",
    "DORMANT",
    "HASH_BYTES",
    "NOTIFIER",
    "REPORTER",
    "WAITS_FOR_RELEASE",
    "ContactPart",
    "Disclosed",
    "EventPart",
    "MailboxPart",
    "NarrativePart",
    "NotWaiting",
    "PlacePart",
    "Readers",
    "StandIns",
    "Subject",
    "SummaryPart",
    "TaskPart",
    "Viewer",
    "add_look",
    "add_stand_ins",
    "add_wraps",
    "contact_subject",
    "current_readers",
    "destroy_contact",
    "disclose",
    "exclusions_of",
    "forget_stand_ins",
    "granted",
    "held_reporter_key",
    "lapse",
    "learn_keyrings",
    "log_waking",
    "may_choose",
    "open_exclusions",
    "readers",
    "replace_stand_ins",
    "seal_contact",
    "seal_event",
    "seal_parts",
    "sleeping_keys",
    "stand_ins",
    "stand_ins_of",
    "wake",
    "wake_for",
    "wake_released",
    "who_sees",
]
