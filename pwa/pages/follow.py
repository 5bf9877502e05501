"""Following a report with its code: what is happening, in plain words."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ExceptionHandlersMap

from backend import reports
from backend.deliveries import vapid_public_key
from backend.errors import Invalid, NotFound, Problem, SignInNeeded, Unavailable
from backend.installation import Installation
from backend.reports.http import follow_cookie, session_of, to_base64url
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages import session
from pwa.pages.rendering import HEADERS, AnyRequest, page

FORM_BYTES = 64 * 1024
WRONG_CODE = mark("Met deze code vinden wij geen melding. Kijk of alle cijfers goed staan.")
SHORT_CODE = mark("Een code heeft 21 cijfers. U typte er {n}.")
CODE_DIGITS = 21
#: Statuses after which nothing is owed any more.
SETTLED = ("resolved", "declined", "closed", "withdrawn", "merged")


@get("/volg")
async def show(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The report of this session, or the question for the code."""
    try:
        return await view(request, installation, session_of(request, installation))
    except SignInNeeded:
        return code_page(request, installation)


@post("/volg", request_max_body_size=FORM_BYTES)
async def enter(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """A code that was typed without JavaScript: the key is derived here, and forgotten."""
    typed = (await request.form()).get("code", "")
    code = typed if isinstance(typed, str) else ""
    digits = sum(each.isdecimal() for each in code)
    if digits != CODE_DIGITS:
        error = translate(languages.of(request), SHORT_CODE).format(n=digits)
        return code_page(request, installation, status=422, error=error)
    try:
        key = await installation.vault.derive(code)
        cookie, _ = await reports.open_follow(installation, key)
    except NotFound:
        return code_page(request, installation, status=404, error=WRONG_CODE)
    except Unavailable as problem:
        return code_page(request, installation, status=503, error=problem.detail, retry=problem.retry_after)
    there = languages.prefixed(languages.of(request), "/volg")
    return Redirect(there, status_code=303, headers=HEADERS, cookies=[follow_cookie(installation.settings, cookie)])


def ask_again(request: AnyRequest, _error: Exception) -> Response[Any]:
    """The session ended: to the question for the code."""
    return Redirect(languages.prefixed(languages.of(request), "/volg"), status_code=303, headers=HEADERS)


#: For every handler that needs a session.
ENDED: ExceptionHandlersMap = {SignInNeeded: ask_again}


@get("/volg/foto/{photo:uuid}/{size:str}", exception_handlers=ENDED)
async def picture(
    request: AnyRequest, installation: NamedDependency[Installation], photo: FromPath[UUID], size: FromPath[str]
) -> Response[bytes]:
    """A photo of this report, only for this session."""
    data = await reports.follow_photo(installation, session_of(request, installation), photo, size)
    return Response(data, media_type="image/webp", headers=HEADERS)


async def view(
    request: AnyRequest, installation: Installation, cookie: str, *, problem: Problem | None = None, text: str = ""
) -> Response[bytes]:
    """The report as its reporter may see it. Where a step was refused: why, and the text that was typed."""
    language = languages.of(request)
    followed = await reports.read_follow(installation, cookie, language)
    error = ""
    if problem:
        messages = list(problem.fields.values()) if isinstance(problem, Invalid) else []
        error = translate(language, messages[0] if messages else problem.detail or problem.title, problem.params)
    return page(
        request,
        "follow.html",
        status=problem.status if problem else 200,
        followed=followed,
        settled=followed.status in SETTLED,
        form_token=session.form_token(cookie),
        push_key=vapid_public_key(installation),
        error=error,
        text=text,
    )


def code_page(
    request: AnyRequest, installation: Installation, *, status: int = 200, error: str = "", retry: int | None = None
) -> Response[bytes]:
    """Where the code is typed. It never comes back in the answer. One that opens nothing may be lost: what then."""
    language = languages.of(request)
    return page(
        request,
        "code.html",
        status=status,
        headers={"Retry-After": str(retry)} if retry else None,
        error=translate(language, error),
        lost=status == NotFound.status,
        wrong=translate(language, WRONG_CODE),
        short=translate(language, SHORT_CODE),
        salt=to_base64url(installation.vault.salt),
        iterations=installation.vault.iterations,
    )


HANDLERS = [show, enter, picture]
