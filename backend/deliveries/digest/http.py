"""The digest over HTTP, for nobody in particular: cookies are taken off before a handler sees the request."""

import hashlib
from typing import Any

import msgspec
from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.types import ASGIApp, Receive, Scope, Send

from backend.deliveries.digest.reading import list_of, slot_names
from backend.deliveries.digest.subscribing import subscribe_to_digest, unsubscribe_from_digest
from backend.deliveries.http import PushSubscription
from backend.installation import Installation
from backend.parsing import json_body, parse

AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]

#: By which somebody could be known again.
NAMING = (b"cookie", b"authorization", b"x-csrf-token")
KEPT = "public, max-age=60"


class Blind:
    """Takes off what says who asks. A handler behind it cannot tie a phone to a session, whatever is written later."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the request without it."""
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name.lower() not in NAMING]
        await self.app(scope, receive, send)


@post("/api/digest/subscription", status_code=204)
async def subscribe(request: AnyRequest, installation: Parts) -> None:
    """Send the digest to this browser."""
    chosen = parse(PushSubscription, await json_body(request))
    await subscribe_to_digest(installation, msgspec.to_builtins(chosen))


@delete("/api/digest/subscription", status_code=204)
async def unsubscribe(request: AnyRequest, installation: Parts) -> None:
    """Send it no more to this browser."""
    chosen = parse(PushSubscription, await json_body(request))
    await unsubscribe_from_digest(installation, chosen.endpoint)


@get("/api/news")
async def news(request: AnyRequest, slot: FromQuery[str | None] = None) -> Response[bytes]:
    """The list of a slot, which never changes; without `slot` the names of the slots that have one."""
    shown = await slot_names() if slot is None else await list_of(slot)
    body = msgspec.json.encode(shown)
    headers = {"Cache-Control": KEPT, "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


digest_routes = Router(path="/", route_handlers=[subscribe, unsubscribe, news], middleware=[Blind])
