"""People: accounts of staff, two factors, sessions, roles. Residents have no account."""

from backend.people.approving import Waiting, approve, check_number, recover, waiting_for
from backend.people.changing import change_roles
from backend.people.cookie import session_cookie, session_token
from backend.people.credentials import Answer as PasskeyAnswer
from backend.people.demonstration import DemoAccount, ShownAccount, refuse_forwarded, shown_accounts, with_password
from backend.people.devices import renew_device
from backend.people.factors import Provisioning
from backend.people.inviting import Accepted, accept, invite, reset
from backend.people.joining import accept_with_passkey
from backend.people.keyrings import keychain_of
from backend.people.listing import list_people
from backend.people.model import Account, Member, MemberRole
from backend.people.naming import names_of_people
from backend.people.passkey_sign_in import PasskeyRefused, open_keys, sign_in_with_passkey
from backend.people.passkeys import OwnPasskey, add_passkey, own_passkeys, remove_passkey
from backend.people.reaching import people_with_role
from backend.people.removing import remove
from backend.people.renewing import Renewed, renew_recovery, renewed_recovery
from backend.people.sessions import end_sessions, forget_ended, member_of, sign_out
from backend.people.signing_in import WrongFactors, half_signed_in, second_factor, sign_in
from backend.people.stepping_up import StepUpNeeded, is_fresh, needs_fresh_factor, step_up, step_up_with_passkey

__all__ = [
    "Accepted",
    "Account",
    "DemoAccount",
    "Member",
    "MemberRole",
    "OwnPasskey",
    "PasskeyAnswer",
    "PasskeyRefused",
    "Provisioning",
    "Renewed",
    "ShownAccount",
    "StepUpNeeded",
    "Waiting",
    "WrongFactors",
    "accept",
    "accept_with_passkey",
    "add_passkey",
    "approve",
    "change_roles",
    "check_number",
    "end_sessions",
    "forget_ended",
    "half_signed_in",
    "invite",
    "is_fresh",
    "keychain_of",
    "list_people",
    "member_of",
    "names_of_people",
    "needs_fresh_factor",
    "open_keys",
    "own_passkeys",
    "people_with_role",
    "recover",
    "refuse_forwarded",
    "remove",
    "remove_passkey",
    "renew_device",
    "renew_recovery",
    "renewed_recovery",
    "reset",
    "second_factor",
    "session_cookie",
    "session_token",
    "shown_accounts",
    "sign_in",
    "sign_in_with_passkey",
    "sign_out",
    "step_up",
    "step_up_with_passkey",
    "waiting_for",
    "with_password",
]
