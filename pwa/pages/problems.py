"""Error pages: in plain words, in the calm style of the rest. Never a trace, never what was sent."""

from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException

from backend.errors import Gone, Malformed, NotFound, Problem, TooLarge, Unavailable
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.rendering import AnyRequest, page

#: Problems that the framework finds before a handler does.
BY_STATUS: dict[int, tuple[str, str]] = {
    400: (Malformed.title, mark("Ga terug en probeer het opnieuw.")),
    403: ("Dit mag niet", mark("Ga terug en probeer het opnieuw.")),
    404: (mark("Deze pagina is er niet"), mark("Misschien is het adres verkeerd getypt.")),
    405: (mark("Deze pagina is er niet"), mark("Misschien is het adres verkeerd getypt.")),
    410: (Gone.title, mark("Wij hebben dit niet meer.")),
    413: (TooLarge.title, mark("Ga terug. Maak de tekst of de foto kleiner.")),
    429: (mark("Even wachten"), mark("Het is druk. Probeer het over een minuut opnieuw.")),
    503: (Unavailable.title, mark("Probeer het over een paar seconden opnieuw.")),
}
KEPT_HEADERS = ("allow", "retry-after")
BROKEN = (Problem.title, mark("Dit is onze fout. Probeer het straks opnieuw."))


def problem_page(request: AnyRequest, error: Exception) -> Response[bytes]:
    """The page for an error: our own problems say themselves what is wrong, the framework's by their status."""
    language = languages.of(request)
    status = 500
    title, detail = BROKEN
    headers: dict[str, str] = {}
    if isinstance(error, Problem):
        status = error.status
        title, detail = BY_STATUS.get(status, (error.title, error.detail))
        if isinstance(error, NotFound):
            title = error.title if error.detail else title
        detail = error.detail or detail
    elif isinstance(error, HTTPException):
        status = error.status_code
        title, detail = BY_STATUS.get(status, BROKEN)
        headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in KEPT_HEADERS}
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    params: dict[str, Any] = error.params if isinstance(error, Problem) else {}
    return page(
        request,
        "problem.html",
        status=status,
        headers=headers,
        title=translate(language, title),
        detail=translate(language, detail, params),
    )
