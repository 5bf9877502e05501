"""Following a report with its code: what is happening, in plain words, and what the reporter can still do."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from backend import reports
from backend.errors import Conflict, Invalid, NotFound, Problem, Unavailable
from backend.installation import Installation
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages import script_data, session
from pwa.pages.rendering import HEADERS, AnyRequest, page

FORM_BYTES = 64 * 1024
WRONG_CODE = mark("Met deze code vinden wij geen melding. Kijk of alle cijfers goed staan.")


@get("/volg")
async def show(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The report of this session, or the question for the code."""
    try:
        token = session.token_of(request, installation)
        return await view(request, installation, token)
    except NotFound:
        return code_page(request, installation)


@post("/volg", status_code=200, request_max_body_size=FORM_BYTES)
async def enter(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """A code that was typed without JavaScript: the key is derived here, and forgotten."""
    code = (await request.form()).get("code", "")
    try:
        key = await installation.vault.derive(code if isinstance(code, str) else "")
        token, _ = await reports.open_follow(installation, key)
    except NotFound:
        return code_page(request, installation, status=404, error=WRONG_CODE)
    except Unavailable as problem:
        return code_page(request, installation, status=503, error=problem.detail, retry=problem.retry_after)
    return back(request, [session.cookie(installation, token)])


@get("/volg/foto/{photo:uuid}/{size:str}")
async def picture(
    request: AnyRequest, installation: NamedDependency[Installation], photo: FromPath[UUID], size: FromPath[str]
) -> Response[bytes]:
    """A photo of this report, only for this session."""
    if size != "large" and size != "small":
        raise NotFound()
    data = await reports.follow_photo(installation, session.token_of(request, installation), photo, size)
    return Response(data, media_type="image/webp", headers=HEADERS)


@post("/volg/bericht", request_max_body_size=FORM_BYTES)
async def message(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Words for the team."""
    token, data = await session_form(request, installation)
    text = data.get("text", "")
    return await act(request, installation, token, text, reports.post_message(installation, token, text))


@post("/volg/oordeel", request_max_body_size=FORM_BYTES)
async def feedback(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Whether it is good now. "Nog niet goed" opens it again."""
    token, data = await session_form(request, installation)
    text = data.get("text", "")
    good = data.get("good") == "ja"
    return await act(request, installation, token, text, reports.give_feedback(installation, token, good, text))


@get("/volg/verwijderen")
async def ask_withdraw(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """What withdrawing does, before it is done."""
    token = session.token_of(request, installation)
    followed = await reports.read_follow(installation, token)
    return page(request, "withdraw.html", followed=followed, form_token=session.form_token(token))


@post("/volg/verwijderen", status_code=200, request_max_body_size=FORM_BYTES)
async def withdraw(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The report goes, and with it the code and the session."""
    token, _ = await session_form(request, installation)
    await reports.withdraw(installation, token)
    return page(request, "withdrawn.html", cookies=[session.cookie(installation, "")])


@post("/volg/sluiten", request_max_body_size=FORM_BYTES)
async def close(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Ends the session on this phone. Needs no token: the worst that a stranger's form could do is this."""
    home = languages.prefixed(languages.of(request), "/")
    return Redirect(home, status_code=303, headers=HEADERS, cookies=[session.cookie(installation, "")])


async def session_form(request: AnyRequest, installation: Installation) -> tuple[str, dict[str, str]]:
    """The session's token and the fields of one of its forms. Raises NotFound, NotAllowed."""
    token = session.token_of(request, installation)
    data = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    session.check_form(token, data.get("form_token"))
    return token, data


async def act(request: AnyRequest, installation: Installation, token: str, text: str, step: Any) -> Response[Any]:
    """Take a step and show the report; where it is refused, show why and keep the text."""
    try:
        await step
    except (Invalid, Conflict, Unavailable) as problem:
        return await view(request, installation, token, problem=problem, text=text)
    return back(request)


async def view(
    request: AnyRequest, installation: Installation, token: str, *, problem: Problem | None = None, text: str = ""
) -> Response[bytes]:
    """The report as its reporter may see it."""
    language = languages.of(request)
    error = ""
    if problem:
        messages = list(problem.fields.values()) if isinstance(problem, Invalid) else []
        error = translate(language, messages[0] if messages else problem.detail or problem.title, problem.params)
    return page(
        request,
        "follow.html",
        status=problem.status if problem else 200,
        followed=await reports.read_follow(installation, token),
        form_token=session.form_token(token),
        push_key=script_data.push_key(installation),
        error=error,
        text=text,
    )


def code_page(
    request: AnyRequest, installation: Installation, *, status: int = 200, error: str = "", retry: int | None = None
) -> Response[bytes]:
    """Where the code is typed. It never comes back in the answer."""
    return page(
        request,
        "code.html",
        status=status,
        headers={"Retry-After": str(retry)} if retry else None,
        error=translate(languages.of(request), error),
        wrong=translate(languages.of(request), WRONG_CODE),
        salt=script_data.salt(installation),
        iterations=installation.vault.iterations,
    )


def back(request: AnyRequest, cookies: list[Cookie] | None = None) -> Redirect:
    """To the report, so that a reload repeats nothing."""
    there = languages.prefixed(languages.of(request), "/volg")
    return Redirect(there, status_code=303, headers=HEADERS, cookies=cookies or [])


HANDLERS = [show, enter, picture, message, feedback, ask_withdraw, withdraw, close]
