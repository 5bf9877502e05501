"""The neighbourhood page: what was solved, what is being done, what is still open. Counts, categories, areas."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend import insight
from backend.access import public
from backend.errors import NotFound
from backend.installation import Installation
from pwa.pages import language as languages
from pwa.pages.rendering import PUBLIC, AnyRequest, page


@get("/buurt", opt=public("inform"))
async def whole(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The whole neighbourhood."""
    return await board_page(request, installation, None)


@get("/buurt/{area:str}", opt=public("inform"))
async def one_area(
    request: AnyRequest, installation: NamedDependency[Installation], area: FromPath[str]
) -> Response[bytes]:
    """One area of it."""
    if area not in {each.slug for each in installation.neighbourhood.areas}:
        raise NotFound()
    return await board_page(request, installation, area)


async def board_page(request: AnyRequest, installation: Installation, area: str | None) -> Response[bytes]:
    """The same for everybody, so it may be kept for a minute."""
    neighbourhood = installation.neighbourhood
    language = languages.of(request)
    return page(
        request,
        "board.html",
        headers=PUBLIC,
        compress=True,
        neighbourhood=neighbourhood,
        label=lambda text: neighbourhood.label(text, language),
        board=await insight.board(installation, area),
    )


HANDLERS = [whole, one_area]
