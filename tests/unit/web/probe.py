"""A small application with everything that ours has round it, and handlers that go wrong in every way."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from litestar import Litestar, Request, Response, get, post
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.params import FromQuery

from backend import errors
from backend.access import public
from backend.settings import Settings
from backend.texts import Filled
from backend.web import compose
from pwa.pages import problem_page

SECRET = "0612345678"

FAULTS: dict[str, Exception] = {
    "invalid": errors.Invalid({"text": Filled("Kies uit: %(choices)s.", choices="a, b"), "place.lat": "Fout."}),
    "conflict": errors.Conflict("Kijk wat er nu staat.", current={"version": 3}),
    "gone": errors.Gone(),
    "unavailable": errors.Unavailable(retry_after=7),
    "oserror": OSError(28, f"no space for {SECRET}"),
    "refused": ConnectionRefusedError(SECRET),
    "postgres": asyncpg.ConnectionDoesNotExistError(SECRET),
    "shutdown": asyncpg.AdminShutdownError(SECRET),
    "sqlite": sqlite3.OperationalError(f"disk full at {SECRET}"),
    "bug": ValueError(SECRET),
    "framework": HTTPException(SECRET, status_code=500),
}


@get("/fault/{name:str}", opt=public("inform"))
async def fault(request: Request[Any, Any, Any]) -> None:
    raise FAULTS[request.path_params["name"]]


@get("/api/fault/{name:str}", opt=public("inform"))
async def api_fault(request: Request[Any, Any, Any]) -> None:
    raise FAULTS[request.path_params["name"]]


@get("/api/number", opt=public("inform"))
async def number(n: FromQuery[int]) -> int:
    return n


@post("/api/body", opt=public("inform"))
async def body(request: Request[Any, Any, Any]) -> int:
    return len(await request.body())


@get("/kept", opt=public("inform"))
async def kept() -> Response[str]:
    return Response("x", headers={"Cache-Control": "public, max-age=60", "Server": "Banner/1.0"})


@asynccontextmanager
async def nothing(_app: Litestar) -> AsyncIterator[None]:
    yield


def application(settings: Settings) -> Litestar:
    """The probe."""
    return compose.application(
        settings,
        routes=[fault, api_fault, number, body, kept],
        lifespan=nothing,
        dependencies={"installation": Provide(lambda: None, sync_to_thread=False)},
        error_page=problem_page,
    )
