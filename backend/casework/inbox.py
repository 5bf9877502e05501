"""An inbox: the cases of the teams in which somebody works, what is due first on top.

Keyset pages: page 1,000 costs as much as page 1.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from backend.casework.access import Seat, inboxes, keeps, seat_of, subject_of, viewer_of
from backend.casework.cursors import Cursor, position_of, read_cursor, write_cursor
from backend.casework.filtering import Combinable, conditions, lists_of, may_be_due, may_be_finished
from backend.casework.finding import CASE_COLUMNS, CaseRow
from backend.casework.lines import common, where_of
from backend.casework.model import CaseFilter, CaseItem, CasePage
from backend.casework.tables import Case
from backend.covenant import Disclosed, Subject, disclose
from backend.installation import Installation
from backend.neighbourhood import Compartment, Sensitivity
from backend.people import Member
from backend.texts import SOURCE

#: What a line opens. Of sealed reports exactly where is read when the case is opened, not in a list.
LISTED: dict[Sensitivity, tuple[Compartment, ...]] = {
    "open": ("task", "place"),
    "restricted": ("task", "place"),
    "sealed": ("task",),
}
MOST = 100
#: More new cases than these are not counted: the title then says so.
COUNTED = 100


async def list_cases(
    installation: Installation, member: Member, wanted: CaseFilter, language: str = SOURCE
) -> CasePage:
    """A page of the member's inboxes. Raises Invalid for a cursor that is none of ours.

    Per inbox one read of cases and two of what stands sealed in them, and one row in the access log.
    """
    limit = max(1, min(wanted.limit, MOST))
    after = read_cursor(wanted.after)
    pages = [
        await inbox_page(installation, wanted, listed, after, limit + 1)
        for seat in inboxes(member)
        for listed in lists_of(seat)
    ]
    rows = list(islice(once(heapq.merge(*pages, key=position_of)), limit + 1))
    shown = rows[:limit]
    opened = await open_tasks(installation, member, shown)
    items = [item_of(installation, member, case, opened[case.id], language) for case in shown]
    return CasePage(items, write_cursor(shown[-1]) if len(rows) > limit else None)


async def count_new(installation: Installation, member: Member) -> int:
    """How many cases hold something that the member's teams did not read yet; counted up to a hundred."""
    unread = 0
    for seat in inboxes(member):
        own, *kept = lists_of(seat)
        lists = [own & Case.unread_team.eq(True), *(listed & Case.unread_intake.eq(True) for listed in kept)]
        for listed in lists:
            unread += len(await Case.select(Case.id).where(listed).limit(COUNTED))
    return min(unread, COUNTED)


async def inbox_page(
    installation: Installation, wanted: CaseFilter, listed: Combinable, after: Cursor | None, limit: int
) -> list[CaseRow]:
    """The next rows of one list: what is due, by its time, and then what is finished.

    Two ranges of one index, since NULL has no place in a comparison; the second is read where the first is exhausted.
    """
    query = conditions(installation, wanted, listed)
    rows: list[CaseRow] = []
    if may_be_due(wanted) and (after is None or after.due_at is not None):
        due: Combinable = Case.due_at.is_not_null()
        if after is not None:
            due &= (Case.due_at >= after.due_at) & ((Case.due_at > after.due_at) | (Case.id > after.id))
        rows = await read(query & due, limit)
    if may_be_finished(wanted) and len(rows) < limit:
        finished: Combinable = Case.due_at.is_null()
        if after is not None and after.due_at is None:
            finished &= Case.id > after.id
        rows += await read(query & finished, limit - len(rows))
    return rows


def once(cases: Iterable[CaseRow]) -> Iterator[CaseRow]:
    """Each case once: somebody can sit in the intake that re-sealed it and in the team that has it."""
    last: UUID | None = None
    for case in cases:
        if case.id != last:
            yield case
        last = case.id


async def read(where: Combinable, limit: int) -> list[CaseRow]:
    """Rows in the order of the index."""
    rows = await Case.select(*CASE_COLUMNS).where(where).order_by(Case.due_at, Case.id).limit(limit)
    return [CaseRow(**row) for row in rows]


async def open_tasks(installation: Installation, member: Member, cases: Sequence[CaseRow]) -> dict[UUID, Disclosed]:
    """What each case is about and where, as far as a list needs that, opened with the keyrings that own them."""
    together: dict[tuple[Seat, tuple[Compartment, ...]], list[Subject]] = {}
    for case in cases:
        seat = seat_of(member, case)
        if seat is not None:
            key = (seat, LISTED[case.sensitivity])
            together.setdefault(key, []).append(subject_of(case))
    opened: dict[UUID, Disclosed] = {}
    for (seat, wanted), subjects in together.items():
        opened |= await disclose(installation, viewer_of(member, *seat), subjects, wanted, "inbox")
    return opened


def item_of(installation: Installation, member: Member, case: CaseRow, opened: Disclosed, language: str) -> CaseItem:
    """One line."""
    shared = common(installation, case, language)
    if case.intake and keeps(member, case):
        shared["unread"] = bool(case.unread_intake)
    typed = opened.place.description if opened.place else ""
    where = ", ".join(dict.fromkeys(filter(None, [typed, where_of(opened)])))
    summary = " · ".join(filter(None, [shared["label"], where]))
    return CaseItem(**shared, summary=summary)
