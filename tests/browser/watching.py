"""Windows that are watched: what should happen in none of them is remembered, and fails the test at its end."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

#: A violation that the browser's own console would not show.
REPORT_VIOLATIONS = """addEventListener('securitypolicyviolation', (violation) =>
    console.error(`content policy: ${violation.violatedDirective} ${violation.blockedURI}`))"""
OWN_SCHEMES = ("blob", "data", "about")
PATIENCE = 15_000  # ms


class Watch:
    """Looks at every page of one window, and keeps what it complains of."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context = context
        self.origin = origin
        self.complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in OWN_SCHEMES and f"{address.scheme}://{address.netloc}" != self.origin:
            self.complaints.append(f"another host: {request.url}")


def watched(context: BrowserContext, origin: str) -> Watch:
    """The same window, from now on watched."""
    context.add_init_script(REPORT_VIOLATIONS)
    context.set_default_timeout(PATIENCE)
    return Watch(context, origin)
