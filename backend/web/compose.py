"""Putting the application together from its routes: what they share is added here, once."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from litestar import Litestar
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler
from litestar.types import ControllerRouterHandler

from backend.parsing import FORM_BYTES
from backend.settings import Settings
from backend.web import health, logging, problems
from backend.web.crossite import AnyConnection, Check, same_site
from backend.web.declared import allowed, declared
from backend.web.headers import SecurityHeaders
from backend.web.hosts import RealHosts
from backend.web.members import provide_member
from backend.web.metrics import Measured


def application(
    settings: Settings,
    *,
    routes: Sequence[ControllerRouterHandler],
    lifespan: Callable[[Litestar], AbstractAsyncContextManager[None]],
    dependencies: Mapping[str, Provide],
    error_page: problems.ErrorPage | None = None,
) -> Litestar:
    """The application with headers, problems, guards, `member`, health and counts round its routes.

    `lifespan` puts the installation in `app.state.installation`. A body over 64 KB is refused unless its handler says
    otherwise. There is no OpenAPI page: its scripts would come from elsewhere. Raises UndeclaredRoute for a route that
    does not say who may ask for it, and what for.
    """
    logging.configure()
    app = Litestar(
        route_handlers=[health.alive, health.ready, *routes],
        lifespan=[lifespan],
        dependencies={**dependencies, "member": Provide(provide_member)},
        guards=[doors(settings)],
        exception_handlers={Exception: problems.handler(error_page)},
        request_max_body_size=FORM_BYTES,
        openapi_config=None,
        logging_config=None,
    )
    declared(app)  # a route that says nothing stops the start
    # Outside everything, so that answers for unknown paths and wrong methods pass here too.
    app.asgi_handler = SecurityHeaders(Measured(RealHosts(app.asgi_handler)), secure=settings.secure)
    return app


def doors(settings: Settings) -> Check:
    """What every request passes, as one guard: Litestar copies the handler for each that there is."""
    from_here = same_site(settings)

    async def pass_all(connection: AnyConnection, handler: BaseRouteHandler) -> None:
        await from_here(connection, handler)
        await allowed(connection, handler)

    return pass_all
