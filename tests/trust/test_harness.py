"""The marker harness: everything that anybody writes is found exactly where the covenant allows it, in whatever form.

The covenant stands in `table.py`, what people do in `journeys/`. `test_planted.py` proves that leaks are found.
"""

import pytest

from tests.support.postgres import Cluster
from tests.trust.finding import Found, everything, in_parts, leaks
from tests.trust.table import HOLDERS, MUST_READ, READERS, listed
from tests.trust.town import STAFF, Town


@pytest.fixture(scope="module")
def found(town: Town) -> Found:
    return everything(town)


def test_nothing_is_found_where_the_covenant_does_not_allow_it(found: Found) -> None:
    assert leaks(found) == set()


def test_everybody_reads_what_the_covenant_allows(found: Found) -> None:
    assert MUST_READ - found == set(), "otherwise the harness is blind"


def test_each_report_is_held_by_exactly_these_keyrings(found: Found) -> None:
    held = {(keyring, f"{report}.holder") for report, keyrings in HOLDERS.items() for keyring in listed(keyrings)}
    assert {each for each in found if each[1].endswith(".holder")} == held


def test_no_report_and_no_role_is_left_out(town: Town) -> None:
    assert town.reports.keys() == READERS.keys() - {"refused"}
    assert town.cast.keys() == STAFF.keys()
    for role in STAFF:
        assert town.heard[role], f"{role} asked for something"
    assert town.subscribers, "phones want news"
    assert any(town.pushes.sent_to(subscriber) for subscriber in town.subscribers), "news was sent"


def test_the_files_of_a_running_database_tell_nothing_either(town: Town, request: pytest.FixtureRequest) -> None:
    if town.installation.environment["BUURTSEIN_DATABASE_URL"].startswith("sqlite"):
        pytest.skip("its file and its journal are read above")
    cluster: Cluster = request.getfixturevalue("postgres")
    paths = (path for folder in ("base", "pg_wal") for path in (cluster.data / folder).rglob("*") if path.is_file())
    files = [(path.relative_to(cluster.data).parts[0], path) for path in paths]
    files.append(("its own log", cluster.process.log))
    assert leaks(in_parts(town, ((place, path.read_bytes()) for place, path in files))) == set()
