"""The pages with made-up verbs. The application is made once per file; each test finds it as new."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.unit.pwa.fake import FakeVerbs, create


@pytest.fixture(scope="module")
def application() -> Iterator[tuple[FakeVerbs, TestClient[Litestar]]]:
    """The application, served."""
    verbs = FakeVerbs()
    with (
        pytest.MonkeyPatch.context() as patch,
        TestClient(create(verbs, patch.setattr), raise_server_exceptions=False) as client,
    ):
        yield verbs, client


@pytest.fixture
def verbs(application: tuple[FakeVerbs, TestClient[Litestar]]) -> FakeVerbs:
    """What the pages call; a test looks here what arrived, or tells it to refuse."""
    verbs, _ = application
    verbs.start_over()
    return verbs


@pytest.fixture
def client(verbs: FakeVerbs, application: tuple[FakeVerbs, TestClient[Litestar]]) -> TestClient[Litestar]:
    """A browser without JavaScript that follows nothing by itself."""
    _, browser = application
    browser.cookies.clear()
    browser.follow_redirects = False
    return browser
