"""Who sees which case. Whatever a member may not see is not there: the same NotFound for both."""

from uuid import UUID

from backend.casework.finding import CaseRow, case_in, find_case
from backend.covenant import Viewer
from backend.database import Transaction
from backend.errors import NotFound
from backend.neighbourhood import Duty, Sensitivity
from backend.people import Member
from backend.vault import keyring_of

#: Duties that work on whole cases, and the classes that each sees.
CLASSES: dict[Duty, tuple[Sensitivity, ...]] = {"case": ("open", "restricted"), "intake": ("sealed",)}


def owner_duty(sensitivity: Sensitivity) -> Duty:
    """The duty whose keyring owns a case of this class."""
    return "intake" if sensitivity == "sealed" else "case"


def may_see(member: Member, case: CaseRow) -> bool:
    """Whether the case is of a team in which the member has the duty that its class asks."""
    return member.has(owner_duty(case.sensitivity), case.team)


def inboxes(member: Member) -> list[tuple[str, Duty]]:
    """The team and duty of every inbox that the member can read: one without a key to it waits for a colleague."""
    return [(team, duty) for duty in CLASSES for team in member.teams(duty) if member.can_open(team, duty)]


def viewer_of(member: Member, team: str, duty: Duty) -> Viewer:
    """The member, looking with the keyring of a team and a duty. Raises Locked for who has no key to it yet."""
    keyring = keyring_of(team, duty)
    return Viewer(keyring=keyring, keys=member.keychain.keys(keyring), team=team, duty=duty, person=member.person)


async def visible_case(member: Member, id: UUID) -> CaseRow:
    """The case, for a member who may see it. Raises NotFound."""
    return seen_by(member, await find_case(id))


async def visible_case_in(transaction: Transaction, member: Member, id: UUID) -> CaseRow:
    """The case as an entry sees it, for a member who may see it. Raises NotFound."""
    return seen_by(member, await case_in(transaction, id))


def seen_by(member: Member, case: CaseRow) -> CaseRow:
    """The case itself. Raises NotFound where the member may not see it."""
    if not may_see(member, case):
        raise NotFound()
    return case
