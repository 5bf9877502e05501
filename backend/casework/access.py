"""Who sees which case. Whatever a member may not see is not there: the same NotFound for both."""

from typing import NamedTuple
from uuid import UUID

from backend.casework.finding import CaseRow, case_in, find_case
from backend.covenant import Subject, Viewer
from backend.database import Transaction
from backend.errors import NotFound
from backend.neighbourhood import Duty, Sensitivity
from backend.people import Member
from backend.vault import keyring_of


class Seat(NamedTuple):
    """With which keyring somebody looks at a case."""

    team: str
    duty: Duty

    @property
    def keyring(self) -> str:
        """Its keyring."""
        return keyring_of(self.team, self.duty)


#: Duties that work on whole cases.
INBOX_DUTIES: tuple[Duty, ...] = ("case", "intake")


def owner_duty(sensitivity: Sensitivity) -> Duty:
    """The duty to which a case of this class is routed."""
    return "intake" if sensitivity == "sealed" else "case"


def owner_of(case: CaseRow) -> Seat:
    """Who has the work and its times. A re-sealed case is handled by the team that intake chose."""
    return Seat(case.team, "case" if case.intake else owner_duty(case.sensitivity))


def keeper_of(case: CaseRow) -> Seat:
    """Who holds every key: the owner, and of a re-sealed case intake."""
    return Seat(case.intake, "intake") if case.intake else owner_of(case)


def seat_of(member: Member, case: CaseRow) -> Seat | None:
    """Where the member sits for this case: as its keeper before as its owner, who waits for the release slot."""
    keeper, owner = keeper_of(case), owner_of(case)
    if member.has(keeper.duty, keeper.team):
        return keeper
    return owner if case.release_at is None and member.has(owner.duty, owner.team) else None


def keeps(member: Member, case: CaseRow) -> bool:
    """Whether the member can give the case to others: who holds every key."""
    return seat_of(member, case) == keeper_of(case)


def owns(member: Member, case: CaseRow) -> bool:
    """Whether the member can take its next steps."""
    return seat_of(member, case) == owner_of(case)


def may_see(member: Member, case: CaseRow) -> bool:
    """Whether the member has a seat at the case."""
    return seat_of(member, case) is not None


def inboxes(member: Member) -> list[Seat]:
    """Every inbox that the member can read: one without a key to it waits for a colleague."""
    return [Seat(team, duty) for duty in INBOX_DUTIES for team in member.teams(duty) if member.can_open(team, duty)]


def viewer_of(member: Member, team: str, duty: Duty) -> Viewer:
    """The member, looking with the keyring of a team and a duty. Raises Locked for who has no key to it yet."""
    keyring = keyring_of(team, duty)
    return Viewer(keyring=keyring, keys=member.keychain.keys(keyring), team=team, duty=duty, person=member.person)


def viewer_at(member: Member, case: CaseRow) -> Viewer:
    """The member, looking from their seat at the case. Raises NotFound, Locked."""
    seat = seat_of(member, case)
    if seat is None:
        raise NotFound
    return viewer_of(member, *seat)


def subject_of(case: CaseRow) -> Subject:
    """The case, to be looked at."""
    return Subject(case.id, case.sensitivity, given=case.intake is not None)


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
