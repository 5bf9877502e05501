"""The member's own passkeys, and the words that open the keys: forms of the page Access."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend import people
from backend.access import any_staff
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.people import Member, StepUpNeeded
from pwa.pages.keys import access_page
from pwa.pages.passkey_signin import answer_of
from pwa.pages.rendering import AnyRequest
from pwa.pages.staff import FORM_BYTES, go, posted

OWN_KEYS = any_staff("own keys")
Parts = NamedDependency[Installation]
Caller = NamedDependency[Member]


@post("/toegang/passkeys", opt=OWN_KEYS, status_code=200, request_max_body_size=FORM_BYTES)
async def add(request: AnyRequest, installation: Parts, member: Caller) -> Response[Any]:
    """Keep a passkey. Where it makes no secret the page asks for words beside it."""
    form = await posted(request)
    answer, passphrase = answer_of(str(form.get("answer", ""))), str(form.get("passphrase", ""))
    try:
        await people.add_passkey(installation, member, answer, passphrase)
    except (Invalid, Conflict, StepUpNeeded) as problem:
        asks = isinstance(problem, Invalid) and "passphrase" in problem.fields
        return await access_page(request, installation, member, problem=problem, asks_words=asks)
    return go(request, "/toegang?gedaan=passkey")


@post("/toegang/passkeys/{id:uuid}", opt=OWN_KEYS, status_code=200, request_max_body_size=FORM_BYTES)
async def remove(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> Response[Any]:
    """Take a passkey away."""
    try:
        await people.remove_passkey(installation, member, id)
    except (Conflict, StepUpNeeded) as problem:
        return await access_page(request, installation, member, problem=problem)
    except NotFound:  # a second tap: it is gone, as was asked
        pass
    return go(request, "/toegang?gedaan=weg")


@post("/toegang/openen", opt=OWN_KEYS, status_code=200, request_max_body_size=FORM_BYTES)
async def open_keys(request: AnyRequest, installation: Parts, member: Caller) -> Response[Any]:
    """Open the keys in this session."""
    form, token = await posted(request), people.session_token(request, installation.settings)
    try:
        await people.open_keys(installation, member, token, str(form.get("passphrase", "")))
    except Invalid as problem:
        return await access_page(request, installation, member, problem=problem)
    return go(request, "/toegang?gedaan=open")


HANDLERS = [add, remove, open_keys]
