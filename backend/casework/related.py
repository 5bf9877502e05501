"""Reports of a sensitive class that may belong together: compared while they are open, and nowhere kept.

No column, hash or cell says that two of these reports are alike. Who holds the key opens what each is about and where,
compares, and forgets it: so others cannot group them, nor can a thief of the database.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import h3
from msgspec import Struct

from backend.casework.access import Seat, seat_of, subject_of, viewer_of, visible_case
from backend.casework.filtering import lists_of
from backend.casework.finding import CASE_COLUMNS, CaseRow
from backend.casework.lines import where_of
from backend.casework.tables import Case
from backend.casework.transitions import Status
from backend.covenant import Disclosed, PlacePart, disclose
from backend.installation import Installation
from backend.neighbourhood import Compartment
from backend.people import Member, is_fresh
from backend.vault.tables import Sealed

#: Reports that came in the weeks around this one are compared with it.
AROUND = timedelta(weeks=4)
#: Of these no more than this: who has hundreds of a kind in two months sees a pattern without us.
COMPARED = 50
#: Metres within which two places are the same corner of the street.
NEAR = 250
#: What a page names.
SHOWN = 5


class Related(Struct, frozen=True, kw_only=True):
    """A case that may belong to the one that is looked at. `near`: the places lie close; else it is the same area."""

    id: UUID
    reference: str
    status: Status
    week: date
    """The Monday of the week in which it came."""
    near: bool


class Candidate(Struct, frozen=True):
    """What is compared: where, in words and exactly, as far as the viewer may know."""

    case: CaseRow
    week: date
    where: str
    place: PlacePart | None


async def related_cases(installation: Installation, member: Member, id: UUID) -> list[Related]:
    """The cases of the same kind, place and time that the member's own keyring opens, nearest first.

    Of a sealed case for its intake, of a restricted one for its team; of an open one none, since it can be merged. The
    look at all that were compared is logged. Exact places of sealed reports count with a fresh factor only. Raises
    NotFound.
    """
    case = await visible_case(member, id)
    seat = seat_of(member, case)
    if seat is None or not compares(seat, case):
        return []
    weeks = await weeks_around(seat, case)
    if len(weeks) < 2:  # nobody but itself
        return []
    cases = await Case.select(*CASE_COLUMNS).where(Case.id.is_in(list(weeks)))
    candidates = await opened(installation, member, seat, [CaseRow(**row) for row in cases], weeks)
    own = next((each for each in candidates if each.case.id == id), None)
    found = [as_related(own, each) for each in candidates if own and each is not own and alike(own, each)]
    return sorted(found, key=lambda each: (not each.near, -each.week.toordinal(), each.reference))[:SHOWN]


def compares(seat: Seat, case: CaseRow) -> bool:
    """Whether this seat may look for what belongs to the case: never the team that intake gave one report to."""
    return (case.sensitivity, seat.duty) in {("sealed", "intake"), ("restricted", "case")}


async def weeks_around(seat: Seat, case: CaseRow) -> dict[UUID, date]:
    """Report → week, of the newest cases in the same inbox with the same topic; the case itself is among them."""
    own = await Sealed.select(Sealed.week).where(Sealed.report == case.id)
    if not own or own[0]["week"] is None:
        return {}
    week: date = own[0]["week"]
    weeks = {case.id: week}
    for listed in lists_of(seat):
        same = listed & (Case.sensitivity == case.sensitivity) & (Case.category == case.category)
        there = Case.select(Case.id).where(same, Case.status != "withdrawn", Case.id != case.id)
        rows = await (
            Sealed.select(Sealed.report, Sealed.week)
            .where(Sealed.report.is_in(there), Sealed.week >= week - AROUND, Sealed.week <= week + AROUND)
            .order_by(Sealed.week, ascending=False)
            .limit(COMPARED)
        )
        weeks |= {row["report"]: row["week"] for row in rows}
    return weeks


async def opened(
    installation: Installation, member: Member, seat: Seat, cases: Sequence[CaseRow], weeks: dict[UUID, date]
) -> list[Candidate]:
    """Where each is, in one look."""
    wanted: tuple[Compartment, ...] = ("task",)
    if seat.duty == "case" or is_fresh(installation, member):
        wanted = ("task", "place")
    subjects = [subject_of(case) for case in cases]
    shown = await disclose(installation, viewer_of(member, *seat), subjects, wanted, "related")
    return [candidate(case, weeks[case.id], shown[case.id]) for case in cases]


def candidate(case: CaseRow, week: date, shown: Disclosed) -> Candidate:
    """What is compared of one case."""
    return Candidate(case, week, where_of(shown), shown.place)


def alike(one: Candidate, other: Candidate) -> bool:
    """Whether they lie close, or in the same area."""
    return is_near(one.place, other.place) or (bool(one.where) and one.where == other.where)


def is_near(one: PlacePart | None, other: PlacePart | None) -> bool:
    """Whether two exact places are the same corner: by their points, or where there are none by the same words."""
    if one is None or other is None:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        words = one.description.casefold().strip()
        return bool(words) and words == other.description.casefold().strip()
    metres: float = h3.great_circle_distance((one.lat, one.lon), (other.lat, other.lon), unit="m")
    return metres <= NEAR


def as_related(own: Candidate, other: Candidate) -> Related:
    """The line about it."""
    case = other.case
    near = is_near(own.place, other.place)
    return Related(id=case.id, reference=case.reference, status=case.status, week=other.week, near=near)
