"""The cookie of a session of staff."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from backend.people.devices import LASTS as ON_DEVICE
from backend.people.sessions import LASTS
from backend.people.tokens import device_of
from backend.settings import Settings


def cookie_name(settings: Settings) -> str:
    """`__Host-` wherever browsers allow it; they do not on http."""
    return "__Host-staff" if settings.secure else "staff"


def session_cookie(settings: Settings, token: str) -> Cookie:
    """Carries a session's token; an empty one takes the cookie away."""
    lasts = ON_DEVICE if device_of(token) else LASTS
    return Cookie(
        key=cookie_name(settings),
        value=token,
        max_age=int(lasts.total_seconds()) if token else 0,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )


def session_token(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> str:
    """The token that the browser sent; empty where it sent none."""
    return connection.cookies.get(cookie_name(settings), "")
