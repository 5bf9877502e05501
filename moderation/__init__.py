"""What is personal stays hidden, what is urgent is seen. Pure: no database, no web, no clock."""

from moderation.advice import advise
from moderation.assessing import assess
from moderation.model import Assessment, Finding, Verdict
from moderation.personal import find_citizen_numbers, find_personal, hide_personal, without_citizen_numbers
from moderation.redacting import redact
from moderation.suggesting import Suggestion, suggest

__all__ = [
    "Assessment",
    "Finding",
    "Suggestion",
    "Verdict",
    "advise",
    "assess",
    "find_citizen_numbers",
    "find_personal",
    "hide_personal",
    "redact",
    "suggest",
    "without_citizen_numbers",
]
