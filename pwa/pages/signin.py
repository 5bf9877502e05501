"""Signing in for staff, in two steps. Nothing secret stands in a URL."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from backend import people
from backend.access import public
from backend.errors import Problem, SignInNeeded, Unavailable
from backend.installation import Installation
from backend.parsing import parse_form
from backend.people import Member
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.rendering import HEADERS, AnyRequest, page

Parts = NamedDependency[Installation]

ROLES = {
    "field": mark("wijkbeheerder"),
    "case": mark("behandelaar"),
    "intake": mark("intake"),
    "moderate": mark("moderator"),
    "counter": mark("balie"),
    "coordinator": mark("coördinator"),
    "admin": mark("beheerder"),
    "auditor": mark("controleur"),
}


@get("/inloggen", opt=public("sign in"))
async def ask_name(request: AnyRequest, installation: Parts) -> Response[bytes]:
    """The first step: name and password."""
    return sign_in_page(request, installation, step="name")


@post("/inloggen", opt=public("sign in"), status_code=200)
async def take_name(request: AnyRequest, installation: Parts) -> Response[Any]:
    """Half a session, and on to the second step. The name stays where it does not fit, the password does not."""
    people.refuse_forwarded(request, installation.settings)
    form = parse_form(await request.body())
    name, password = first(form, "name"), first(form, "password")
    try:
        token = await people.sign_in(installation, name, password, people.session_token(request, installation.settings))
    except (SignInNeeded, Unavailable) as problem:
        return sign_in_page(request, installation, step="name", problem=problem, name=name)
    return go(request, installation, "/inloggen/code", token)


@get("/inloggen/code", opt=public("sign in"))
async def ask_code(request: AnyRequest, installation: Parts) -> Response[Any]:
    """The second step: the code of this moment. Without a first step that one comes first."""
    people.refuse_forwarded(request, installation.settings)
    try:
        name = await people.half_signed_in(installation, people.session_token(request, installation.settings))
    except SignInNeeded:
        return Redirect(languages.prefixed(languages.of(request), "/inloggen"), status_code=303, headers=HEADERS)
    return sign_in_page(request, installation, step="code", name=name)


@post("/inloggen/code", opt=public("sign in"), status_code=200)
async def take_code(request: AnyRequest, installation: Parts) -> Response[Any]:
    """A whole session, and on to the work. Where the half one ended the first step comes back."""
    people.refuse_forwarded(request, installation.settings)
    form = parse_form(await request.body())
    half = people.session_token(request, installation.settings)
    try:
        code = await code_of(installation, half, form)
        token = await people.second_factor(installation, half, code)
    except people.WrongFactors as problem:
        name = await people.half_signed_in(installation, half)
        return sign_in_page(request, installation, step="code", problem=problem, name=name)
    except SignInNeeded as problem:
        return sign_in_page(request, installation, step="name", problem=problem)
    member = await people.member_of(installation, token)
    return go(request, installation, first_page(member), token)


async def code_of(installation: Installation, half: str, form: dict[str, list[str]]) -> str:
    """The code that was typed. One that the demonstration filled in may have run out: the one of now stands for it."""
    typed = first(form, "code")
    accounts = people.shown_accounts(installation)
    if not accounts or not typed or typed != first(form, "shown"):
        return typed
    name = await people.half_signed_in(installation, half)
    return next((each.code for each in accounts if each.name == name), typed)


def sign_in_page(
    request: AnyRequest, installation: Installation, *, step: str, problem: Problem | None = None, name: str = ""
) -> Response[bytes]:
    """One of the two steps. The demonstration shows its accounts, to this machine alone."""
    people.refuse_forwarded(request, installation.settings)
    language = languages.of(request)
    return page(
        request,
        "staff/signin.html",
        status=problem.status if problem else 200,
        headers=retry(problem),
        step=step,
        name=name,
        error=translate(language, problem.detail) if problem else "",
        accounts=[each for each in people.shown_accounts(installation) if step == "name" or each.name == name],
        team_name=lambda team: team_in_full(installation, team, language),
        role_names=lambda roles: ", ".join(translate(language, ROLES[role]) for role in roles),
    )


def team_in_full(installation: Installation, id: str, language: str) -> str:
    """A team with the partner that it is of: two partners may have a team of the same name."""
    neighbourhood = installation.neighbourhood
    team = neighbourhood.team(id)
    partner = neighbourhood.partner(team.partner)
    return f"{neighbourhood.label(team.name, language)} ({neighbourhood.label(partner.name, language)})"


def first_page(member: Member | None) -> str:
    """Where the work of a member is; before it, where locked keys are opened."""
    if member and member.locked:
        return "/toegang"
    if member and (member.has("case") or member.has("intake")):
        return "/zaken"
    if member and member.has("field"):
        return "/taken"
    if member and member.has("auditor"):
        return "/logboek"
    return "/toegang" if member else "/"


def go(request: AnyRequest, installation: Installation, path: str, token: str) -> Redirect:
    """To the next page, with the session's cookie."""
    there = languages.prefixed(languages.of(request), path)
    cookie = people.session_cookie(installation.settings, token)
    return Redirect(there, status_code=303, headers=HEADERS, cookies=[cookie])


def first(form: dict[str, list[str]], name: str) -> str:
    """The value of a field that comes once; empty where it is missing."""
    return form.get(name, [""])[0]


def retry(problem: Problem | None) -> dict[str, str]:
    """When to come back, where we could not take it now."""
    return {"Retry-After": str(problem.retry_after)} if isinstance(problem, Unavailable) else {}


HANDLERS = [ask_name, take_name, ask_code, take_code]
