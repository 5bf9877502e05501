"""Other sites may link to us. They may not make somebody's browser write here."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from backend.errors import NotAllowed
from backend.settings import LOOPBACK, Settings
from backend.texts import mark

AnyConnection = ASGIConnection[Any, Any, Any, Any]
Check = Callable[[AnyConnection, BaseRouteHandler], Awaitable[None]]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ELSEWHERE = ("cross-site", "same-site")


def same_site(settings: Settings) -> Check:
    """A guard that refuses writes which a page of another site caused."""

    # A coroutine: Litestar runs a plain function in a thread, which costs more than what is done here.
    async def refuse_other_sites(connection: AnyConnection, _handler: BaseRouteHandler) -> None:
        if connection.scope.get("method") not in SAFE and comes_from_elsewhere(connection, settings.public_url):
            raise NotAllowed(mark("Open deze pagina op onze eigen site. Probeer het daar opnieuw."))

    return refuse_other_sites


def comes_from_elsewhere(connection: AnyConnection, public_url: str) -> bool:
    """What the browser says of who asks; one that is too old to say it is judged by its Origin.

    `null` passes: under no-referrer every form sends it. What is no browser sends neither, and has no cookie to abuse.
    """
    if site := connection.headers.get("sec-fetch-site"):
        return site in ELSEWHERE
    origin = connection.headers.get("origin", "null")
    return not (origin in ("null", public_url) or is_this_machine(origin, connection.headers.get("host", "")))


def is_this_machine(origin: str, host: str) -> bool:
    """Whether an origin is the loopback address that was asked: localhost and 127.0.0.1 serve the same."""
    try:
        parts = urlsplit(origin)
    except ValueError:  # no origin that a browser of ours would send
        return False
    return parts.netloc == host and parts.hostname in LOOPBACK
