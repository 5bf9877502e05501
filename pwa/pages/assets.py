"""Static files: served under one hash of everything, so that browsers can keep them for ever.

The hash is a folder in the URL (`/static/3f…/js/report.js`): modules import each other by relative path and stay
together in one version. Compressed copies are made at the start; there is no build step.
"""

import hashlib
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from wsgiref.headers import Headers

from litestar import asgi
from litestar.types import Receive, Scope, Send
from servestatic import ServeStaticASGI  # type: ignore[import-untyped]
from servestatic.compress import Compressor  # type: ignore[import-untyped]

from backend.access import public
from moderation.advice import LEXICONS

SOURCE = Path(__file__).parent.parent / "static"
#: Folders of the URL, and what lies in them: the page has the lexicons of the server, not a copy of them.
FOLDERS = {"": SOURCE, "advice": LEXICONS}


@cache
def version() -> str:
    """A hash of all static files."""
    digest = hashlib.sha256()
    for name, folder in FOLDERS.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                served = f"{name}/{path.relative_to(folder).as_posix()}".lstrip("/")
                digest.update(served.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def static(path: str) -> str:
    """The URL of a static file."""
    return f"/static/{version()}/{path}"


def only_from_here(headers: Headers, _path: str, _url: str) -> None:
    """What trust.md asks of every answer that is not a page."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


@cache
def published() -> tuple[ServeStaticASGI, TemporaryDirectory[str]]:
    """The server of the static files, with the folder that holds their compressed copies while we run."""
    folder = TemporaryDirectory(prefix="buurtsein-static-")
    root = Path(folder.name) / "static"
    for name, source in FOLDERS.items():
        shutil.copytree(source, root / name, dirs_exist_ok=True)
    compressor = Compressor(quiet=True)
    for path in list(root.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            compressor.compress(path)
    server = ServeStaticASGI(
        None,
        root,
        prefix=f"/{version()}/",
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=only_from_here,
        mimetypes={".js": "text/javascript", ".webmanifest": "application/manifest+json"},
    )
    return server, folder


@asgi("/static", opt=public("inform"), is_mount=True, copy_scope=True)
async def static_files(scope: Scope, receive: Receive, send: Send) -> None:
    """Styles, scripts and icons; kept by browsers for ever, answered with 304 where they ask."""
    server, _ = published()
    # Litestar ends the rest of a mounted path with a slash; the file has none.
    file_scope = {**scope, "path": scope["path"].rstrip("/")}
    await server(cast("Any", file_scope), cast("Any", receive), cast("Any", send))
