"""Weeks as the push service and the public lists show them, and a simple classifier that tries to tell them apart.

Each seed is a week twice: the same news of open reports, with and without news of others. What differs then is a tell.
"""

import itertools
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from backend.deliveries import PushSender, deliver_due, make_digest
from backend.deliveries.digest.tables import NewsEntry, NewsList
from backend.deliveries.tables import Delivery
from backend.installation import Installation
from tests.support.digest import Reporter, has_news, lists
from tests.support.outbox import Stopwatch, run
from tests.support.push_service import Push, PushService

MINUTE = timedelta(minutes=1)
#: Monday, half past five on the clock on the wall.
BEGIN = datetime.fromisoformat("2026-11-23T04:30:00+00:00")
WEEK = timedelta(days=7)
#: The two slots of a day, and a little after them: the worker looks every minute.
SLOTS = [BEGIN + timedelta(days=day, hours=hour) for day in range(7) for hour in (2.51, 11.51)]
ORDINARY = 6
SENSITIVE = 12

Features = dict[str, float]
Tell = Callable[[Installation], Awaitable[None]]


class Neighbours(Struct, frozen=True):
    """Who reported something: one of each kind."""

    ordinary: Reporter
    sensitive: Reporter


class Street(Struct, frozen=True):
    """Where a week is lived."""

    installation: Installation
    sender: PushSender
    clock: Stopwatch
    service: PushService
    neighbours: Neighbours


async def live(street: Street, seed: int, *, sensitive: bool, at_once: Tell | None = None) -> Features:
    """A week. `at_once` is a planted tell: it runs whenever there is news of a sensitive report."""
    await begin_anew(street)
    seen: list[tuple[datetime, Push]] = []
    for moment, who in happenings(street.neighbours, seed, sensitive=sensitive):
        street.clock.time = moment
        if who is not None:
            await has_news(street.installation, who)
            if who is street.neighbours.sensitive and at_once is not None:
                await at_once(street.installation)
        before = len(street.service.received)
        await work(street)
        seen += [(moment, push) for push in street.service.received[before:]]
    return features(seen, [len(entries) for entries in (await lists()).values()])


async def begin_anew(street: Street) -> None:
    """The Sunday evening before each week: a digest was sent, and nothing waits."""
    for table in (Delivery, NewsEntry, NewsList):
        await run(street.installation, table.delete(force=True))
    street.clock.time = BEGIN - timedelta(hours=12)
    await work(street)


async def work(street: Street) -> None:
    """What the worker does in a minute."""
    for turn in (None, make_digest):
        if turn is not None:
            await turn(street.installation)
        while await deliver_due(street.installation, street.sender):
            pass


def happenings(neighbours: Neighbours, seed: int, *, sensitive: bool) -> list[tuple[datetime, Reporter | None]]:
    """What happens when: news of either kind, and the slots."""
    dice = random.Random(seed)  # noqa: S311 a week, and no secret
    found: list[tuple[datetime, Reporter | None]] = [(slot, None) for slot in SLOTS]
    for number, who in ((ORDINARY, neighbours.ordinary), (SENSITIVE if sensitive else 0, neighbours.sensitive)):
        found += [(BEGIN + WEEK * dice.random(), who) for _ in range(dice.randint(number // 2, number))]
    return sorted(found, key=lambda each: each[0])


def features(seen: Sequence[tuple[datetime, Push]], sizes: Sequence[int]) -> Features:
    """What somebody can measure who sees all pushes of a week, and all lists."""
    lengths = [len(push.body) for _, push in seen]
    headers = [sum(len(name) + len(value) for name, value in push.headers.items()) for _, push in seen]
    minutes = sorted((moment - BEGIN) / MINUTE for moment, _ in seen)
    gaps = [after - before for before, after in itertools.pairwise(minutes)]
    day = [minute % (24 * 60) for minute in minutes]
    return {
        "pushes": len(seen),
        "bytes": sum(lengths),
        "lengths": len(set(lengths)),
        "header bytes": float(np.mean(headers)) if headers else 0.0,
        "header names": len({name for _, push in seen for name in push.headers}),
        "topics": len({push.headers["topic"] for _, push in seen}),
        "lifetimes": len({push.headers["ttl"] for _, push in seen}),
        "mean time": float(np.mean(minutes)) if minutes else 0.0,
        "moments of the day": len({round(each) for each in day}),
        "shortest gap": min(filter(None, gaps), default=0.0),
        "longest gap": max(gaps, default=0.0),
        "lists": len(sizes),
        "bytes of lists": sum(sizes),
        "longest list": max(sizes, default=0),
    }


def tells(pairs: Sequence[tuple[Features, Features]]) -> dict[str, float]:
    """How well each feature, and all together, tells weeks with sensitive news (second) from those without: the AUC.

    0.5 is no better than a coin. Together: the difference of the class means over all other pairs is the direction in
    which a pair is scored.
    """
    names = list(pairs[0][0])
    table: NDArray[np.float64] = np.array([[[week[name] for name in names] for week in pair] for pair in pairs])
    scale = table.std(axis=(0, 1))
    table = (table - table.mean(axis=(0, 1))) / np.where(scale > 0, scale, 1)
    found = {name: auc(table[:, 0, at], table[:, 1, at]) for at, name in enumerate(names)}
    scores = []
    for left_out in range(len(pairs)):
        others = np.delete(table, left_out, axis=0)
        direction = others[:, 1].mean(axis=0) - others[:, 0].mean(axis=0)
        scores.append(table[left_out] @ direction)
    together: NDArray[np.float64] = np.array(scores)
    return found | {"together": auc(together[:, 0], together[:, 1])}


def auc(without: NDArray[np.float64], having: NDArray[np.float64]) -> float:
    """The chance that a week with scores higher than a week without; ties count for half."""
    difference = having[:, None] - without[None, :]
    return float(np.mean((difference > 1e-9) + 0.5 * (np.abs(difference) <= 1e-9)))
