"""Passkeys in JSON: thin handlers that parse, call one verb, answer. The options are for `navigator.credentials`."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, delete, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from backend.access import any_staff, public
from backend.installation import Installation
from backend.parsing import json_body, parse
from backend.people.cookie import session_cookie, session_token
from backend.people.credentials import Answer
from backend.people.demonstration import refuse_forwarded
from backend.people.joining import accept_with_passkey, ask_first_passkey
from backend.people.model import Member
from backend.people.passkey_sign_in import ask_passkey, open_keys, sign_in_with_passkey
from backend.people.passkeys import OwnPasskey, add_passkey, ask_new_passkey, remove_passkey
from backend.people.stepping_up import ask_own_passkey, step_up, step_up_with_passkey

AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]
Caller = NamedDependency[Member]


class NewPasskey(Answer, forbid_unknown_fields=True):
    """A passkey to keep; words beside it where it makes no secret."""

    passphrase: str = ""


class Invited(Struct, forbid_unknown_fields=True):
    """An invitation."""

    token: str


class FirstPasskey(Answer, forbid_unknown_fields=True):
    """An invitation, accepted with a passkey."""

    token: str = ""


class Words(Struct, forbid_unknown_fields=True):
    """What opens the keys in this session."""

    passphrase: str


class StepUp(Struct, forbid_unknown_fields=True):
    """A fresh factor: a code, or a passkey's answer."""

    code: str = ""
    credential: dict[str, Any] | None = None


@post("/api/session/passkey/options", opt=public("sign in"), status_code=200)
async def ask(request: AnyRequest, installation: Parts) -> dict[str, Any]:
    """What a passkey is asked, to sign in."""
    refuse_forwarded(request, installation.settings)
    return ask_passkey(installation)


@post("/api/session/passkey", opt=public("sign in"), status_code=204)
async def sign_in(request: AnyRequest, installation: Parts) -> Response[None]:
    """A passkey's answer → a whole session; `GET /api/session` says whether its keys wait for words (`locked`)."""
    refuse_forwarded(request, installation.settings)
    answer = parse(Answer, await json_body(request))
    token = await sign_in_with_passkey(installation, answer, session_token(request, installation.settings))
    return Response(None, status_code=204, cookies=[session_cookie(installation.settings, token)])


@post("/api/session/passphrase", opt=any_staff("own session"), status_code=204)
async def open_with_words(request: AnyRequest, installation: Parts, member: Caller) -> None:
    """Open the keys, for who came in with a passkey that does not."""
    words = parse(Words, await json_body(request))
    await open_keys(installation, member, session_token(request, installation.settings), words.passphrase)


@post("/api/session/step-up/options", opt=any_staff("own session"), status_code=200)
async def ask_again(installation: Parts, member: Caller) -> dict[str, Any]:
    """What the member's own passkey is asked."""
    return await ask_own_passkey(installation, member)


@post("/api/session/step-up", opt=any_staff("own session"), status_code=204)
async def fresh_factor(request: AnyRequest, installation: Parts, member: Caller) -> None:
    """A fresh factor, for five minutes."""
    given, token = parse(StepUp, await json_body(request)), session_token(request, installation.settings)
    if given.credential is not None:
        await step_up_with_passkey(installation, member, token, Answer(given.credential))
    else:
        await step_up(installation, member, token, given.code)


@post("/api/passkeys/options", opt=any_staff("own session"), status_code=200)
async def ask_new(installation: Parts, member: Caller) -> dict[str, Any]:
    """What a new passkey is asked."""
    return await ask_new_passkey(installation, member)


@post("/api/passkeys", opt=any_staff("own session"))
async def add(request: AnyRequest, installation: Parts, member: Caller) -> OwnPasskey:
    """Keep a passkey."""
    new = parse(NewPasskey, await json_body(request))
    return await add_passkey(installation, member, new, new.passphrase)


@delete("/api/passkeys/{id:uuid}", opt=any_staff("own session"), status_code=204)
async def remove(id: FromPath[UUID], installation: Parts, member: Caller) -> None:
    """Take a passkey away."""
    await remove_passkey(installation, member, id)


@post("/api/invitation/passkey/options", opt=public("sign in"), status_code=200)
async def ask_first(request: AnyRequest, installation: Parts) -> dict[str, Any]:
    """What the first passkey of an invited person is asked."""
    refuse_forwarded(request, installation.settings)
    return await ask_first_passkey(installation, parse(Invited, await json_body(request)).token)


@post("/api/invitation/passkey", opt=public("sign in"), status_code=200)
async def join(request: AnyRequest, installation: Parts) -> Response[dict[str, Any]]:
    """Accept an invitation: a whole session, and the recovery key of each team that is new, shown once."""
    refuse_forwarded(request, installation.settings)
    first = parse(FirstPasskey, await json_body(request))
    token, recovery = await accept_with_passkey(installation, first.token, first)
    return Response({"recovery": recovery}, cookies=[session_cookie(installation.settings, token)])


passkey_handlers = [
    ask, sign_in, open_with_words, ask_again, fresh_factor, ask_new, add, remove, ask_first, join,
]  # fmt: skip
