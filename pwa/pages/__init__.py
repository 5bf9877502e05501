"""Handlers of HTML. `resident_routes()` are the resident's pages, `staff_routes()` those of staff."""

from litestar.types import ControllerRouterHandler

from pwa.pages import (
    board,
    case,
    field,
    follow,
    inbox,
    information,
    invitation,
    keys,
    log,
    own_report,
    own_steps,
    resident,
    shell,
    signin,
    staff,
)
from pwa.pages.assets import static_files
from pwa.pages.language import in_every_language
from pwa.pages.problems import problem_page
from pwa.pages.rendering import page

__all__ = ["page", "problem_page", "resident_routes", "staff_routes"]


def resident_routes() -> list[ControllerRouterHandler]:
    """Everything that a resident's phone asks for except the JSON: pages, static files, the service worker."""
    pages: list[ControllerRouterHandler] = [
        *resident.HANDLERS,
        *follow.HANDLERS,
        *own_steps.HANDLERS,
        *own_report.HANDLERS,
        *board.HANDLERS,
        *information.HANDLERS,
        shell.offline,
        shell.manifest,
    ]
    return [*in_every_language(pages), shell.service_worker, static_files]


def staff_routes() -> list[ControllerRouterHandler]:
    """The pages of staff, in every language."""
    work = [*staff.HANDLERS, *field.HANDLERS, *inbox.HANDLERS, *case.HANDLERS, *keys.HANDLERS, *log.HANDLERS]
    return [*in_every_language([*signin.HANDLERS, *invitation.HANDLERS, *work])]
