"""What makes the pages an app: manifest, service worker, the page for when there is no internet."""

import json
from typing import Any

from jinja2 import Environment, FileSystemLoader
from litestar import Response, get

from backend.access import public
from backend.deliveries import digest_words
from backend.texts import mark, translate
from pwa.pages import assets
from pwa.pages import language as languages
from pwa.pages.rendering import TEMPLATES, AnyRequest, page

SCRIPTS = ("shell", "report", "flow", "check", "code", "photos", "place", "send", "sent", "shrink", "who")
#: Kept on the phone from the first visit: enough to fill in a report without internet.
KEPT = (
    "app.css",
    "icons/icon.svg",
    "icons/192.png",
    "icons/badge.png",
    *(f"js/{name}.js" for name in SCRIPTS),
)
NAME = mark("Buurt")


@get("/manifest.webmanifest", opt=public("inform"))
async def manifest(request: AnyRequest) -> Response[bytes]:
    """How the app looks on a home screen: a neutral name and icon, nothing that tells what it is for."""
    language = languages.of(request)

    def icon(path: str, sizes: str, **more: str) -> dict[str, str]:
        kind = "image/svg+xml" if path.endswith("svg") else "image/png"
        return {"src": assets.static(path), "sizes": sizes, "type": kind, **more}

    start = languages.prefixed(language, "/")
    body: dict[str, Any] = {
        "id": "/",
        "name": translate(language, NAME),
        "short_name": translate(language, NAME),
        "description": translate(language, mark("Nieuws en diensten van uw buurt")),
        "lang": language,
        "dir": languages.direction(language),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#faf8f4",
        "icons": [
            icon("icons/icon.svg", "any"),
            icon("icons/192.png", "192x192"),
            icon("icons/512.png", "512x512"),
            icon("icons/maskable.png", "512x512", purpose="maskable"),
        ],
        "shortcuts": [
            {"name": translate(language, mark("Iets melden")), "url": languages.prefixed(language, "/nieuw")},
            {"name": translate(language, mark("Code invullen")), "url": languages.prefixed(language, "/volg")},
        ],
    }
    return Response(
        json.dumps(body, ensure_ascii=False).encode(),
        media_type="application/manifest+json",
        headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"},
    )


@get("/sw.js", opt=public("inform"))
async def service_worker() -> Response[str]:
    """The service worker, with the version and the list of what it keeps filled in."""
    files = [assets.static(path) for path in KEPT]
    source = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False).get_template("sw.js")  # noqa: S701
    return Response(
        source.render(
            version=assets.version(),
            files=json.dumps(files),
            languages=json.dumps(languages.installed()[1:]),
            icon=json.dumps(assets.static("icons/192.png")),
            digest=json.dumps({code: digest_words(code) for code in languages.installed()}, ensure_ascii=False),
            badge=json.dumps(assets.static("icons/badge.png")),
        ),
        media_type="text/javascript",
        headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"},
    )


@get("/offline", opt=public("inform"))
async def offline(request: AnyRequest) -> Response[bytes]:
    """What shows where there is no internet and no copy."""
    return page(request, "offline.html", compress=True)
