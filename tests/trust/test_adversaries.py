"""The adversaries of the design, each with the tests that stand in their way; and those that had none of their own."""

import ast
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from litestar import Litestar

from backend.installation import Installation
from backend.settings import ROOT
from tests.support.application import Browser, running
from tests.support.cases import tell
from tests.support.outbox import Stopwatch, settings

HARNESS = "tests/trust/test_harness.py::test_nothing_is_found_where_the_covenant_does_not_allow_it"
#: Who → what stands in their way. A name without `::` is a file, all of whose tests do.
ADVERSARIES: dict[str, list[str]] = {
    "A: a neighbour with the reporter's phone": [
        "tests/unit/pwa/test_every_page.py::test_titles_tell_nothing",
        "tests/unit/pwa/test_every_page.py::test_other_pages_are_not_kept",
        "tests/browser/test_sensitive.py::test_leaving_the_form_leaves_nothing",
        "tests/browser/test_sensitive.py::test_leaving_after_sending_ends_the_session_too",
        "tests/unit/deliveries/test_messages.py::test_always_as_long_and_readable",
        "tests/trust/test_adversaries.py::test_a_phone_keeps_no_page_of_a_report",
    ],
    "B: show me that app": [
        "tests/api/test_follow_own.py::test_nobody_can_tell_why_a_code_opens_nothing",
        "tests/api/test_follow.py::test_a_wrong_code_on_the_page_gets_one_answer",
        "tests/api/test_follow.py::test_the_code_is_dead_and_so_is_every_session",
        "tests/bench/codes.py",  # the times, measured
    ],
    "C: a corrupt insider at a partner": [
        HARNESS,
        "tests/trust/test_harness.py::test_each_report_is_held_by_exactly_these_keyrings",
        "tests/unit/covenant/test_matrix.py",
        "tests/unit/covenant/test_machine.py::test_awake_keys_exist_exactly_where_the_covenant_allows",
        "tests/unit/covenant/test_standing_in.py::test_whom_the_reporter_excluded_never_stands_in",
        "tests/api/test_trust_columns.py::test_each_look_of_a_handler_is_one_row",
        "tests/api/test_stepping_up.py",
    ],
    "D: a curious colleague, an administrator": [
        HARNESS,
        "tests/api/test_routes.py::test_each_role_opens_its_own_doors_and_no_others",
        "tests/api/test_routes.py::test_what_is_of_others_is_as_unknown_as_what_never_was",
    ],
    "E: somebody on the network": [
        "tests/api/test_trust_headers.py::test_every_answer_carries_them",
        "tests/api/test_trust_headers.py::test_no_route_is_written_to_from_another_site",
        "tests/api/test_trust_headers.py::test_cookies_stay_here_and_out_of_reach_of_scripts",
        "tests/unit/web/test_headers.py::test_browsers_are_kept_to_https_where_there_is_https",
        "tests/unit/pwa/test_every_page.py::test_ids_are_unique_and_nothing_is_asked_of_another_host",
        "tests/browser/test_code.py::test_the_code_never_leaves_a_browser_with_script",
    ],
    "F: the push operator": [
        "tests/unit/deliveries/test_digest_tells_nothing.py",
        "tests/unit/deliveries/test_messages.py::test_always_as_long_and_readable",
        "tests/api/test_follow.py::test_of_other_reports_no_browser_is_ever_stored",
        "tests/browser/test_news.py::test_news_of_a_sensitive_report_comes_without_a_trace",
    ],
    # Proof of work and budgets come in a later release; that no address is stored the harness shows.
    "G: spammer, false reporter, flood": [HARNESS, "tests/api/test_attacks.py"],
    "H: a thief of the database, a backup or the disk": [
        HARNESS,
        "tests/trust/test_thief.py",
        "tests/trust/test_harness.py::test_the_files_of_a_running_database_tell_nothing_either",
        "tests/api/test_attacks.py::test_what_was_withdrawn_is_in_no_file_of_the_database",
    ],
    "I: somebody who works back from the public page": [
        "tests/trust/test_adversaries.py::test_the_public_pages_are_the_same_with_and_without_what_is_sensitive",
        "tests/unit/casework/test_recategorising.py::test_a_higher_class_takes_everything_public_away_at_once",
    ],
    "J: an insider who edits the log": ["tests/unit/auditing/test_insider.py", "tests/faults/test_log.py"],
    # Redaction and blur come with moderation; until then nothing of anyone is public.
    "L: the reporter's own words and photo": [
        "tests/unit/test_pictures.py::test_nothing_but_pixels_survives",
        "tests/api/test_attacks.py::test_a_code_is_found_however_it_is_written",
    ],
}
PUBLIC = ("/", "/buurt", "/buurt/rozenprieel", "/api/board", "/api/board?area=rozenprieel", "/en/buurt", "/nieuw?leeg")


@pytest.mark.parametrize("adversary", ADVERSARIES)
def test_what_stands_in_their_way_is_there(adversary: str) -> None:
    for each in ADVERSARIES[adversary]:
        file, _, name = each.partition("::")
        assert not name or name in names_in(ROOT / file), f"{each} is gone"
        assert (ROOT / file).is_file(), f"{file} is gone"


def names_in(file: Path) -> set[str]:
    """The names of the tests in a file, in classes too."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, functions)}


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def served(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[tuple[Litestar, Installation]]:
    async with running(settings(database_url, tmp_path), clock) as both:
        yield both


async def test_the_public_pages_are_the_same_with_and_without_what_is_sensitive(
    served: tuple[Litestar, Installation],
) -> None:
    app, installation = served
    await tell(installation)
    async with Browser(app) as stranger:
        before = {path: (await stranger.get(path)).content for path in PUBLIC}
        for category in ("burenoverlast", "drugsoverlast", "intimidatie", "woonfraude-onderverhuur"):
            await tell(installation, category)
        assert {path: (await stranger.get(path)).content for path in PUBLIC} == before
        await tell(installation)
        assert (await stranger.get("/api/board")).content != before["/api/board"], "an open one is counted"


async def test_a_phone_keeps_no_page_of_a_report(served: tuple[Litestar, Installation]) -> None:
    """Neither the browser nor what stands between: each page of a session forbids it, and none is compressed."""
    app, installation = served
    told = await tell(installation, "drugsoverlast")
    async with Browser(app) as phone:
        phone.cookies["volg"] = await told.session()
        for path in (
            "/volg",
            "/volg/bereikbaar",
            "/volg/code",
            "/volg/kopie",
            "/volg/kopie/bestand",
            "/volg/verwijderen",
        ):
            answer = await phone.get(path)
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), path
            assert "content-encoding" not in answer.headers, path
            assert told.reference not in str(answer.url), path
