"""The work that waits outside, for whoever goes there."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from backend.casework.access import viewer_of
from backend.casework.filtering import Combinable
from backend.casework.finding import CASE_COLUMNS, CaseRow
from backend.casework.lines import is_late, where_of
from backend.casework.model import PhotoView, PlaceView, TaskView
from backend.casework.tables import Case, Task
from backend.casework.task_access import TASK_COLUMNS, TaskRow, visible_task
from backend.casework.task_lines import last_actions
from backend.casework.times import local_day
from backend.covenant import Disclosed, Subject, disclose
from backend.database import Transaction
from backend.errors import NotFound
from backend.installation import Installation
from backend.neighbourhood import Compartment
from backend.people import Member
from backend.pictures import read_picture
from backend.texts import SOURCE
from backend.vault.tables import File

#: More than anybody walks in a day.
MOST = 200
PARTS: tuple[Compartment, ...] = ("task", "place", "media")
#: From the tasks to what they are about: from the few that are open, whatever lies behind them.
WAITING = "FROM task t JOIN casefile c ON c.id = t.report WHERE t.state = 'open' AND t.team IN ({})"


async def list_tasks(
    installation: Installation, member: Member, language: str = SOURCE, group: str = ""
) -> list[TaskView]:
    """The open tasks of the member's teams, or of one group: what is due first on top, and no more than `MOST`.

    What is shown is acknowledged by that.
    """
    teams = teams_of(member)
    if not teams:
        return []
    chosen: Combinable = Task.team.is_in(teams) & (Task.state == "open")
    if group:
        ids = await ids_of(installation, teams, group)
        if not ids:
            return []
        chosen = Task.id.is_in(ids)
    rows = await Task.select(*TASK_COLUMNS).where(chosen).order_by(Task.due_at, Task.id).limit(MOST)
    tasks = [TaskRow(**row) for row in rows]
    cases = await cases_of(tasks)
    await acknowledge(installation, list(cases.values()))
    return await views_of(installation, member, tasks, cases, language)


async def count_tasks(installation: Installation, member: Member) -> dict[str, int]:
    """Group → how many open tasks the member's teams have."""
    counts: dict[str, int] = {}
    if teams := teams_of(member):
        query = f"SELECT c.category, count(*) AS number {WAITING.format(holes(teams))} GROUP BY c.category"
        for row in await Task.raw(query, *teams):
            group = installation.neighbourhood.category(row["category"]).group
            counts[group] = counts.get(group, 0) + row["number"]
    return counts


async def ids_of(installation: Installation, teams: Sequence[str], group: str) -> list[UUID]:
    """The open tasks of a group of categories that are due first."""
    slugs = [category.slug for category in installation.neighbourhood.categories if category.group == group]
    there = WAITING.format(holes(teams))
    query = f"SELECT t.id {there} AND c.category IN ({holes(slugs)}) ORDER BY t.due_at, t.id LIMIT {MOST}"
    rows: list[dict[str, Any]] = await Task.raw(query, *teams, *slugs)
    return [row["id"] for row in rows]


def teams_of(member: Member) -> list[str]:
    """The teams whose work outside the member can open."""
    return [team for team in member.teams("field") if member.can_open(team, "field")]


def holes(values: Sequence[str]) -> str:
    """A place for each value in a query."""
    return ", ".join(["{}"] * len(values))


async def show_task(installation: Installation, member: Member, id: UUID, language: str = SOURCE) -> TaskView:
    """One task, in whatever state it is. Raises NotFound."""
    task = await visible_task(member, id)
    return (await views_of(installation, member, [task], await cases_of([task]), language))[0]


async def task_photo(
    installation: Installation, member: Member, id: UUID, file: UUID, size: Literal["large", "small"]
) -> bytes:
    """A picture of the task as WebP. Raises NotFound where it is not of this task, or not for this member."""
    task = await visible_task(member, id)
    case = (await cases_of([task]))[task.report]
    opened = await open_parts(installation, member, task.team, [case], ("media",))
    if not opened[case.id].sees_file(file):
        raise NotFound
    return opened[case.id].file(file, size, await read_picture(installation, file, size))


async def cases_of(tasks: Sequence[TaskRow]) -> dict[UUID, CaseRow]:
    """The clear columns of the cases that the tasks belong to."""
    if not tasks:
        return {}
    rows = await Case.select(*CASE_COLUMNS).where(Case.id.is_in([task.report for task in tasks]))
    return {row["id"]: CaseRow(**row) for row in rows}


async def acknowledge(installation: Installation, cases: Sequence[CaseRow]) -> None:
    """The team knows of these cases now. It is no step of its own: nobody else's work is in its way."""
    new = [case.id for case in cases if case.acknowledged_on is None and case.due_at is not None]
    if not new:
        return
    today = local_day(installation.clock(), installation.neighbourhood.timezone)
    values: dict[Any, Any] = {Case.acknowledged_on: today, Case.due_at: Case.handle_by, Case.unread_team: False}

    async def entry(transaction: Transaction) -> None:
        await transaction.run(
            Case.update(values).where(
                Case.id.is_in(new), Case.acknowledged_on.is_null(), Case.due_at == Case.acknowledge_by
            )
        )

    await installation.ledger.record(entry)


async def views_of(
    installation: Installation,
    member: Member,
    tasks: Sequence[TaskRow],
    cases: dict[UUID, CaseRow],
    language: str,
) -> list[TaskView]:
    """Tasks with what their field workers may see of the reports."""
    if not tasks:
        return []
    opened: dict[UUID, Disclosed] = {}
    for team in dict.fromkeys(task.team for task in tasks):
        mine = {task.report: cases[task.report] for task in tasks if task.team == team}
        opened |= await open_parts(installation, member, team, list(mine.values()), PARTS)
    files = await (
        File.select(File.id, File.report, File.kind, File.n)
        .where(File.report.is_in(list(cases)))
        .order_by(File.kind, File.n)
    )
    actions = await last_actions([task.id for task in tasks if task.state != "open"])
    return [
        view_of(installation, task, cases[task.report], opened[task.report], files, actions.get(task.id), language)
        for task in tasks
    ]


async def open_parts(
    installation: Installation,
    member: Member,
    team: str,
    cases: Sequence[CaseRow],
    wanted: tuple[Compartment, ...],
) -> dict[UUID, Disclosed]:
    """What a field worker of the team may see of these reports: exactly where it is, of open ones alone."""
    viewer = viewer_of(member, team, "field")
    opened: dict[UUID, Disclosed] = {}
    for is_open in (True, False):
        subjects = [Subject(case.id, case.sensitivity) for case in cases if (case.sensitivity == "open") == is_open]
        parts = tuple(part for part in wanted if is_open or part != "place")
        opened |= await disclose(installation, viewer, subjects, parts, "task")
    return opened


def view_of(
    installation: Installation,
    task: TaskRow,
    case: CaseRow,
    opened: Disclosed,
    files: Sequence[dict[str, Any]],
    action: dict[str, Any] | None,
    language: str,
) -> TaskView:
    """What, where, photo, due."""
    neighbourhood = installation.neighbourhood
    category = neighbourhood.category(case.category)
    label, where, place = neighbourhood.label(category.label, language), where_of(opened), opened.place
    return TaskView(
        id=task.id,
        case=case.id,
        category=category.slug,
        label=label,
        group=category.group,
        text=" · ".join(filter(None, [label, where])),
        where=where,
        place=PlaceView(place.lat, place.lon, place.description) if place else PlaceView(),
        photos=[
            PhotoView(file["id"], file["kind"], file["n"])
            for file in files
            if file["report"] == case.id and opened.sees_file(file["id"])
        ],
        due=local_day(task.due_at, neighbourhood.timezone),
        late=task.state == "open" and is_late(task.due_at, installation.clock()),
        quick=task.quick,
        state=task.state,
        action=action["id"] if action else None,
        undo_until=action["undo_until"] if action else None,
    )
