"""A browser without JavaScript in front of the staff's pages, with made-up verbs behind them."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.unit.pwa_staff.fake import FakeVerbs, create


@pytest.fixture
def verbs() -> FakeVerbs:
    return FakeVerbs()


@pytest.fixture
def browser(verbs: FakeVerbs, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient[Litestar]]:
    with TestClient(create(verbs, monkeypatch), raise_server_exceptions=True) as client:
        client.follow_redirects = False
        yield client
