"""The neighbourhood page: what was solved, what is being done, what is still open. Counts of `open` reports only.

Category and area, never a text, a photo or a reference; days, not times.
"""

from collections.abc import Sequence
from datetime import date, datetime
from statistics import median
from zoneinfo import ZoneInfo

from msgspec import Struct

from backend.casework import PublicCase, public_cases, solved_since, unsolved
from backend.installation import Installation

SHOWN = 12
SOLVED = ("resolved", "closed")
BUSY = ("planned", "in_progress", "question")
WAITING = ("assigned", "reopened")


class BoardItem(Struct, frozen=True, kw_only=True):
    """One report as everybody may see it."""

    category: str
    label: str
    icon: str
    group: str
    area: str
    status: str
    day: date


class Board(Struct, kw_only=True):
    """What the page shows: counts of this month and now, and the latest of each kind."""

    name: str
    area: str | None
    areas: list[tuple[str, str]]
    solved_this_month: int
    usual_days: int | None
    open_now: int
    waiting_now: int
    solved: list[BoardItem]
    busy: list[BoardItem]
    waiting: list[BoardItem]
    by_group: dict[str, int]


async def board(installation: Installation, area: str | None = None) -> Board:
    """The neighbourhood, or one of its areas."""
    neighbourhood = installation.neighbourhood
    zone = ZoneInfo(neighbourhood.timezone)
    today = installation.clock().astimezone(zone).date()
    solved = await public_cases(SOLVED, area)
    this_month = await solved_since(today.replace(day=1), area)
    names = {each.slug: each.name for each in neighbourhood.areas}

    def item(case: PublicCase) -> BoardItem:
        category = neighbourhood.category(case.category)
        return BoardItem(
            category=category.slug,
            label=category.label,
            icon=category.icon,
            group=category.group,
            area=names.get(case.area or "", ""),
            status=case.status,
            day=case.resolved_on or local_day(case.received_at, zone),
        )

    by_group = {group.slug: 0 for group in neighbourhood.groups}
    for category, number in this_month.items():
        by_group[neighbourhood.category(category).group] += number
    return Board(
        name=names[area] if area else neighbourhood.name,
        area=area,
        areas=[(each.slug, each.name) for each in neighbourhood.areas if each.kind in ("buurt", "wijk")],
        solved_this_month=sum(this_month.values()),
        usual_days=usual_days(solved, zone),
        open_now=await unsolved(BUSY + WAITING, area),
        waiting_now=await unsolved(WAITING, area),
        solved=[item(case) for case in solved[:SHOWN]],
        busy=[item(case) for case in await public_cases(BUSY, area, SHOWN)],
        waiting=[item(case) for case in await public_cases(WAITING, area, SHOWN)],
        by_group=by_group,
    )


def usual_days(solved: Sequence[PublicCase], zone: ZoneInfo) -> int | None:
    """The median number of days from report to solved; None without any."""
    days = [(case.resolved_on - local_day(case.received_at, zone)).days for case in solved if case.resolved_on]
    return round(median(days)) if days else None


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day on which it was, here."""
    return at.astimezone(zone).date()
