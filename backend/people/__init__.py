"""People: accounts of staff, two factors, sessions, roles. Residents have no account."""

from backend.people.approving import Waiting, approve, check_number, recover, waiting_for
from backend.people.cookie import session_cookie, session_token
from backend.people.demonstration import DemoAccount, ShownAccount, refuse_forwarded, shown_accounts, with_password
from backend.people.factors import Provisioning
from backend.people.inviting import Accepted, accept, invite, reset
from backend.people.keyrings import keychain_of
from backend.people.listing import list_people
from backend.people.model import Account, Member, MemberRole
from backend.people.naming import names_of_people
from backend.people.reaching import people_with_role
from backend.people.removing import remove
from backend.people.sessions import end_sessions, forget_ended, member_of, sign_out
from backend.people.signing_in import WrongFactors, half_signed_in, second_factor, sign_in

__all__ = [
    "Accepted",
    "Account",
    "DemoAccount",
    "Member",
    "MemberRole",
    "Provisioning",
    "ShownAccount",
    "Waiting",
    "WrongFactors",
    "accept",
    "approve",
    "check_number",
    "end_sessions",
    "forget_ended",
    "half_signed_in",
    "invite",
    "keychain_of",
    "list_people",
    "member_of",
    "names_of_people",
    "people_with_role",
    "recover",
    "refuse_forwarded",
    "remove",
    "reset",
    "second_factor",
    "session_cookie",
    "session_token",
    "shown_accounts",
    "sign_in",
    "sign_out",
    "waiting_for",
    "with_password",
]
