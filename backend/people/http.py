"""Sessions of staff in JSON: thin handlers that parse, call one verb, answer."""

from typing import Any

from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from msgspec import Struct

from backend.access import any_staff, public
from backend.installation import Installation
from backend.parsing import json_body, parse
from backend.people.cookie import session_cookie, session_token
from backend.people.demonstration import refuse_forwarded
from backend.people.http_passkeys import passkey_handlers
from backend.people.model import ROLES_WITHOUT_KEYRING, Member, MemberRole
from backend.people.sessions import member_of, sign_out
from backend.people.signing_in import half_ended, second_factor, sign_in

AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]


class Factors(Struct, forbid_unknown_fields=True):
    """The first factor."""

    name: str
    password: str


class Code(Struct, forbid_unknown_fields=True):
    """The second factor."""

    code: str


class Next(Struct):
    """What is asked now."""

    next: str


@post("/api/session", opt=public("sign in"), status_code=200)
async def begin(request: AnyRequest, installation: Parts) -> Response[Next]:
    """Name and password → half a session."""
    refuse_forwarded(request, installation.settings)
    factors = parse(Factors, await json_body(request))
    token = await sign_in(installation, factors.name, factors.password, session_token(request, installation.settings))
    return Response(Next("totp"), cookies=[session_cookie(installation.settings, token)])


@post("/api/session/totp", opt=public("sign in"), status_code=200)
async def finish(request: AnyRequest, installation: Parts) -> Response[dict[str, Any]]:
    """A code → a whole session, under a new id; answers who is signed in."""
    refuse_forwarded(request, installation.settings)
    code = parse(Code, await json_body(request))
    token = await second_factor(installation, session_token(request, installation.settings), code.code)
    member = await member_of(installation, token)
    if member is None:  # a reset came in between
        raise half_ended()
    return Response(shown(member), cookies=[session_cookie(installation.settings, token)])


@get("/api/session", opt=any_staff("own session"))
async def current(member: NamedDependency[Member]) -> dict[str, Any]:
    """Who is signed in, with the token that every write carries."""
    return shown(member)


@delete("/api/session", opt=any_staff("own session"), status_code=204)
async def end(request: AnyRequest, installation: Parts, member: NamedDependency[Member]) -> Response[None]:
    """Sign out. `member` checks the session's token."""
    await sign_out(installation, session_token(request, installation.settings))
    return Response(None, status_code=204, cookies=[session_cookie(installation.settings, "")])


def shown(member: Member) -> dict[str, Any]:
    """A member as JSON."""
    return {
        "name": member.name,
        "csrf": member.csrf,
        "roles": [shown_role(role) for role in member.roles],
        "locked": member.locked,
    }


def shown_role(role: MemberRole) -> dict[str, str]:
    """A role by its kind: with a keyring it is a duty."""
    return {"team": role.team, "role" if role.role in ROLES_WITHOUT_KEYRING else "duty": role.role}


people_routes = Router(path="/", route_handlers=[begin, finish, current, end, *passkey_handlers])
