"""Where the tests may not install what they need, they say what a person can type."""

import pytest

from tools import system_packages
from tools.steps import Stop


@pytest.fixture(autouse=True)
def nothing_is_installed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("it tried to install something")

    monkeypatch.setattr(system_packages, "command", refuse)


def test_it_names_what_is_missing_and_only_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "PACKAGES", {"python3": "/usr/bin/env", "no-such-thing": "/usr/bin/no-*"})
    monkeypatch.setattr(system_packages, "administrator", lambda: None)
    with pytest.raises(Stop, match=r"sudo apt-get install --yes --no-install-recommends no-such-thing"):
        system_packages.prepare()


def test_where_all_is_there_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "PACKAGES", {"python3": "/usr/bin/env"})
    monkeypatch.setattr(system_packages, "administrator", lambda: pytest.fail("it asked for rights"))
    system_packages.prepare()
