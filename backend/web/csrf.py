"""The token that every write of a signed-in member carries: in a header, or in a field of an HTML form."""

import hmac
from typing import Any

from litestar import Request

from backend.errors import NotAllowed
from backend.people import Member
from backend.texts import mark

HEADER = "X-CSRF-Token"
FIELD = "csrf"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def check_csrf(request: Request[Any, Any, Any], member: Member) -> None:
    """Raises NotAllowed where the token is missing, or of another session."""
    sent: object = request.headers.get(HEADER)
    if sent is None and request.content_type[0] in FORMS:
        sent = (await request.form()).get(FIELD)
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), member.csrf.encode()):
        raise NotAllowed(mark("Deze pagina was te lang open. Laad de pagina opnieuw."))
