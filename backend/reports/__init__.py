"""A resident's side: submit, photos, follow, and what can be done with the code."""

from backend.reports.changing_code import change_code
from backend.reports.deletions import delete_again, tidy_deletions
from backend.reports.exporting import export, export_zip
from backend.reports.follow import follow_photo, open_follow, read_follow
from backend.reports.levels import set_level
from backend.reports.model import Contact, Followed, NewReport, Place, Receipt, Submitted
from backend.reports.own_steps import answer_consent, give_feedback, post_message, withdraw
from backend.reports.photos import add_own_photo, add_photo, expect_photo
from backend.reports.previewing import Preview, preview
from backend.reports.sessions import close_session, forget_expired, own_news_key
from backend.reports.submitting import submit
from backend.reports.suggesting import suggest_category

__all__ = [
    "Contact",
    "Followed",
    "NewReport",
    "Place",
    "Preview",
    "Receipt",
    "Submitted",
    "add_own_photo",
    "add_photo",
    "answer_consent",
    "change_code",
    "close_session",
    "delete_again",
    "expect_photo",
    "export",
    "export_zip",
    "follow_photo",
    "forget_expired",
    "give_feedback",
    "open_follow",
    "own_news_key",
    "post_message",
    "preview",
    "read_follow",
    "set_level",
    "submit",
    "suggest_category",
    "tidy_deletions",
    "withdraw",
]
