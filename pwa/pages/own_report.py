"""A reporter's own report: be reached or not, take another code, keep a copy."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from backend import reports
from backend.access import public
from backend.errors import Invalid, Unavailable
from backend.installation import Installation
from backend.reports.http import attachment, follow_cookie, session_of, to_base64url
from backend.reports.model import Contact
from backend.texts import mark, translate
from backend.vault import new_code
from backend.vault.codes import digits_of
from pwa.pages import language as languages
from pwa.pages import session
from pwa.pages.follow import ENDED, FORM_BYTES
from pwa.pages.own_steps import session_form
from pwa.pages.rendering import HEADERS, AnyRequest, page

NO_CODE = mark("Deze code klopt niet. Hier is een andere.")


@get("/volg/bereikbaar", opt=public("follow"), exception_handlers=ENDED)
async def ask_reach(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """Whether the team may call or mail, and how."""
    return await reach_page(request, installation, session_of(request, installation))


@post("/volg/bereikbaar", opt=public("follow"), exception_handlers=ENDED, request_max_body_size=FORM_BYTES)
async def reach(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[Any]:
    """Give a contact to the team, or take it back."""
    cookie, data = await session_form(request, installation)
    language = languages.of(request)
    level = {"1": 1, "2": 2, "3": 3}.get(data.get("level", ""), 4)
    contact = Contact(*(data.get(name, "") for name in ("email", "phone", "name"))) if level >= 3 else None
    try:
        await reports.set_level(installation, cookie, level, contact, language=language)
    except Invalid as problem:
        return await reach_page(request, installation, cookie, contact, problem)
    return Redirect(languages.prefixed(language, "/volg"), status_code=303, headers=HEADERS)


async def reach_page(
    request: AnyRequest,
    installation: Installation,
    cookie: str,
    typed: Contact | None = None,
    problem: Invalid | None = None,
) -> Response[bytes]:
    """The form, with what is stored, or with what was typed and why that cannot be."""
    language = languages.of(request)
    followed = await reports.read_follow(installation, cookie, language)
    fields = problem.fields if problem else {}
    return page(
        request,
        "follow/reach.html",
        status=problem.status if problem else 200,
        followed=followed,
        contact=typed or followed.contact or Contact(),
        errors={name.rpartition(".")[2]: translate(language, message) for name, message in fields.items()},
        form_token=session.form_token(cookie),
    )


@get("/volg/code", opt=public("follow"), exception_handlers=ENDED)
async def ask_code(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """A new code, to write down before it works. A script replaces it by its own."""
    return await code_page(request, installation, session_of(request, installation), new_code())


@post("/volg/code", opt=public("follow"), status_code=200, exception_handlers=ENDED, request_max_body_size=FORM_BYTES)
async def change_code(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The code that was shown takes the place of the old one, without JavaScript: the key is derived here."""
    cookie, data = await session_form(request, installation)
    digits = digits_of(data.get("code", ""))
    if digits is None:
        return await code_page(request, installation, cookie, new_code(), status=422, error=NO_CODE)
    code = data["code"]
    try:
        key = await installation.vault.derive(code)
        changed, followed = await reports.change_code(installation, cookie, key, languages.of(request))
    except Invalid as problem:
        error = next(iter(problem.fields.values()))
        return await code_page(request, installation, cookie, new_code(), status=problem.status, error=error)
    except Unavailable as problem:
        busy = await code_page(request, installation, cookie, code, status=problem.status, error=problem.detail)
        busy.headers["Retry-After"] = str(problem.retry_after)
        return busy
    cookies = [follow_cookie(installation.settings, changed)]
    sensitive = followed.class_ != "open"
    return page(request, "follow/newcode.html", cookies=cookies, code=code, sensitive=sensitive, done=True, error="")


async def code_page(
    request: AnyRequest, installation: Installation, cookie: str, code: str, *, status: int = 200, error: str = ""
) -> Response[bytes]:
    """A code that does not work yet, and the button that makes it work."""
    language = languages.of(request)
    followed = await reports.read_follow(installation, cookie, language)
    return page(
        request,
        "follow/newcode.html",
        status=status,
        code=code,
        sensitive=followed.class_ != "open",
        done=False,
        error=translate(language, error),
        form_token=session.form_token(cookie),
        salt=to_base64url(installation.vault.salt),
        iterations=installation.vault.iterations,
    )


@get("/volg/kopie", opt=public("follow"), exception_handlers=ENDED)
async def ask_copy(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """What a copy holds, and who can read it, before it is made."""
    cookie = session_of(request, installation)
    return page(
        request,
        "follow/copy.html",
        followed=await reports.read_follow(installation, cookie, languages.of(request)),
    )


@get("/volg/kopie/bestand", opt=public("follow"), exception_handlers=ENDED)
async def copy(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The copy: a ZIP with the data and the pictures."""
    name, data = await reports.export_zip(installation, session_of(request, installation), languages.of(request))
    return Response(data, media_type="application/zip", headers=HEADERS | attachment(name))


HANDLERS = [ask_reach, reach, ask_code, change_code, ask_copy, copy]
