"""Whoever opens a case in which somebody is in danger sees that first."""

import pytest

from backend.casework import recategorise
from backend.installation import Installation
from tests.support.cases import INTAKE, case_of, tell


@pytest.mark.parametrize(("answer", "urgent"), [("ja", True), ("nee", False), ("weet-niet", False)])
async def test_only_a_yes_means_danger(installation: Installation, answer: str, urgent: bool) -> None:
    told = await tell(installation, "intimidatie", answers={"nu": answer, "vaker": "ja"})
    said = {each.question: each.urgent for each in (await case_of(told, INTAKE)).answers}
    assert said == {"Bent u nu in gevaar?": urgent, "Is het vaker gebeurd?": False}


async def test_danger_does_not_end_with_a_change_of_category(installation: Installation) -> None:
    told = await tell(installation, "intimidatie", answers={"nu": "ja"})
    await recategorise(installation, INTAKE, told.id, category="drugsoverlast", reason="Het gaat om drugs.", version=2)
    assert [each.urgent for each in (await case_of(told, INTAKE)).answers] == [True]
