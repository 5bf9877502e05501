"""A resident's side: submit, photos, follow, and what can be done with the code."""

from backend.reports.follow import follow_photo, open_follow, read_follow
from backend.reports.model import Contact, Followed, NewReport, Place, Receipt, Submitted
from backend.reports.own_steps import answer_consent, give_feedback, post_message, set_level, withdraw
from backend.reports.photos import add_own_photo, add_photo, expect_photo
from backend.reports.sessions import close_session, forget_expired
from backend.reports.submitting import submit

__all__ = [
    "Contact",
    "Followed",
    "NewReport",
    "Place",
    "Receipt",
    "Submitted",
    "add_own_photo",
    "add_photo",
    "answer_consent",
    "close_session",
    "expect_photo",
    "follow_photo",
    "forget_expired",
    "give_feedback",
    "open_follow",
    "post_message",
    "read_follow",
    "set_level",
    "submit",
    "withdraw",
]
