"""Who a report can fall to: its keys sleep for these teams under a service key, until `wake_for` names one of them."""

from collections.abc import Collection, Iterable
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from backend.covenant.rules import ROUTED
from backend.database import Transaction
from backend.neighbourhood import Duty, Neighbourhood, Sensitivity
from backend.neighbourhood.succession import remaining
from backend.vault import tables

#: What a team can wait for: that the owner does not act, is away, or that the class is raised to sealed.
Cause = Literal["fallback", "substitute", "class"]


class StandIns(Struct, frozen=True):
    """Teams by what they wait for."""

    fallback: str = ""
    substitutes: tuple[str, ...] = ()
    intakes: tuple[str, ...] = ()

    def waiting_for(self, cause: Cause) -> tuple[str, ...]:
        """The teams that wait for this."""
        if cause == "fallback":
            return (self.fallback,) if self.fallback else ()
        return self.substitutes if cause == "substitute" else self.intakes

    def __bool__(self) -> bool:
        return bool(self.fallback or self.substitutes or self.intakes)


def stand_ins(
    neighbourhood: Neighbourhood,
    team: str,
    fallback: str,
    sensitivity: Sensitivity,
    excluded: Collection[str],
    duty: Duty | None = None,
) -> StandIns:
    """Who stands in for `team`: never a team that the reporter excluded, nor one without the duty that the class asks.

    Below sealed the first intake that is left would weigh it if its class were raised. `duty`: of the owner, where the
    class does not say it.
    """
    duty = duty or ROUTED[sensitivity][-1]

    def left(teams: Iterable[str]) -> tuple[str, ...]:
        able = [each for each in dict.fromkeys(teams) if each != team and duty in neighbourhood.team(each).duties]
        return tuple(remaining(able, excluded))

    intakes = remaining(list(neighbourhood.intakes), excluded) if sensitivity != "sealed" else []
    return StandIns(
        fallback=next(iter(left([fallback] if fallback else [])), ""),
        substitutes=left(neighbourhood.team(team).substitutes),
        intakes=tuple(intakes[:1]),
    )


def add_stand_ins(transaction: Transaction, report: UUID, teams: StandIns) -> None:
    """Write down who they are, at the end of the entry."""
    transaction.add(tables.StandIns, **columns(report, teams))


async def replace_stand_ins(transaction: Transaction, report: UUID, teams: StandIns) -> None:
    """Others stand in from now on, or nobody. At once: what is sealed later in this entry sleeps for them too."""
    await forget_stand_ins(transaction, report)
    if teams:
        await transaction.run(tables.StandIns.insert(tables.StandIns(**columns(report, teams))))


def columns(report: UUID, teams: StandIns) -> dict[str, Any]:
    """Who they are, as a row."""
    return {
        "report": report,
        "fallback": teams.fallback,
        "substitutes": " ".join(teams.substitutes),
        "intakes": " ".join(teams.intakes),
    }


async def stand_ins_of(transaction: Transaction, report: UUID) -> StandIns:
    """Who a report can fall to now."""
    rows = await transaction.run(tables.StandIns.select().where(tables.StandIns.report == report))
    if not rows:
        return StandIns()
    return StandIns(rows[0]["fallback"], tuple(rows[0]["substitutes"].split()), tuple(rows[0]["intakes"].split()))


async def forget_stand_ins(transaction: Transaction, report: UUID) -> None:
    """Nobody stands in any more."""
    await transaction.run(tables.StandIns.delete().where(tables.StandIns.report == report))
