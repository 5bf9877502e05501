"""What every route must say: who may ask for it, and what for. What none says is refused before the start."""

from typing import Any

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.routes import ASGIRoute, HTTPRoute

from backend.access import OPT, Access
from backend.errors import NotFound
from backend.web.members import provide_member


class UndeclaredRoute(Exception):
    """A route does not say who may ask for it and what for."""


def access_of(handler: BaseRouteHandler) -> Access | None:
    """What a handler declares."""
    declared = handler.opt.get(OPT)
    return declared if isinstance(declared, Access) else None


async def allowed(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard: for members without one of the declared roles the path is not there, and others must sign in first."""
    access = access_of(handler)
    if access is None or not access.roles:
        return  # of ours each declares something: see `declared`; the framework answers OPTIONS itself
    assert isinstance(connection, Request)  # noqa: S101  # files and websockets have no members
    member = await provide_member(connection)
    if not any(member.has(role) for role in access.roles):
        raise NotFound


def declared(app: Litestar) -> dict[tuple[str, str], Access]:
    """(method, path) → what the route declares. Raises UndeclaredRoute, which names all that say nothing."""
    found, missing = {}, []
    for path, method, handler in handlers_of(app):
        access = access_of(handler)
        if access is None:
            missing.append(f"{method} {path}")
        else:
            found[method, path] = access
    if missing:
        raise UndeclaredRoute(
            f"These routes declare no role and purpose (backend/access.py): {', '.join(sorted(missing))}."
        )
    return found


def handlers_of(app: Litestar) -> list[tuple[str, str, BaseRouteHandler]]:
    """Every route of ours: path, method, handler. What the framework answers itself (OPTIONS) is none."""
    found: list[tuple[str, str, BaseRouteHandler]] = []
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            handlers = [handler for handler in route.route_handlers if handler.http_methods != {"OPTIONS"}]
            found += [(route.path_format, method, each) for each in handlers for method in sorted(each.http_methods)]
        elif isinstance(route, ASGIRoute):
            found.append((route.path_format, "*", route.route_handler))
    return found
