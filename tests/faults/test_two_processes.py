"""Two web processes on one PostgreSQL: they see each other's writes, and one case is changed by one of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.databases import Databases
from tests.support.postgres import Cluster
from tests.support.rows import rows
from tests.support.server import Installation
from tests.support.staff import WIJKBEHEER
from tests.support.visitors import Colleague, Visitor, colleagues, told

pytestmark = pytest.mark.faults

ROUNDS = 10


@pytest.fixture(scope="module")
def both(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Installation]]:
    """Two web processes with the same data and keys."""
    url = Databases(postgres).migrated()
    folder = tmp_path_factory.mktemp("first")
    first = Installation(folder, url)
    first.start(migrate=False)
    second = Installation(
        tmp_path_factory.mktemp("second"), url, DATA_DIR=str(first.data), KEYS=first.environment["BUURTSEIN_KEYS"]
    )
    second.start(migrate=False)
    yield first, second
    first.stop()
    second.stop()


@pytest.fixture(scope="module")
def pair(both: tuple[Installation, Installation]) -> tuple[Colleague, Colleague]:
    """Two colleagues, each at a process of their own."""
    one, other = colleagues(both[0], f"{WIJKBEHEER}:case", f"{WIJKBEHEER}:case")
    other.base_url = both[1].url
    one.sign_in()
    other.sign_in()
    return one, other


def test_the_same_case_at_once_is_changed_once(
    both: tuple[Installation, Installation], pair: tuple[Colleague, Colleague]
) -> None:
    with Visitor(both[0]) as phone, ThreadPoolExecutor(2) as threads:
        for _ in range(ROUNDS):
            case = pair[0].find(phone.follow(phone.tell())["reference"])
            steps = [(pair[0], "in_progress"), (pair[1], "question")]
            answers = list(threads.map(lambda step: step[0].move(case, step[1], text="Wij kijken ernaar."), steps))  # noqa: B023
            assert sorted(answer.status_code for answer in answers) == [200, 409], [a.text for a in answers]
            lost = next(answer.json() for answer in answers if answer.status_code == 409)
            won = next(answer.json() for answer in answers if answer.status_code == 200)
            assert (lost["current"]["version"], lost["current"]["status"]) == (3, won["status"])
            assert lost["current"]["changed"], "it says what changed"
            assert pair[0].get(f"/api/cases/{case['id']}").json()["version"] == 3


def test_the_same_submission_at_both_is_one_report(both: tuple[Installation, Installation]) -> None:
    with Visitor(both[0]) as one, Visitor(both[1]) as other, ThreadPoolExecutor(8) as threads:
        for _ in range(ROUNDS):
            sent = told()
            phones = [one, other] * 4
            answers = list(threads.map(lambda phone: phone.post("/api/reports", json=sent), phones))  # noqa: B023
            assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
            assert len({answer.content for answer in answers}) == 1


def test_a_session_holds_at_both(both: tuple[Installation, Installation]) -> None:
    with Visitor(both[0]) as phone:
        phone.follow(phone.tell())
        phone.base_url = both[1].url
        assert phone.step("messages", text="Ook hier.").status_code == 200


def test_each_writes_its_own_chain_of_the_log(
    both: tuple[Installation, Installation], pair: tuple[Colleague, Colleague]
) -> None:
    with Visitor(both[0]) as phone, ThreadPoolExecutor(8) as threads:
        phone.tell()
        answers = list(threads.map(lambda one: one.get("/api/cases"), pair * 20))
    assert {answer.status_code for answer in answers} == {200}
    assert both[0].run("verify-log").startswith("The log holds")
    url = both[0].environment["BUURTSEIN_DATABASE_URL"]
    lengths = rows(url, "SELECT count(*) AS looks, max(position) AS last FROM access_log GROUP BY chain")
    assert sum(chain["looks"] >= 20 for chain in lengths) == 2
    assert all(chain["looks"] == chain["last"] for chain in lengths)
