"""Whatever is wrong with an installation, it does not start, and says why in a sentence that helps."""

import json
import socket
import subprocess
from pathlib import Path

import pytest

from backend.cli import main
from backend.settings import PREFIX, ROOT
from tests.support.databases import Databases
from tests.support.ports import free_port
from tests.support.server import BUURTSEIN, Installation

pytestmark = pytest.mark.faults


def refused(installation: Installation, *command: str, **settings: str) -> str:
    """What a command says when it refuses: one sentence or a few, and no trace."""
    changed = {name if name == "PORT" else PREFIX + name: value for name, value in settings.items()}
    done = subprocess.run(
        [*BUURTSEIN, *command],
        env=installation.environment | changed,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert '"level"' not in said, "a log is no sentence"
    assert said.strip().endswith("."), said
    return said


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on SQLite that could start."""
    installation = Installation(tmp_path_factory.mktemp("founded"))
    installation.run("migrate")
    return installation


@pytest.fixture
def keys(founded: Installation, tmp_path: Path) -> Path:
    """A copy of its key file, to spoil."""
    copy = tmp_path / "keys"
    copy.write_bytes(Path(founded.environment["BUURTSEIN_KEYS"]).read_bytes())
    copy.chmod(0o600)
    return copy


class TestKeyFile:
    """Without the right keys nothing can be opened, so nothing begins."""

    @pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
    def test_missing(self, founded: Installation, tmp_path: Path, command: str) -> None:
        missing = tmp_path / "missing"
        assert "is missing" in refused(founded, command, KEYS=str(missing))
        assert not missing.exists(), "new keys would open nothing of what is there"

    def test_readable_for_others(self, founded: Installation, keys: Path) -> None:
        keys.chmod(0o640)
        assert "chmod 600" in refused(founded, "serve", KEYS=str(keys))

    def test_of_another_installation(self, founded: Installation, keys: Path) -> None:
        keys.write_text(json.dumps(json.loads(keys.read_text()) | {"id": "f" * 16}))
        assert "another installation" in refused(founded, "serve", KEYS=str(keys))

    def test_of_another_layout(self, founded: Installation, keys: Path) -> None:
        keys.write_text(json.dumps(json.loads(keys.read_text()) | {"layout": 9}))
        assert "another version" in refused(founded, "serve", KEYS=str(keys))

    @pytest.mark.parametrize("content", ["", "{}", "no json", '{"layout": 1}'])
    def test_damaged(self, founded: Installation, keys: Path, content: str) -> None:
        keys.write_text(content)
        assert "cannot be read" in refused(founded, "serve", KEYS=str(keys))


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PUBLIC_URL": "http://buurt.example"}, "BUURTSEIN_PUBLIC_URL"),
        ({"PUBLIC_URL": "buurt.example"}, "BUURTSEIN_PUBLIC_URL"),
        ({"PUBLIC_URL": "https://"}, "BUURTSEIN_PUBLIC_URL"),
        ({"PUBLIC_URL": "https://buurt.example:poort"}, "BUURTSEIN_PUBLIC_URL"),
        ({"PUBLIC_URL": "https://buurt.example/pad"}, "BUURTSEIN_PUBLIC_URL"),
        ({"DATABASE_URL": "mysql://localhost/buurt"}, "BUURTSEIN_DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///"}, "BUURTSEIN_DATABASE_URL"),
        ({"VAPID_SUBJECT": "beheer@buurt.example"}, "BUURTSEIN_VAPID_SUBJECT"),
        ({"NEIGHBOURHOOD": "/does/not/exist"}, "BUURTSEIN_NEIGHBOURHOOD"),
        ({"METRICS_BIND": "negenduizend"}, "BUURTSEIN_METRICS_BIND"),
        ({"TRUSTED_PROXIES": "de buren"}, "BUURTSEIN_TRUSTED_PROXIES"),
        ({"DEMO": "1", "HOST": "0.0.0.0"}, "BUURTSEIN_DEMO"),  # noqa: S104
        ({"DEMO": "1", "PUBLIC_URL": "https://buurt.example"}, "BUURTSEIN_DEMO"),
        ({"PORT": "tachtig"}, "PORT"),
        ({"PORT": "65536"}, "PORT"),
    ],
)
def test_a_wrong_setting_is_named(
    founded: Installation, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], named: str
) -> None:
    # In this process: each of these is refused before anything is opened.
    environment = founded.environment | {name if name == "PORT" else PREFIX + name: settings[name] for name in settings}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        main(["serve"])
    said = str(ended.value.code)
    assert said.startswith(named), said
    assert said.endswith("."), said


def test_a_data_folder_that_cannot_be(founded: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert "BUURTSEIN_DATA_DIR" in refused(founded, "serve", DATA_DIR=str(tmp_path / "file" / "data"))


def test_a_deletion_list_that_cannot_be_written(founded: Installation, tmp_path: Path) -> None:
    assert "BUURTSEIN_DELETIONS" in refused(founded, "serve", DELETIONS=str(tmp_path / "nowhere" / "list"))


def test_a_neighbourhood_with_a_hole(founded: Installation, tmp_path: Path) -> None:
    assert "neighbourhood.toml" in refused(founded, "check-config", str(tmp_path))
    assert "neighbourhood.toml" in refused(founded, "serve", NEIGHBOURHOOD=str(tmp_path))


def test_a_database_without_todays_tables(databases: Databases, founded: Installation, tmp_path: Path) -> None:
    url = databases.empty()
    for command in ("serve", "worker"):
        assert "buurtsein migrate" in refused(founded, command, DATABASE_URL=url, KEYS=str(tmp_path / "new"))
    databases.drop(url)


def test_a_port_that_is_taken(founded: Installation) -> None:
    with socket.create_server(("127.0.0.1", founded.port)):
        assert f"127.0.0.1:{founded.port}" in refused(founded, "serve")


def test_several_processes_on_sqlite(founded: Installation) -> None:
    assert "PostgreSQL" in refused(founded, "serve", "--workers", "2")


def test_a_database_that_is_not_there_and_no_word_of_its_password(founded: Installation) -> None:
    url = f"postgresql://nobody:geheimwoord@127.0.0.1:{free_port()}/none"
    said = refused(founded, "serve", DATABASE_URL=url)
    assert "BUURTSEIN_DATABASE_URL" in said
    assert "geheimwoord" not in said


def test_it_starts_again_when_all_is_well(founded: Installation) -> None:
    founded.start(migrate=False)
    founded.stop()
    assert founded.web.said() == ""
