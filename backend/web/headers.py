"""The headers of every answer, errors and static files included. A handler that set one of them itself knows better."""

from litestar.datastructures import MutableScopeHeaders
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
BANNERS = ("server", "x-powered-by")


class SecurityHeaders:
    """Wraps an application. `secure` adds HSTS."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        self.headers = HEADERS | (TRANSPORT if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add to the answer what is not there."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                headers = MutableScopeHeaders(message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                for name in BANNERS:
                    if name in headers:
                        del headers[name]
            await send(message)

        await self.app(scope, receive, send_with_headers)
