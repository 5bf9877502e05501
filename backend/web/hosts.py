"""A Host header that no browser sends is refused before anything tries to read an address from it."""

import re

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

#: A name or an IPv4 address, or an IPv6 address in brackets; with a port or without.
HOST = re.compile(rb"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
REFUSED = b"Host?"


class RealHosts:
    """Answers 400 to requests with an impossible Host, and passes on all others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the Host before the application does."""
        if scope["type"] != ScopeType.HTTP or all(
            HOST.fullmatch(host) for name, host in scope["headers"] if name == b"host"
        ):
            await self._app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(REFUSED))]
        await send({"type": "http.response.start", "status": 400, "headers": headers})
        await send({"type": "http.response.body", "body": REFUSED, "more_body": False})
