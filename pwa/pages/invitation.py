"""Accepting an invitation: a password, a second factor, and one code of it before the account counts as made."""

from collections.abc import Sequence
from typing import Any

import pyotp
import segno
from litestar import Response, get, post

from backend import people
from backend.access import public
from backend.errors import Invalid, Malformed, NotFound, SignInNeeded, Unavailable
from backend.installation import Installation
from backend.parsing import parse_form
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.rendering import AnyRequest, page
from pwa.pages.signin import Parts, first, first_page, go, retry, sign_in_page, team_in_full

WRONG_CODE = mark("Deze code klopt niet. Typ de code die uw app nu toont.")


@get("/uitnodiging", opt=public("sign in"))
async def ask_invitation(request: AnyRequest) -> Response[bytes]:
    """Where an invitation is pasted or typed, with the password that its owner chooses."""
    return page(request, "staff/invitation.html", messages={}, token="", factor=None)


@post("/uitnodiging", opt=public("sign in"), status_code=200)
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
    answer = factor_page(request, uri, [f"{team} {key}" for team, key in accepted.recovery.items()])
    answer.set_cookie(people.session_cookie(installation.settings, half))
    return answer


@post("/uitnodiging/code", opt=public("sign in"), status_code=200)
async def take_first_code(request: AnyRequest, installation: Parts) -> Response[Any]:
    """A code proves that the app has the key: only then is the account ready. After a wrong one the key stays there."""
    people.refuse_forwarded(request, installation.settings)
    form = parse_form(await request.body())
    half = people.session_token(request, installation.settings)
    try:
        token = await people.second_factor(installation, half, first(form, "code"))
    except people.WrongFactors as problem:
        message = translate(languages.of(request), WRONG_CODE)
        kept = form.get("recovery", [])
        return factor_page(request, first(form, "uri"), kept, status=problem.status, messages={"code": message})
    except SignInNeeded as problem:
        return sign_in_page(request, installation, step="name", problem=problem)
    there = first_page(await people.member_of(installation, token))
    if keys := [tuple(each.split(" ", 1)) for each in form.get("recovery", []) if " " in each]:
        answer = recovery_page(request, installation, keys, there)
        answer.set_cookie(people.session_cookie(installation.settings, token))
        return answer
    return go(request, installation, there, token)


def recovery_page(
    request: AnyRequest,
    installation: Installation,
    keys: Sequence[tuple[str, ...]],
    there: str,
    *,
    renewed: bool = False,
) -> Response[bytes]:
    """What gets a team in again when nobody of it can: shown to its first member, once, and kept on paper.

    `renewed`: in the place of an earlier paper.
    """
    language = languages.of(request)
    known = [(team, key) for team, key in keys if installation.neighbourhood.has_team(team)]
    named = [(team_in_full(installation, team, language), key) for team, key in known]
    return page(request, "staff/recovery.html", keys=named, there=there, renewed=renewed)


def factor_page(
    request: AnyRequest,
    uri: str,
    recovery: Sequence[str],
    *,
    status: int = 200,
    messages: dict[str, str] | None = None,
) -> Response[bytes]:
    """The key for the app, kept by the page itself until a code of it came back. Raises Malformed.

    `recovery` (team and key, parted by a space) waits on the page too: it has a page of its own after this one.
    """
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
        recovery=recovery,
        picture=picture,
    )


HANDLERS = [ask_invitation, take_invitation, take_first_code]
