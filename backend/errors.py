"""What can go wrong, in words that a person can act on. The edges turn these into problem+json or a page.

`detail` and the messages in `fields` are Dutch msgids: the edge translates them.
"""

from typing import Any

from backend.texts import mark


class Problem(Exception):
    """Something the caller must know. `status` is the HTTP status, `title` and `detail` are plain sentences."""

    status = 500
    title = mark("Er ging iets mis")

    def __init__(self, detail: str = "", *, params: dict[str, Any] | None = None, **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.params = params or {}
        self.extra = extra


class Malformed(Problem):
    """The body cannot be read at all."""

    status = 400
    title = mark("Dit kunnen wij niet lezen")


class NotAllowed(Problem):
    """The request itself is refused: cross-site, or without the session's token."""

    status = 403
    title = mark("Dit mag niet")


class Locked(Problem):
    """The caller may open it, and has no key for it yet."""

    status = 403
    title = mark("U hebt hier nog geen sleutel van")

    def __init__(self) -> None:
        super().__init__(mark("Vraag een collega van uw team om u toe te laten. Dat kan op de pagina Toegang."))


class NotFound(Problem):
    """It is not there, or the caller may not know that it is: the same answer for both."""

    status = 404
    title = mark("Niet gevonden")


class SignInNeeded(Problem):
    """There is no session, or it ended."""

    status = 401
    title = mark("Log eerst in")


class Conflict(Problem):
    """It changed meanwhile, or it contradicts what is there. `current` tells what is there now."""

    status = 409
    title = mark("Dit is intussen veranderd")


class Gone(Problem):
    """It was there, and was withdrawn."""

    status = 410
    title = mark("Dit is verwijderd")


class TooLarge(Problem):
    """More bytes than we take."""

    status = 413
    title = mark("Dit is te groot")


class WrongType(Problem):
    """The content type is not one that we take."""

    status = 415
    title = mark("Dit soort bestand kan niet")


class Invalid(Problem):
    """Values that cannot be taken: every wrong field at once. `fields` maps a field's name to a message."""

    status = 422
    title = mark("Niet alles is goed ingevuld")

    def __init__(self, fields: dict[str, str], detail: str = "", *, params: dict[str, Any] | None = None) -> None:
        super().__init__(detail or mark("Kijk naar de velden die wij noemen."), params=params)
        self.fields = fields


class Unavailable(Problem):
    """We cannot do it durably now, so we do not say that we did. `retry_after` is in seconds."""

    status = 503
    title = mark("Het lukt nu even niet")

    def __init__(self, detail: str = "", *, retry_after: int = 5) -> None:
        super().__init__(detail or mark("Probeer het over een paar seconden opnieuw."))
        self.retry_after = retry_after
