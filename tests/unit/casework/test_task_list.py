"""The list of tasks: what is due first, of one kind where that is asked, and honest about the rest."""

import pytest

from backend.casework import count_tasks, fieldwork, list_tasks
from backend.installation import Installation
from tests.support.cases import WALKER, tell


async def test_a_flood_of_one_kind_does_not_hide_another(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fieldwork, "MOST", 2)
    for _ in range(4):
        await tell(installation, "zwerfafval")
    lamp = await tell(installation, "stoep-bestrating")
    assert len(await list_tasks(installation, WALKER)) == 2
    (found,) = await list_tasks(installation, WALKER, group="heel")
    assert found.case == lamp.id
    assert await count_tasks(installation, WALKER) == {"schoon": 4, "heel": 1}
    assert await list_tasks(installation, WALKER, group="veilig") == []
