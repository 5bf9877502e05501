"""Who sees which case. What somebody may not see is not there."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from backend import casework
from backend.casework import CaseFilter, list_cases, list_tasks, show_case
from backend.covenant.tables import AccessLog
from backend.errors import NotFound
from backend.installation import Installation
from backend.people import Member
from tests.support.cases import (
    DESK,
    ENFORCER,
    HANDLER,
    INTAKE,
    OTHER_INTAKE,
    VEILIGHEID,
    WALKER,
    WIJKBEHEER,
    member,
    tell,
)

OWNERS = {"stoep-bestrating": HANDLER, "geluidsoverlast": ENFORCER, "drugsoverlast": INTAKE}
EVERYBODY = [
    HANDLER,
    WALKER,
    DESK,
    ENFORCER,
    INTAKE,
    OTHER_INTAKE,
    member(f"{VEILIGHEID}:case"),
    member(f"{WIJKBEHEER}:coordinator", f"{WIJKBEHEER}:admin", f"{WIJKBEHEER}:auditor", f"{WIJKBEHEER}:counter"),
    member(),
]


@pytest.mark.parametrize("category", OWNERS)
async def test_a_case_is_there_for_its_owners_alone(installation: Installation, category: str) -> None:
    told = await tell(installation, category)
    for somebody in EVERYBODY:
        listed = await list_cases(installation, somebody, CaseFilter())
        found = await list_cases(installation, somebody, CaseFilter(q=told.reference))
        if somebody is OWNERS[category]:
            assert (await show_case(installation, somebody, told.id)).reference == told.reference
            assert [item.id for item in listed.items] == [item.id for item in found.items] == [told.id]
        else:
            assert listed.items == found.items == []
            with pytest.raises(NotFound):
                await show_case(installation, somebody, told.id)


async def test_an_unknown_case_and_a_hidden_one_are_refused_alike(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    refusals = []
    for id in (told.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            await show_case(installation, HANDLER, id)
        refusals.append((refused.value.title, refused.value.detail, refused.value.extra))
    assert refusals[0] == refusals[1]


STEPS: list[Callable[[Installation, Member, casework.CaseView], Awaitable[object]]] = [
    lambda i, m, c: casework.seen(i, m, c.id),
    lambda i, m, c: casework.send_message(i, m, c.id, "Dag"),
    lambda i, m, c: casework.transition(i, m, c.id, to="in_progress", version=c.version),
    lambda i, m, c: casework.transfer(i, m, c.id, team=VEILIGHEID, reason="Nee", version=c.version),
    lambda i, m, c: casework.recategorise(i, m, c.id, category="anders", reason="Nee", version=c.version),
    lambda i, m, c: casework.case_photo(i, m, c.id, uuid4(), "large"),
]


async def test_no_step_of_somebody_who_does_not_see_the_case(installation: Installation) -> None:
    told = await tell(installation)
    seen = await show_case(installation, HANDLER, told.id)
    before = await told.row()
    for step in STEPS:
        for stranger in (DESK, WALKER, INTAKE):
            with pytest.raises(NotFound):
                await step(installation, stranger, seen)
    assert await told.row() == before


async def test_a_field_worker_sees_no_word_of_the_reporter(installation: Installation) -> None:
    await tell(installation, text="Mijn buurman Kees doet dit steeds")
    task = (await list_tasks(installation, WALKER))[0]
    assert "Kees" not in str(task)
    assert task.place.lat == 52.3740


async def test_every_look_is_written_down(installation: Installation) -> None:
    told = await tell(installation)
    await show_case(installation, HANDLER, told.id)
    await list_cases(installation, HANDLER, CaseFilter())
    looks = await AccessLog.select().order_by(AccessLog.purpose)
    assert [(look["purpose"], look["keyring"]) for look in looks] == [
        ("case", f"{WIJKBEHEER}/case"),
        ("inbox", f"{WIJKBEHEER}/case"),
    ]
    assert all(look["person"] == HANDLER.person for look in looks)
    assert told.id.bytes not in bytes(looks[0]["reports"])
