"""Auditing: what keeps the access log honest, and who reads it."""

from backend.auditing.breaks import Break
from backend.auditing.checking import Check, check_log
from backend.auditing.heads import Head, close_day, head_of_day, last_head
from backend.auditing.keeping import keep_log
from backend.auditing.listing import LogFilter, LogPage, Look, Looker, list_looks
from backend.auditing.slips import NoSlip, Slip, read_slip, write_slip
from backend.auditing.verifying import Findings, verify

__all__ = [
    "Break",
    "Check",
    "Findings",
    "Head",
    "LogFilter",
    "LogPage",
    "Look",
    "Looker",
    "NoSlip",
    "Slip",
    "check_log",
    "close_day",
    "head_of_day",
    "keep_log",
    "last_head",
    "list_looks",
    "read_slip",
    "verify",
    "write_slip",
]
