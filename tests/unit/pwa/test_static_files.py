"""Static files are kept for ever under a hash; what the phone keeps is there; the app can be installed."""

import io
import json
import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from PIL import Image

from moderation.advice import LEXICONS
from pwa.app_icons import FOLDER, svg
from pwa.pages.assets import SOURCE, static
from pwa.pages.shell import KEPT


def test_a_file_is_kept_for_ever_compressed_and_not_sent_twice(client: TestClient[Litestar]) -> None:
    first = client.get(static("app.css"), headers={"Accept-Encoding": "gzip"})
    assert first.text == (SOURCE / "app.css").read_text(encoding="utf-8")
    assert first.headers["content-encoding"] == "gzip"
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["content-type"].startswith("text/css")
    again = client.get(static("app.css"), headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_the_page_gets_the_lexicons_of_the_server(client: TestClient[Litestar]) -> None:
    answer = client.get(static("advice/nl.json"))
    assert answer.content == (LEXICONS / "nl.json").read_bytes()
    assert answer.headers["content-type"].startswith("application/json")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/app.css", "/static/000000000000/app.css", "/static/../pwa/app_icons.py"])
def test_nothing_else_is_served(client: TestClient[Litestar], path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_worker_keeps_everything_that_the_report_path_imports(client: TestClient[Litestar]) -> None:
    after = {"js/news-sent.js"}  # what comes when a report was sent: then there is internet
    wanted = {"js/report.js"}
    todo = list(wanted)
    while todo:
        source = (SOURCE / todo.pop()).read_text(encoding="utf-8")
        for name in re.findall(r"(?:from|import\() ?'\./([\w-]+\.js)'", source):
            if f"js/{name}" not in wanted | after:
                wanted.add(f"js/{name}")
                todo.append(f"js/{name}")
    assert wanted <= set(KEPT)
    worker = client.get("/sw.js")
    files = json.loads(re.search(r"const FILES = (\[.*\]);", worker.text)[1])  # type: ignore[index]
    assert files == [static(name) for name in KEPT]
    assert {client.get(file).status_code for file in files} == {200}
    assert worker.headers["cache-control"] == "no-cache"
    assert worker.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(("path", "start"), [("/manifest.webmanifest", "/"), ("/en/manifest.webmanifest", "/en")])
def test_the_app_can_be_installed_and_its_name_tells_nothing(
    client: TestClient[Litestar], path: str, start: str
) -> None:
    manifest = client.get(path).json()
    assert (manifest["id"], manifest["start_url"], manifest["display"]) == ("/", start, "standalone")
    assert manifest["name"] == manifest["short_name"] == "Buurt"
    for icon in manifest["icons"]:
        data = client.get(icon["src"]).content
        if icon["type"] == "image/png":
            size = Image.open(io.BytesIO(data)).size
            assert icon["sizes"] == f"{size[0]}x{size[1]}"


def test_the_icon_is_what_the_script_draws() -> None:
    assert (FOLDER / "icon.svg").read_text(encoding="utf-8") == svg()
