"""What goes wrong, as RFC 9457 problem+json or as a page. Never a trace, never what was sent."""

import sqlite3
from collections.abc import Callable
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from backend import errors
from backend.database.postgres import GONE, NOT_NOW
from backend.errors import Invalid, Problem, Unavailable
from backend.texts import mark, translate
from backend.web.language import installed, language_of
from backend.web.logging import place_of
from backend.web.members import StaffSignInNeeded

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
#: Makes the page of a problem.
ErrorPage = Callable[[AnyRequest, Exception], Answer]

#: What a driver says of a database that is not there, or of a disk that is full.
LOST = (*GONE, *NOT_NOW, sqlite3.OperationalError)
KEPT_HEADERS = ("allow", "retry-after")


class WrongMethod(Problem):
    """There is something here, but not to do this with."""

    status = 405
    title = mark("Dit kan hier niet")


#: What Litestar finds before a handler does, and what to do then.
FOUND_BEFORE = {
    400: (errors.Malformed, mark("Kijk het verzoek na.")),
    404: (errors.NotFound, mark("Kijk of het adres klopt.")),
    405: (WrongMethod, mark("Gebruik een van de methoden in Allow.")),
    413: (errors.TooLarge, mark("Maak het kleiner. Probeer het dan opnieuw.")),
}

log = structlog.get_logger()


def handler(error_page: ErrorPage | None) -> Callable[[AnyRequest, Exception], Answer]:
    """The one exception handler of the application. Without `error_page` everybody gets JSON."""

    def answer(request: AnyRequest, error: Exception) -> Answer:
        problem = as_problem(request, error)
        if error_page is None or wants_json(request):
            return as_json(request, problem, error)
        if isinstance(error, StaffSignInNeeded) and request.method == "GET":
            return Redirect(sign_in_page(request), status_code=303)
        # The page has words of its own for what the framework found.
        return error_page(request, error if isinstance(error, HTTPException) else problem)

    return answer


def sign_in_page(request: AnyRequest) -> str:
    """Where staff sign in, in the language of the page that was asked."""
    language = request.url.path.split("/", 2)[1]
    return f"/{language}/inloggen" if language in installed() else "/inloggen"


def as_problem(request: AnyRequest, error: Exception) -> Problem:
    """Whatever was raised, as a Problem. What nobody foresaw is logged, by its type and place alone."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException) and error.status_code < 500:
        return framework_problem(error)
    lost = isinstance(error, LOST)
    log.error(
        "database_lost" if lost else "error",
        error=type(error).__name__,
        at=place_of(error),
        route=request.scope.get("path_template", ""),
        method=request.method,
    )
    return Unavailable() if lost else Problem(mark("Dit is onze fout. Probeer het straks opnieuw."))


def framework_problem(error: HTTPException) -> Problem:
    """What Litestar found: no such path, another method, too many bytes, a wrong parameter."""
    kind, detail = FOUND_BEFORE.get(error.status_code, FOUND_BEFORE[400])
    return kind(detail)


def wants_json(request: AnyRequest) -> bool:
    """Programs get JSON: everything under /api, and who asks for JSON and not for a page."""
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("json" in accepted and "html" not in accepted)


def as_json(request: AnyRequest, problem: Problem, error: Exception) -> Answer:
    """application/problem+json in the language of the request."""
    language = language_of(request)
    title = translate(language, problem.title)
    body: dict[str, Any] = {
        **problem.extra,
        "title": title,
        "status": problem.status,
        "detail": translate(language, problem.detail, problem.params) or title,
    }
    if isinstance(problem, Invalid):
        body["fields"] = {name: translate(language, text, problem.params) for name, text in problem.fields.items()}
    headers = {}
    if isinstance(error, HTTPException):
        headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in KEPT_HEADERS}
    if isinstance(problem, Unavailable):
        headers["Retry-After"] = str(problem.retry_after)
    return Response(body, status_code=problem.status, media_type="application/problem+json", headers=headers)
