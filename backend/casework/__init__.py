"""A partner's side: cases and their steps, field tasks, and what a reporter's own steps mean for a case."""

from backend.casework.answers import answers_of
from backend.casework.asking import consent_of
from backend.casework.automatic import close_quiet
from backend.casework.consent import answer_contact, ask_contact, with_consent
from backend.casework.consequences import may_reopen
from backend.casework.contacting import CONTACT_REASONS, open_contact
from backend.casework.fieldwork import count_tasks, list_tasks, show_task, task_photo
from backend.casework.finding import CaseRow, EventRow, case_in, events_of, find_case, hold_case, received_on
from backend.casework.inbox import count_new, list_cases
from backend.casework.messages import seen, send_message
from backend.casework.model import (
    ActionState,
    CaseFilter,
    CaseItem,
    CasePage,
    CaseView,
    ContactView,
    FailedReason,
    NewCase,
    TaskView,
)
from backend.casework.moving import transition
from backend.casework.opening import open_case
from backend.casework.passing import pass_on
from backend.casework.public import PublicCase, public_cases, solved_since, unsolved
from backend.casework.recategorising import recategorise
from backend.casework.related import Related, related_cases
from backend.casework.releasing import release_due
from backend.casework.reporter_steps import (
    answer_from_reporter,
    not_withdrawn,
    reopen_by_reporter,
    thank_by_reporter,
    withdraw_case,
)
from backend.casework.resealing import Reseal, reseal
from backend.casework.result_photos import put_action_photo
from backend.casework.rewrapping import exclusions_told
from backend.casework.showing import case_photo, show_case
from backend.casework.task_actions import done, failed
from backend.casework.times import PRECISION, end_of_day, local_day
from backend.casework.transferring import transfer
from backend.casework.transitions import STATUSES, Status
from backend.casework.undoing import undo
from backend.casework.words import MESSAGES, TEAM_ONLY, event_words

__all__ = [
    "CONTACT_REASONS",
    "MESSAGES",
    "PRECISION",
    "STATUSES",
    "TEAM_ONLY",
    "ActionState",
    "CaseFilter",
    "CaseItem",
    "CasePage",
    "CaseRow",
    "CaseView",
    "ContactView",
    "EventRow",
    "FailedReason",
    "NewCase",
    "PublicCase",
    "Related",
    "Reseal",
    "Status",
    "TaskView",
    "answer_contact",
    "answer_from_reporter",
    "answers_of",
    "ask_contact",
    "case_in",
    "case_photo",
    "close_quiet",
    "consent_of",
    "count_new",
    "count_tasks",
    "done",
    "end_of_day",
    "event_words",
    "events_of",
    "exclusions_told",
    "failed",
    "find_case",
    "hold_case",
    "list_cases",
    "list_tasks",
    "local_day",
    "may_reopen",
    "not_withdrawn",
    "open_case",
    "open_contact",
    "pass_on",
    "public_cases",
    "put_action_photo",
    "recategorise",
    "received_on",
    "related_cases",
    "release_due",
    "reopen_by_reporter",
    "reseal",
    "seen",
    "send_message",
    "show_case",
    "show_task",
    "solved_since",
    "task_photo",
    "thank_by_reporter",
    "transfer",
    "transition",
    "undo",
    "unsolved",
    "with_consent",
    "withdraw_case",
]
