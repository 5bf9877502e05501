"""Handlers of HTML. `resident_routes()` are the resident's pages; staff pages are built on the same `page`."""

from litestar.types import ControllerRouterHandler

from pwa.pages import board, follow, information, resident, shell
from pwa.pages.assets import static_files
from pwa.pages.language import in_every_language
from pwa.pages.problems import problem_page
from pwa.pages.rendering import page

__all__ = ["page", "problem_page", "resident_routes"]


def resident_routes() -> list[ControllerRouterHandler]:
    """Everything that a resident's phone asks for except the JSON: pages in every language, static files, the worker."""
    pages: list[ControllerRouterHandler] = [
        *resident.HANDLERS,
        *follow.HANDLERS,
        *board.HANDLERS,
        *information.HANDLERS,
        shell.offline,
        shell.manifest,
    ]
    return [*in_every_language(pages), shell.service_worker, static_files]
