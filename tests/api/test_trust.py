"""The marker harness: everything that anybody writes is found only where the covenant allows it, in whatever form."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.settings import ROOT
from tests.support.databases import Databases
from tests.support.journey import ADDRESS, FORWARDED, Journey, travel
from tests.support.markers import found_in
from tests.support.postgres import Cluster, binaries
from tests.support.processes import Process
from tests.support.push_service import PushService
from tests.support.server import Installation

#: Who may read what; whatever is not here may be read by nobody. The reporter has everything of their own.
MAY_READ = {
    "open.text": {"handler"},
    "open.answer": {"handler"},
    "open.description": {"handler", "walker"},
    "open.email": {"handler"},
    "open.phone": {"handler"},
    "open.name": {"handler"},
    "open.message": {"handler"},
    "open.reply": {"handler"},
    "open.resolved": {"handler"},
    "open.failed": {"handler", "walker"},
    "done.text": {"handler"},
    "done.description": {"handler", "walker"},
    "done.message": {"handler"},
    "done.note": {"handler", "walker"},
    "restricted.text": {"housing"},
    "restricted.description": {"housing"},
    "restricted.message": {"housing"},
    "restricted.reply": {"housing"},
    "restricted.resolved": {"housing"},
    "sealed.text": {"intake"},
    "sealed.description": {"intake"},
    "sealed.message": {"intake"},
    "sealed.reply": {"intake"},
    "sealed.resolved": {"intake"},
    "feedback": {"handler", "housing", "intake"},
    "path": {"public"},  # whoever asked for a page that is not there is offered it in another language
}
NEVER_FOR_THE_REPORTER = {"open.failed", "user.agent", "referer", "path", "query", "malformed"}
#: What must be read, or the journey would prove nothing.
MUST_READ = {
    "open.text": {"handler"},
    "open.email": {"handler"},
    "open.failed": {"handler"},
    "open.description": {"handler", "walker"},
    "open.reply": {"reporter"},
    "done.note": {"reporter"},
    "restricted.text": {"housing"},
    "sealed.text": {"intake"},
    "sealed.reply": {"reporter"},
}


@pytest.fixture(scope="module")
def journey(databases: Databases, pushes: PushService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The journey on a running installation."""
    url = databases.migrated()
    own = installation(tmp_path_factory.mktemp("journey"), url, pushes)
    own.start(migrate=False)
    yield travel(Journey(own, pushes))
    own.kill()
    databases.drop(url)


def installation(folder: Path, url: str, pushes: PushService) -> Installation:
    """One whose temporary files lie in its folder too."""
    own = Installation(folder, url, PUSH_HOSTS=pushes.origin)
    temporary = folder / "temporary"
    temporary.mkdir()
    own.environment["TMPDIR"] = str(temporary)
    return own


def stored(journey: Journey) -> Iterator[tuple[str, bytes]]:
    """Every byte that the installation keeps, except its key file: data, logs, temporary files, a dump."""
    own, folders = journey.installation, [journey.installation.folder]
    url, keys = own.environment["BUURTSEIN_DATABASE_URL"], Path(own.environment["BUURTSEIN_KEYS"])
    if url.startswith("sqlite"):
        folders.append(Path(url.removeprefix("sqlite:///")).parent)
    else:
        yield "dump", subprocess.run([binaries() / "pg_dump", url], capture_output=True, check=True).stdout
    for path in (path for folder in folders for path in folder.rglob("*")):
        if path.is_file() and path != keys:
            yield path.name, path.read_bytes()


def outside(journey: Journey) -> Iterator[tuple[str, bytes]]:
    """What went to the push service, opened as the browser does."""
    for subscriber in journey.subscribers:
        for push in journey.pushes.sent_to(subscriber):
            yield "payload", subscriber.read(push.body).encode()
            yield "push", push.body + repr(push.headers).encode()


def words(journey: Journey) -> dict[str, str]:
    """Everything that is looked for, by name."""
    return {**journey.marks, **journey.secrets, "address": ADDRESS, "forwarded address": FORWARDED}


def leaks(journey: Journey, parts: Iterator[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Where what is found: (place, name)."""
    looked_for = {word: name for name, word in words(journey).items()}
    return {(place, looked_for[word]) for place, data in parts for word in found_in(data, looked_for)}


def read_by(journey: Journey) -> dict[str, set[str]]:
    """Name → roles whose answers held it."""
    found: dict[str, set[str]] = {}
    for role, answers in journey.answers.items():
        together = b"\n".join(answers)
        for _, name in leaks(journey, iter([(role, together)])):
            found.setdefault(name, set()).add(role)
    return found


def test_nothing_is_stored_in_the_clear(journey: Journey) -> None:
    assert leaks(journey, stored(journey)) == set()


def test_nothing_stands_in_what_goes_out(journey: Journey) -> None:
    parts = list(outside(journey))
    assert parts, "news was sent"
    assert leaks(journey, iter(parts)) == set()


def test_everybody_reads_what_the_covenant_allows_and_no_more(journey: Journey) -> None:
    found = read_by(journey)
    for name in journey.marks:
        own = set() if name in NEVER_FOR_THE_REPORTER or name.endswith(".exif") else {"reporter"}
        assert found.get(name, set()) <= MAY_READ.get(name, set()) | own, name
    for name, roles in MUST_READ.items():
        assert roles <= found.get(name, set()), f"{name} was not read by {roles}: the harness is blind"


def test_secrets_are_answered_to_nobody_but_their_owner(journey: Journey) -> None:
    found = read_by(journey)
    assert not found.keys() & {"address", "forwarded address", "endpoint"}
    for name in journey.secrets:
        owner, _, kind = name.partition(".")
        mine = {owner if owner in journey.answers else "reporter"} if kind == "cookie" else set()
        assert found.get(name, set()) <= mine, name


def test_the_files_of_a_running_database_tell_nothing_either(journey: Journey, request: pytest.FixtureRequest) -> None:
    if journey.installation.environment["BUURTSEIN_DATABASE_URL"].startswith("sqlite"):
        pytest.skip("its file and its journal are read above")
    cluster: Cluster = request.getfixturevalue("postgres")
    plain = {word.encode(): name for name, word in journey.marks.items()}
    for folder in ("base", "pg_wal"):
        for path in (cluster.data / folder).rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            assert not [name for word, name in plain.items() if word in data], path


PLANTS = {
    "an access log": (
        """
import logging, uvicorn
from backend.web import compose
compose.logging.configure = lambda: None
run = uvicorn.run
told = logging.StreamHandler()
logging.getLogger("uvicorn.access").addHandler(told)
logging.getLogger("uvicorn.access").setLevel(logging.INFO)
uvicorn.run = lambda *a, **k: run(*a, **(k | {"access_log": True}))
""",
        {("serve.log", "address"), ("serve.log", "query"), ("serve.log", "path")},
    ),
    "words in a clear column, in base64": (
        """
import base64
from backend.reports import submitting
opened = submitting.open_case
def leak(installation, transaction, new):
    opened(installation, transaction, new)
prepare = submitting.prepare
def prepared(installation, new, *rest):
    entry = prepare(installation, new, *rest)
    async def leaking(transaction):
        add = transaction.add
        def adding(table, **values):
            if table.__name__ == "Case":
                values["public_text"] = base64.b64encode(("x" + new.text).encode()).decode()
            add(table, **values)
        class Leaking:
            pass
        spy = Leaking()
        spy.add, spy.run = adding, transaction.run
        return await entry(spy)
    return leaking
submitting.prepare = prepared
""",
        {("buurtsein.sqlite-wal", "open.text"), ("buurtsein.sqlite-wal", "sealed.text")},
    ),
    "the photo as it came": (
        """
from backend import pictures
pictures.clean = lambda data: pictures.Pictures(data, data)
""",
        {("reporter", "open.exif"), ("walker", "open.exif"), ("intake", "sealed.exif")},
    ),
    "the words of a refusal": (
        """
from backend.reports import http
read = http.read_report
def printing(neighbourhood, raw):
    print(raw)
    return read(neighbourhood, raw)
http.read_report = printing
""",
        {("serve.log", "sealed.text"), ("serve.log", "open.email"), ("serve.log", "open.key")},
    ),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_leak_is_found(plant: str, pushes: PushService, tmp_path: Path) -> None:
    program, expected = PLANTS[plant]
    own = installation(tmp_path, "", pushes)
    own.web = Process(
        [sys.executable, "-c", f"{program}\nfrom backend.cli import main\nmain(['serve'])"],
        own.web.log,
        environment=own.environment,
        folder=ROOT,
    )
    own.start()
    journey = travel(Journey(own, pushes))
    answered = [(role, b"\n".join(answers)) for role, answers in journey.answers.items()]
    found = leaks(journey, iter([*stored(journey), *answered]))
    own.kill()
    assert expected <= found
