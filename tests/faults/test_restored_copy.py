"""An older copy of the database is put back: what was withdrawn since is deleted again before anybody sees it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import Databases
from tests.support.photos import jpeg
from tests.support.push_service import PushService
from tests.support.rows import count, rows
from tests.support.server import Installation
from tests.support.visitors import Visitor, make_keyrings

pytestmark = pytest.mark.faults


class Restorable:
    """An installation whose database can be copied while it stands still, and put back as it was."""

    def __init__(self, databases: Databases, folder: Path, pushes: PushService) -> None:
        self.databases = databases
        self.own = Installation(folder, databases.migrated(), PUSH_HOSTS=pushes.origin)
        self._copy = ""

    @property
    def url(self) -> str:
        """Where its database is now."""
        return self.own.environment["BUURTSEIN_DATABASE_URL"]

    def copy(self) -> None:
        """Make a copy, as a backup does."""
        self.own.stop()
        self._copy = self.databases.engine.create(self.url)
        self.own.start(migrate=False)

    def put_back(self) -> None:
        """Put the copy in the place of the database, and start nothing yet."""
        self.own.stop()
        if self.url.startswith("sqlite"):
            home = Path(self.url.removeprefix("sqlite:///")).parent
            shutil.rmtree(home)
            shutil.copytree(Path(self._copy.removeprefix("sqlite:///")).parent, home)
        else:
            self.own.environment["BUURTSEIN_DATABASE_URL"] = self._copy


@pytest.fixture
def restorable(databases: Databases, tmp_path: Path, push_service: PushService) -> Iterator[Restorable]:
    it = Restorable(databases, tmp_path, push_service)
    it.own.start(migrate=False)
    make_keyrings(it.own)
    yield it
    it.own.kill()


def reports(own: Installation) -> dict[str, dict[str, Any]]:
    """One of each class with a photo, and one that stays."""
    with Visitor(own) as phone:
        told = {
            "open": phone.tell(level=4, photos=1),
            "restricted": phone.tell("burenoverlast", level=3, exclude=["politie"], photos=1),
            "sealed": phone.tell("drugsoverlast", level=3, exclude=["politie"], photos=1),
            "stays": phone.tell("drugsoverlast", photos=1),
        }
        for sent in told.values():
            assert phone.add_photo(sent, jpeg()).status_code == 201
            phone.follow(sent)
            assert phone.step("messages", text="Nog iets.").status_code == 200
    return told


def withdraw(own: Installation, sent: dict[str, Any]) -> None:
    """The reporter takes it back."""
    with Visitor(own) as phone:
        phone.follow(sent)
        answer = phone.step("withdraw")
        assert answer.is_success, answer.text


def code_of(own: Installation, sent: dict[str, Any]) -> int:
    """How its code is answered."""
    with Visitor(own) as phone:
        return phone.post("/api/follow", json={"key": sent["key"]}).status_code


def left(url: str, sent: dict[str, Any]) -> dict[str, int]:
    """What lies in the database of a report that was withdrawn."""
    id = rows(url, f"SELECT id FROM report WHERE submission = '{sent['submission']}'")[0]["id"]  # noqa: S608
    asked = {
        "wraps": f"SELECT count(*) FROM wrap WHERE report = '{id}' AND keyring NOT LIKE '%/field'",  # noqa: S608
        "words": f"SELECT count(*) FROM sealed WHERE report = '{id}' AND (narrative IS NOT NULL OR contact IS NOT NULL "  # noqa: S608
        "OR mailbox IS NOT NULL OR news_key IS NOT NULL OR exclusions IS NOT NULL)",
        "events": f"SELECT count(*) FROM event WHERE report = '{id}' AND body IS NOT NULL",  # noqa: S608
        "pictures": f"SELECT count(*) FROM file WHERE report = '{id}'",  # noqa: S608
        "phones": f"SELECT count(*) FROM subscription WHERE owner = '{id}'",  # noqa: S608
        "alive": f"SELECT count(*) FROM casefile WHERE id = '{id}' AND status <> 'withdrawn'",  # noqa: S608
    }
    return {name: count(url, query) for name, query in asked.items()}


WITHDRAWN = ("open", "restricted", "sealed")
NOTHING = dict.fromkeys(("wraps", "words", "events", "pictures", "phones", "alive"), 0)


def withdrawn_and_put_back(restorable: Restorable, pushes: PushService) -> dict[str, dict[str, Any]]:
    """Reported, copied, withdrawn; and the copy put back."""
    own = restorable.own
    told = reports(own)
    with Visitor(own) as phone:
        phone.follow(told["open"])
        answer = phone.step("level", level=4, subscription=pushes.subscriber().subscription)
        assert answer.status_code == 200, answer.text
    restorable.copy()
    for name in WITHDRAWN:
        withdraw(own, told[name])
        assert left(restorable.url, told[name]) == NOTHING
    restorable.put_back()
    for name in WITHDRAWN:
        assert left(restorable.url, told[name])["alive"], "it came back"
    return told


LONG = pytest.mark.extended


@pytest.mark.parametrize("command", ["serve", pytest.param("migrate", marks=LONG), pytest.param("worker", marks=LONG)])
def test_what_was_withdrawn_is_deleted_again(restorable: Restorable, push_service: PushService, command: str) -> None:
    own, told = restorable.own, withdrawn_and_put_back(restorable, push_service)
    if command == "migrate":
        own.run("migrate")
    elif command == "worker":
        if own.worker is None:
            pytest.skip("on SQLite it lives inside the web process")
        own.start_worker()
        own.worker.stop()
    else:
        own.start(migrate=False)
    assert {name: left(restorable.url, told[name]) for name in WITHDRAWN} == dict.fromkeys(WITHDRAWN, NOTHING)
    if command != "serve":
        own.start(migrate=False)
    assert [code_of(own, told[name]) for name in WITHDRAWN] == [404] * 3
    assert code_of(own, told["stays"]) == 200
    looks = rows(restorable.url, "SELECT person, reports FROM access_log WHERE purpose = 'delete again'")
    assert [(look["person"], len(bytes(look["reports"]))) for look in looks] == [(None, 16)] * 3
    assert own.run("verify-log").startswith("The log holds")
    assert own.run("replay-deletions").strip() == "No report that was deleted is here."


def test_without_the_list_it_comes_back_until_that_is_replayed(
    restorable: Restorable, push_service: PushService
) -> None:
    """The list lies elsewhere: so it is what deletes again, and nothing else."""
    own, told = restorable.own, withdrawn_and_put_back(restorable, push_service)
    kept = Path(f"{own.data}.deleted")
    elsewhere = kept.rename(kept.with_suffix(".elsewhere"))
    own.start(migrate=False)
    assert [code_of(own, told[name]) for name in WITHDRAWN] == [200] * 3
    elsewhere.rename(kept)
    assert own.run("replay-deletions").splitlines()[-1].startswith("3 reports came back")
    assert [code_of(own, told[name]) for name in WITHDRAWN] == [404] * 3
