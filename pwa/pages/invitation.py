"""Accepting an invitation: a password, a second factor, and one code of it before the account counts as made."""

from typing import Any

import pyotp
import segno
from litestar import Response, get, post

from backend import people
from backend.errors import Invalid, Malformed, NotFound, SignInNeeded, Unavailable
from backend.parsing import parse_form
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.rendering import AnyRequest, page
from pwa.pages.signin import Parts, first, first_page, go, retry, sign_in_page

WRONG_CODE = mark("Deze code klopt niet. Typ de code die uw app nu toont.")


@get("/uitnodiging")
async def ask_invitation(request: AnyRequest) -> Response[bytes]:
    """Where an invitation is pasted or typed, with the password that its owner chooses."""
    return page(request, "staff/invitation.html", messages={}, token="", factor=None)


@post("/uitnodiging", status_code=200)
async def take_invitation(request: AnyRequest, installation: Parts) -> Response[bytes]:
    """The account, and the second factor for an app that makes codes. Half a session waits for its first code."""
    people.refuse_forwarded(request, installation.settings)
    form = parse_form(await request.body())
    token, password, language = first(form, "token"), first(form, "password"), languages.of(request)
    try:
        accepted = await people.accept(installation, token, password)
    except (Invalid, NotFound, Unavailable) as problem:
        fields = problem.fields if isinstance(problem, Invalid) else {"token": problem.detail}
        messages = {name: translate(language, text) for name, text in fields.items()}
        return page(
            request,
            "staff/invitation.html",
            status=problem.status,
            headers=retry(problem),
            messages=messages,
            token=token,
            factor=None,
        )
    uri = accepted.factor.uri
    half = await people.sign_in(installation, pyotp.parse_uri(uri).name or "", password)
    answer = factor_page(request, uri, recovery=accepted.recovery)
    answer.set_cookie(people.session_cookie(installation.settings, half))
    return answer


@post("/uitnodiging/code", status_code=200)
async def take_first_code(request: AnyRequest, installation: Parts) -> Response[Any]:
    """A code proves that the app has the key: only then is the account ready. After a wrong one the key stays there."""
    people.refuse_forwarded(request, installation.settings)
    form = parse_form(await request.body())
    half = people.session_token(request, installation.settings)
    try:
        token = await people.second_factor(installation, half, first(form, "code"))
    except people.WrongFactors as problem:
        message = translate(languages.of(request), WRONG_CODE)
        return factor_page(request, first(form, "uri"), status=problem.status, messages={"code": message})
    except SignInNeeded as problem:
        return sign_in_page(request, installation, step="name", problem=problem)
    return go(request, installation, first_page(await people.member_of(installation, token)), token)


def factor_page(
    request: AnyRequest, uri: str, *, status: int = 200, messages: dict[str, str] | None = None
) -> Response[bytes]:
    """The key for the app, kept by the page itself until a code of it came back. Raises Malformed."""
    try:
        factor = pyotp.parse_uri(uri)
    except ValueError:
        raise Malformed() from None
    picture = segno.make(uri, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return page(
        request,
        "staff/invitation.html",
        status=status,
        messages=messages or {},
        factor=factor,
        uri=uri,
        picture=picture,
    )


HANDLERS = [ask_invitation, take_invitation, take_first_code]
