"""The cookie of a follow session: fifteen minutes in which the code need not be typed again."""

import hashlib
import hmac

from litestar.datastructures import Cookie

from backend.errors import NotAllowed, NotFound
from backend.installation import Installation
from pwa.pages.rendering import AnyRequest

MINUTES = 15


def cookie_name(installation: Installation) -> str:
    """`__Host-` wherever browsers allow it; they do not on http."""
    return "__Host-volg" if installation.settings.secure else "volg"


def cookie(installation: Installation, token: str) -> Cookie:
    """Opens the session in the browser; an empty token ends it there."""
    return Cookie(
        key=cookie_name(installation),
        value=token,
        max_age=MINUTES * 60 if token else 0,
        path="/",
        secure=installation.settings.secure,
        httponly=True,
        samesite="strict",
    )


def token_of(request: AnyRequest, installation: Installation) -> str:
    """The session's token. Raises NotFound where there is none: the same answer as for one that ended."""
    token = request.cookies.get(cookie_name(installation), "")
    if not token:
        raise NotFound()
    return token


def form_token(token: str) -> str:
    """What a form of this session carries, so that only our own page can post it."""
    return hmac.digest(token.encode(), b"form", hashlib.sha256).hex()[:32]


def check_form(token: str, sent: object) -> None:
    """Raises NotAllowed where a form does not come from a page of this session."""
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), form_token(token).encode()):
        raise NotAllowed("Deze pagina was te lang open. Open uw melding opnieuw.")
