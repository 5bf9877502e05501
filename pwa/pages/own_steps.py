"""What a reporter can do on the follow page: say something, judge the result, withdraw, close."""

from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.response import Redirect

from backend import reports
from backend.access import public
from backend.errors import Conflict, Gone, Invalid, SignInNeeded, TooLarge, Unavailable
from backend.installation import Installation
from backend.reports.http import forgotten_cookie, session_of, to_base64url
from backend.texts import mark
from pwa.pages import language as languages
from pwa.pages import session
from pwa.pages.follow import ENDED, FORM_BYTES, view
from pwa.pages.rendering import HEADERS, AnyRequest, page
from pwa.pages.resident import PHOTO_BYTES


@post("/volg/bericht", opt=public("follow"), exception_handlers=ENDED, request_max_body_size=FORM_BYTES)
async def message(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Words for the team."""
    cookie, data = await session_form(request, installation)
    text = data.get("text", "")
    return await act(request, installation, cookie, text, reports.post_message(installation, cookie, text))


@post("/volg/oordeel", opt=public("follow"), exception_handlers=ENDED, request_max_body_size=FORM_BYTES)
async def feedback(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Whether it is good now. "Nog niet goed" opens it again."""
    cookie, data = await session_form(request, installation)
    text, good = data.get("text", ""), data.get("good") == "ja"
    return await act(request, installation, cookie, text, reports.give_feedback(installation, cookie, good, text))


@post("/volg/gegevens", opt=public("follow"), exception_handlers=ENDED, request_max_body_size=FORM_BYTES)
async def consent(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Whether the team may have the contact."""
    cookie, data = await session_form(request, installation)
    yes = data.get("yes") == "ja"
    return await act(request, installation, cookie, "", reports.answer_consent(installation, cookie, yes))


@post("/volg/foto", opt=public("follow"), exception_handlers=ENDED, request_max_body_size=PHOTO_BYTES)
async def photo(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """One more photo."""
    cookie, _ = await session_form(request, installation)
    file = (await request.form()).get("photo")
    if not isinstance(file, UploadFile) or not file.filename:
        problem = Invalid({"photo": mark("Kies eerst een foto.")})
        return await view(request, installation, cookie, problem=problem)
    return await act(request, installation, cookie, "", reports.add_own_photo(installation, cookie, await file.read()))


@get("/volg/verwijderen", opt=public("follow"), exception_handlers=ENDED)
async def ask_withdraw(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """What withdrawing does, before it is done."""
    cookie = session_of(request, installation)
    followed = await reports.read_follow(installation, cookie, languages.of(request))
    return page(request, "withdraw.html", followed=followed, form_token=session.form_token(cookie))


@post(
    "/volg/verwijderen",
    opt=public("follow"),
    status_code=200,
    exception_handlers=ENDED,
    request_max_body_size=FORM_BYTES,
)
async def withdraw(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The report goes, and with it the code, the session, and the news key where this phone keeps it."""
    cookie, _ = await session_form(request, installation)
    news_key = to_base64url(await reports.own_news_key(installation, cookie))
    await reports.withdraw(installation, cookie)
    return page(request, "withdrawn.html", news_key=news_key, cookies=[forgotten_cookie(installation.settings)])


@post("/volg/sluiten", opt=public("follow"), request_max_body_size=FORM_BYTES)
async def close(request: AnyRequest, installation: NamedDependency[Installation]) -> Redirect:
    """Ends the session, here and on the phone. Needs no token: the worst that a stranger's form could do is this."""
    home = languages.prefixed(languages.of(request), "/")
    # Where it had ended already, what was asked for is so.
    with suppress(SignInNeeded):
        await reports.close_session(installation, session_of(request, installation))
    return Redirect(home, status_code=303, headers=HEADERS, cookies=[forgotten_cookie(installation.settings)])


async def session_form(request: AnyRequest, installation: Installation) -> tuple[str, dict[str, str]]:
    """The session's cookie and the fields of one of its forms. Raises SignInNeeded, NotAllowed."""
    cookie = session_of(request, installation)
    data = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    session.check_form(cookie, data.get("form_token", ""))
    return cookie, data


async def act(
    request: AnyRequest, installation: Installation, cookie: str, text: str, step: Awaitable[object]
) -> Response[Any]:
    """Take a step and go back to the report; where it is refused, show why and keep the text."""
    try:
        await step
    except (Invalid, Conflict, Gone, TooLarge, Unavailable) as problem:
        return await view(request, installation, cookie, problem=problem, text=text)
    return Redirect(languages.prefixed(languages.of(request), "/volg"), status_code=303, headers=HEADERS)


HANDLERS = [message, feedback, consent, photo, ask_withdraw, withdraw, close]
