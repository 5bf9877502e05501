"""People: accounts of staff, two factors, sessions, roles. Residents have no account."""

from backend.people.cookie import session_cookie, session_token
from backend.people.demonstration import DemoAccount, ShownAccount, refuse_forwarded, shown_accounts
from backend.people.factors import Provisioning
from backend.people.inviting import accept, invite, reset
from backend.people.listing import list_people
from backend.people.model import Account, Member, MemberRole
from backend.people.reaching import people_with_role
from backend.people.sessions import end_sessions, forget_ended, member_of, sign_out
from backend.people.signing_in import WrongFactors, half_signed_in, second_factor, sign_in

__all__ = [
    "Account",
    "DemoAccount",
    "Member",
    "MemberRole",
    "Provisioning",
    "ShownAccount",
    "WrongFactors",
    "accept",
    "end_sessions",
    "forget_ended",
    "half_signed_in",
    "invite",
    "list_people",
    "member_of",
    "people_with_role",
    "refuse_forwarded",
    "reset",
    "second_factor",
    "session_cookie",
    "session_token",
    "shown_accounts",
    "sign_in",
    "sign_out",
]
