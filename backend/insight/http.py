"""The neighbourhood page as JSON."""

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from backend import insight
from backend.access import public
from backend.errors import NotFound
from backend.installation import Installation


@get("/api/board", opt=public("inform"))
async def board(
    installation: NamedDependency[Installation], area: FromQuery[str | None] = None
) -> Response[insight.Board]:
    """Public counts and `open` reports; the same for everybody, so it may be kept for a minute."""
    if area is not None and area not in {each.slug for each in installation.neighbourhood.areas}:
        raise NotFound
    shown = await insight.board(installation, area)
    return Response(shown, headers={"Cache-Control": "public, max-age=60"})


insight_routes = Router(path="/", route_handlers=[board])
