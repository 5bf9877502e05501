"""An inbox: the cases of the teams in which somebody works, what is due first on top.

Keyset pages: page 1,000 costs as much as page 1.
"""

import heapq
from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from piccolo.columns.combination import And, Where

from backend.casework.access import CLASSES, inboxes, owner_duty, viewer_of
from backend.casework.cursors import Cursor, position_of, read_cursor, write_cursor
from backend.casework.filtering import conditions, may_be_due, may_be_finished
from backend.casework.finding import CASE_COLUMNS, CaseRow
from backend.casework.lines import common, where_of
from backend.casework.model import CaseFilter, CaseItem, CasePage
from backend.casework.tables import Case
from backend.covenant import Disclosed, Subject, disclose
from backend.installation import Installation
from backend.neighbourhood import Compartment, Duty
from backend.people import Member
from backend.texts import SOURCE

#: What a line opens. Intake reads exactly where when it opens the case, not in a list.
LISTED: dict[Duty, tuple[Compartment, ...]] = {"case": ("task", "place"), "intake": ("task",)}
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
    pages = [await inbox_page(installation, wanted, team, duty, after, limit + 1) for team, duty in inboxes(member)]
    rows = list(islice(heapq.merge(*pages, key=position_of), limit + 1))
    shown = rows[:limit]
    opened = await open_tasks(installation, member, shown)
    items = [item_of(installation, case, opened[case.id], language) for case in shown]
    return CasePage(items, write_cursor(shown[-1]) if len(rows) > limit else None)


async def count_new(installation: Installation, member: Member) -> int:
    """How many cases hold something that the member's teams did not read yet; counted up to a hundred."""
    unread = 0
    for team, duty in inboxes(member):
        rows = await (
            Case.select(Case.id)
            .where(Case.team == team, Case.unread_team.eq(True), Case.sensitivity.is_in(list(CLASSES[duty])))
            .limit(COUNTED)
        )
        unread += len(rows)
    return min(unread, COUNTED)


async def inbox_page(
    installation: Installation, wanted: CaseFilter, team: str, duty: Duty, after: Cursor | None, limit: int
) -> list[CaseRow]:
    """The next rows of one inbox: what is due, by its time, and then what is finished.

    Two ranges of one index, since NULL has no place in a comparison; the second is read where the first is exhausted.
    """
    query = conditions(installation, wanted, team, CLASSES[duty])
    rows: list[CaseRow] = []
    if may_be_due(wanted) and (after is None or after.due_at is not None):
        due: Where | And = Case.due_at.is_not_null()
        if after is not None:
            due &= (Case.due_at >= after.due_at) & ((Case.due_at > after.due_at) | (Case.id > after.id))
        rows = await read(query & due, limit)
    if may_be_finished(wanted) and len(rows) < limit:
        finished: Where | And = Case.due_at.is_null()
        if after is not None and after.due_at is None:
            finished &= Case.id > after.id
        rows += await read(query & finished, limit - len(rows))
    return rows


async def read(where: Where | And, limit: int) -> list[CaseRow]:
    """Rows in the order of the index."""
    rows = await Case.select(*CASE_COLUMNS).where(where).order_by(Case.due_at, Case.id).limit(limit)
    return [CaseRow(**row) for row in rows]


async def open_tasks(installation: Installation, member: Member, cases: Sequence[CaseRow]) -> dict[UUID, Disclosed]:
    """What each case is about and where, as far as a list needs that, opened with the keyrings that own them."""
    by_owner: dict[tuple[str, Duty], list[Subject]] = {}
    for case in cases:
        owner = (case.team, owner_duty(case.sensitivity))
        by_owner.setdefault(owner, []).append(Subject(case.id, case.sensitivity))
    opened: dict[UUID, Disclosed] = {}
    for (team, duty), subjects in by_owner.items():
        viewer = viewer_of(member, team, duty)
        opened |= await disclose(installation, viewer, subjects, LISTED[duty], "inbox")
    return opened


def item_of(installation: Installation, case: CaseRow, opened: Disclosed, language: str) -> CaseItem:
    """One line."""
    shared = common(installation, case, language)
    typed = opened.place.description if opened.place else ""
    where = ", ".join(dict.fromkeys(filter(None, [typed, where_of(opened)])))
    summary = " · ".join(filter(None, [shared["label"], where]))
    return CaseItem(**shared, summary=summary)
