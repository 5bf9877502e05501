"""The phone of a member of staff in JSON: be told of new work on it, or not any more."""

from typing import Any

import msgspec
from litestar import Request, Router, delete, post
from litestar.di import NamedDependency
from msgspec import Struct

from backend.access import any_staff
from backend.deliveries.subscriptions import subscribe, unsubscribe
from backend.installation import Installation
from backend.parsing import json_body, parse
from backend.people import Member
from backend.web.language import language_of

AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]


class Keys(Struct, forbid_unknown_fields=True):
    """What only this browser can read with."""

    p256dh: str
    auth: str


class PushSubscription(Struct, forbid_unknown_fields=True, rename="camel"):
    """As `PushSubscription.toJSON()` gives it."""

    endpoint: str
    keys: Keys
    expiration_time: float | None = None


class Endpoint(Struct, forbid_unknown_fields=True):
    """Which browser."""

    endpoint: str


@post("/api/session/push", opt=any_staff("own session"), status_code=204)
async def tell_me_here(request: AnyRequest, installation: Parts, member: NamedDependency[Member]) -> None:
    """Tell this member of new work in this browser."""
    chosen = parse(PushSubscription, await json_body(request))
    await subscribe(
        installation,
        owner=member.person,
        kind="staff",
        subscription=msgspec.to_builtins(chosen),
        language=language_of(request),
    )


@delete("/api/session/push", opt=any_staff("own session"), status_code=204)
async def tell_me_here_no_more(request: AnyRequest, installation: Parts, member: NamedDependency[Member]) -> None:
    """Tell this member nothing more in this browser."""
    chosen = parse(Endpoint, await json_body(request))
    await unsubscribe(installation, owner=member.person, endpoint=chosen.endpoint)


delivery_routes = Router(path="/", route_handlers=[tell_me_here, tell_me_here_no_more])
