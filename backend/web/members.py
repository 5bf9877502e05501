"""Who is signed in: the dependency `member` of handlers. A write also needs its CSRF token."""

from typing import Any

from litestar import Request

from backend.errors import SignInNeeded
from backend.installation import Installation
from backend.people import Member, member_of, refuse_forwarded, session_token
from backend.texts import mark
from backend.web.crossite import SAFE
from backend.web.csrf import check_csrf

AnyRequest = Request[Any, Any, Any]


class StaffSignInNeeded(SignInNeeded):
    """There is no session of staff; a page sends its visitor to the sign-in page."""

    def __init__(self) -> None:
        super().__init__(mark("Log in met uw naam, wachtwoord en code."))


async def provide_member(request: AnyRequest) -> Member:
    """The member of this request. Raises StaffSignInNeeded, and NotAllowed for a write without the session's token."""
    state = request.scope["state"]
    if "member" not in state:
        state["member"] = await read_member(request)
    member: Member = state["member"]
    return member


async def read_member(request: AnyRequest) -> Member:
    """Cookie → Member, once per request."""
    installation: Installation = request.app.state.installation
    refuse_forwarded(request, installation.settings)
    token = session_token(request, installation.settings)
    member = await member_of(installation, token) if token else None
    if member is None:
        raise StaffSignInNeeded
    if request.method not in SAFE:
        await check_csrf(request, member)
    return member
