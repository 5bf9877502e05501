"""Every page of the resident, in every language."""

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.unit.pwa.fake import COOKIE, FakeVerbs
from tests.unit.pwa.reading import Page

PATHS = (
    "/", "/nieuw", "/nieuw?leeg", "/volg", "/buurt", "/buurt/rozenprieel", "/privacy", "/toegankelijkheid", "/offline",
)  # fmt: skip
OPENED = re.compile(r'<details class="tile" name="tile" open>\s*<summary>.*?<span class="name">([^<]+)', re.DOTALL)
#: Words that only stand in the Dutch pages.
DUTCH = re.compile(r"\b(het|een|niet|melding|wij|uw)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", PATHS)
def test_it_speaks_dutch_without_a_prefix_and_english_with_one(client: TestClient[Litestar], path: str) -> None:
    dutch = client.get(path)
    english = client.get(f"/en{path}" if path != "/" else "/en")
    assert (dutch.status_code, english.status_code) == (200, 200)
    assert Page(dutch.text).root == {"lang": "nl", "dir": "ltr"}
    page = Page(english.text)
    assert page.root == {"lang": "en", "dir": "ltr"}
    own_words = page.words.replace("Nederlands", "").replace("Het Rozenprieel", "")
    assert not DUTCH.findall(own_words)


@pytest.mark.parametrize("path", PATHS)
def test_ids_are_unique_and_nothing_is_asked_of_another_host(client: TestClient[Litestar], path: str) -> None:
    answer = client.get(path)
    page = Page(answer.text)
    assert len(page.ids) == len(set(page.ids))
    outside = set(re.findall(r'(?:src|action)="(https?:[^"]+)', answer.text))
    assert outside == set()
    assert "style=" not in answer.text, "the content policy forbids inline styles"
    assert "<script>" not in answer.text, "and inline scripts"


@pytest.mark.parametrize("path", ["/", "/nieuw", "/volg"])
def test_another_language_is_offered_by_its_own_name(client: TestClient[Litestar], path: str) -> None:
    assert f'href="/en{path.rstrip("/")}" hreflang="en" lang="en">English<' in client.get(path).text
    assert f'href="{path}" hreflang="nl" lang="nl">Nederlands<' in client.get(f"/en{path.rstrip('/')}").text


@pytest.mark.parametrize("path", ["/nieuw", "/volg"])
def test_titles_tell_nothing(client: TestClient[Litestar], verbs: FakeVerbs, path: str) -> None:
    verbs.class_ = "sealed"
    client.cookies.set("volg", COOKIE)
    title = Page(client.get(path).text).title
    assert not re.search(r"meld|dreig|veilig|politie|KLM", title, re.IGNORECASE)


def test_home_offers_six_tiles_and_what_was_solved(client: TestClient[Litestar]) -> None:
    answer = client.get("/")
    assert answer.text.count('name="tile"') == 6
    assert "128" in Page(answer.text).words


def test_a_tile_of_the_home_page_opens_the_form_there_and_stands_in_no_url(client: TestClient[Litestar]) -> None:
    answer = client.post("/nieuw", data={"tile": "onveilig"})
    assert answer.status_code == 200
    assert OPENED.findall(answer.text) == ["Ik voel me niet veilig"]
    assert "Fout" not in Page(answer.text).title


def test_the_board_of_an_unknown_area_is_not_there(client: TestClient[Litestar]) -> None:
    answer = client.get("/buurt/atlantis")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


def test_the_board_may_be_kept_and_is_not_sent_twice(client: TestClient[Litestar]) -> None:
    first = client.get("/buurt")
    assert first.headers["cache-control"].startswith("public")
    again = client.get("/buurt", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/nieuw", "/volg", "/privacy"])
def test_other_pages_are_not_kept(client: TestClient[Litestar], path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


def test_a_page_that_is_not_there_says_so_in_the_language_of_its_path(client: TestClient[Litestar]) -> None:
    assert "This page is not there" in client.get("/en/volg/nergens").text
    assert "Deze pagina is er niet" in client.get("/nergens").text


def test_home_offers_the_language_that_a_browser_asks_for(client: TestClient[Litestar]) -> None:
    def home(path: str, asked: str) -> str:
        return Page(client.get(path, headers={"Accept-Language": asked}).text).words

    assert "Read this in English" in home("/", "en-GB,en;q=0.9,nl;q=0.5")
    assert "Lees dit in het Nederlands" in home("/en", "nl")
    assert "Read this" not in home("/", "nl-NL,en;q=0.5") + home("/", "fr")
