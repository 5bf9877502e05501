"""The headers of every answer, errors and static files included. A handler that set one of them itself knows better."""

from collections.abc import Iterable, Mapping

from litestar.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=()",
    "Cache-Control": "no-store",
}
#: A year: what internet.nl asks of public bodies. Only for our own name, since others may live beside it.
TRANSPORT = {"Strict-Transport-Security": "max-age=31536000"}
BANNERS = frozenset({b"server", b"x-powered-by"})


class SecurityHeaders:
    """Wraps an application. `secure` adds HSTS."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        self.headers = encoded(HEADERS | (TRANSPORT if secure else {}))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add to the answer what is not there."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self.completed(message.get("headers", ()))
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def completed(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """These headers without banners, and ours where they say nothing else. As bytes: every answer comes by here."""
        kept = [(name.lower(), value) for name, value in headers]
        there = {name for name, _ in kept}
        kept += [header for header in self.headers if header[0] not in there]
        return kept if BANNERS.isdisjoint(there) else [header for header in kept if header[0] not in BANNERS]


def encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as they travel."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
