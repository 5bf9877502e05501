"""Forms of a follow session carry a token that is bound to its cookie, so that only our own page can post them."""

import hashlib
import hmac

from backend.errors import NotAllowed
from backend.texts import mark


def form_token(cookie: str) -> str:
    """What a form of this session carries."""
    return hmac.digest(cookie.encode(), b"form", hashlib.sha256).hex()[:32]


def check_form(cookie: str, sent: str) -> None:
    """Raises NotAllowed where a form does not come from a page of this session."""
    if not hmac.compare_digest(sent.encode(), form_token(cookie).encode()):
        raise NotAllowed(mark("Deze pagina was te lang open. Open uw melding opnieuw."))
