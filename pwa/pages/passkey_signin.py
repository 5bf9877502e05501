"""Signing in, and joining, with a passkey: a script puts the passkey's answer in a form."""

from typing import Any

from litestar import Response, get, post

from backend import people
from backend.access import public
from backend.errors import Conflict, Invalid, Malformed, NotFound, Problem, SignInNeeded
from backend.parsing import parse, parse_form
from backend.people import PasskeyAnswer
from backend.texts import translate
from pwa.pages import language as languages
from pwa.pages.invitation import recovery_page
from pwa.pages.rendering import AnyRequest, page
from pwa.pages.signin import Parts, first, first_page, go


@get("/inloggen/passkey", opt=public("sign in"))
async def ask_passkey(request: AnyRequest, installation: Parts) -> Response[bytes]:
    """Where a passkey is used."""
    people.refuse_forwarded(request, installation.settings)
    return page(request, "staff/passkey.html", error="")


@post("/inloggen/passkey", opt=public("sign in"), status_code=200)
async def take_passkey(request: AnyRequest, installation: Parts) -> Response[Any]:
    """A whole session, and on to the work; or to the words that open the keys."""
    people.refuse_forwarded(request, installation.settings)
    earlier = people.session_token(request, installation.settings)
    try:
        answer = answer_of(first(parse_form(await request.body()), "answer"))
        token = await people.sign_in_with_passkey(installation, answer, earlier)
    except SignInNeeded as problem:
        error = translate(languages.of(request), problem.detail)
        return page(request, "staff/passkey.html", status=problem.status, error=error)
    return go(request, installation, first_page(await people.member_of(installation, token)), token)


@post("/uitnodiging/passkey", opt=public("sign in"), status_code=200)
async def join(request: AnyRequest, installation: Parts) -> Response[Any]:
    """The account with a passkey; the recovery key first, for the first of a team."""
    people.refuse_forwarded(request, installation.settings)
    form = parse_form(await request.body())
    invitation = first(form, "token")
    try:
        token, recovery = await people.accept_with_passkey(installation, invitation, answer_of(first(form, "answer")))
    except (Invalid, NotFound, Conflict) as problem:
        return refused(request, problem, invitation)
    there = first_page(await people.member_of(installation, token))
    if not recovery:
        return go(request, installation, there, token)
    answer = recovery_page(request, installation, list(recovery.items()), there)
    answer.set_cookie(people.session_cookie(installation.settings, token))
    return answer


def refused(request: AnyRequest, problem: Problem, invitation: str) -> Response[bytes]:
    """The invitation again, with what is wrong above the passkey."""
    detail = problem.fields.get("credential", "") if isinstance(problem, Invalid) else problem.detail
    field = "token" if isinstance(problem, NotFound) else "passkey"
    messages = {field: translate(languages.of(request), detail)}
    return page(
        request, "staff/invitation.html", status=problem.status, messages=messages, token=invitation, factor=None
    )


def answer_of(sent: str) -> PasskeyAnswer:
    """What the script put in the form. Raises Malformed."""
    try:
        return parse(PasskeyAnswer, sent.encode())
    except Invalid as failure:
        raise Malformed from failure


HANDLERS = [ask_passkey, take_passkey, join]
