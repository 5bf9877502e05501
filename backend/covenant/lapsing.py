"""A grant ended: its wraps go dormant, wake where it comes back within thirty days, and are destroyed after these.

`disclose` denies at once. This makes that what lies in the database says the same.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from backend.covenant.rules import holding
from backend.database import Entry, Transaction
from backend.installation import Installation
from backend.neighbourhood import Duty, Grant, Neighbourhood, Sensitivity
from backend.vault import keyring_of
from backend.vault.tables import Wrap

#: Why a wrap sleeps: the covenant does not admit its keyring any more.
WAITS_FOR_COVENANT = "covenant"
#: How long such a wrap is kept.
KEPT = timedelta(days=30)
AT_ONCE = 500
CLASSES: tuple[Sensitivity, ...] = ("open", "restricted", "sealed")

#: Cases stand above us, hence the plain questions. A report without a week is of today.
OF_CLASS = "SELECT w.id FROM wrap w JOIN casefile c ON c.id = w.report LEFT JOIN sealed s ON s.report = w.report "
AWAKE = OF_CLASS + (
    "WHERE w.keyring = {} AND w.waits_for = '' AND c.sensitivity = {} AND COALESCE(s.week, {}) < {} LIMIT {}"
)
ASLEEP = OF_CLASS + (
    "WHERE w.waits_for = 'covenant' AND w.keyring = {} AND c.sensitivity = {} AND COALESCE(s.week, {}) >= {} LIMIT {}"
)


async def lapse(installation: Installation) -> int:
    """Bring the wraps in line with today's covenant; returns how many went to sleep, woke or were destroyed."""
    grants, today, changed = installation.neighbourhood.grants, installation.clock().date(), 0
    for keyring, partner, duty in keyrings(installation.neighbourhood):
        for class_ in CLASSES:
            if any(grant.duty == duty and class_ in grant.classes for grant in grants):
                first = first_week(grants, partner, duty, class_, today)
                wanted = (keyring, class_, today, first, AT_ONCE)
                if first > date.min:  # no index finds these: where all are admitted nobody looks for them
                    changed += await repeat(installation, partial(put_to_sleep, wanted=wanted, today=today))
                changed += await repeat(installation, partial(wake_again, wanted=wanted))
    return changed + await installation.ledger.record(partial(destroy, before=today - KEPT))


def keyrings(neighbourhood: Neighbourhood) -> Iterator[tuple[str, str, Duty]]:
    """Every keyring that reports are routed to, with its partner and duty."""
    for partner in neighbourhood.partners:
        for team in partner.teams:
            for duty in team.duties:
                yield keyring_of(team.id, duty), partner.slug, duty


def first_week(grants: Iterable[Grant], partner: str, duty: Duty, sensitivity: Sensitivity, today: date) -> date:
    """The first day whose reports the covenant still admits: none of any, or none older than the oldest age."""
    ages = [grant.maximum_age for grant in holding(grants, partner, duty, sensitivity, today)]
    if not ages:
        return date.max
    return date.min if None in ages else today - timedelta(days=max(age for age in ages if age is not None))


async def repeat(installation: Installation, entry: Entry[int]) -> int:
    """Some at a time, an entry each, until there is nothing more."""
    total = 0
    while some := await installation.ledger.record(entry):
        total += some
    return total


async def put_to_sleep(transaction: Transaction, wanted: tuple[Any, ...], today: date) -> int:
    """Awake wraps that the covenant denies."""
    lapsed: dict[Any, Any] = {Wrap.dormant: True, Wrap.waits_for: WAITS_FOR_COVENANT, Wrap.lapsed_on: today}
    return await change(transaction, AWAKE, wanted, lapsed)


async def wake_again(transaction: Transaction, wanted: tuple[Any, ...]) -> int:
    """Wraps that the covenant admits again. They were sealed to their keyring all the time."""
    awake: dict[Any, Any] = {Wrap.dormant: False, Wrap.waits_for: "", Wrap.lapsed_on: None}
    return await change(transaction, ASLEEP, wanted, awake)


async def change(transaction: Transaction, question: str, wanted: tuple[Any, ...], values: dict[Any, Any]) -> int:
    """Change the wraps that a question finds."""
    ids = [row["id"] for row in await transaction.run(Wrap.raw(question, *wanted))]
    if ids:
        await transaction.run(Wrap.update(values).where(Wrap.id.is_in(ids)))
    return len(ids)


async def destroy(transaction: Transaction, before: date) -> int:
    """Wraps that waited for the covenant long enough."""
    gone = Wrap.delete().where(Wrap.waits_for == WAITS_FOR_COVENANT, Wrap.lapsed_on < before).returning(Wrap.id)
    rows = await transaction.run(gone)
    if rows:
        transaction.forget()
    return len(rows)
