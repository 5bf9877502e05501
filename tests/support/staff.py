"""People who work with us, as they sign in: an invitation, a password, an app that makes codes."""

from datetime import timedelta

import pyotp

from backend.installation import Installation
from backend.people import MemberRole, accept, invite, second_factor, sign_in

PASSWORD = "fiets banaan wolk lamp"
WIJKBEHEER = "gemeente/wijkbeheer"


class Colleague:
    """Somebody with an account and a phone with an app for codes."""

    def __init__(self, installation: Installation, name: str, secret: str) -> None:
        self.installation = installation
        self.name = name
        self.password = PASSWORD
        self.secret = secret

    def code(self, later: int = 0) -> str:
        """What the app shows, that many half minutes from now."""
        return pyotp.TOTP(self.secret).at(self.installation.clock() + timedelta(seconds=30 * later))

    def wrong_code(self) -> str:
        """Six digits that the app does not show about now."""
        shown = {self.code(later) for later in (-1, 0, 1)}
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in shown)

    async def begin(self) -> str:
        """The token of half a session."""
        return await sign_in(self.installation, self.name, self.password)

    async def come_in(self) -> str:
        """The token of a whole session."""
        return await second_factor(self.installation, await self.begin(), self.code())


async def colleague(installation: Installation, name: str = "Sanne Visser", *roles: str) -> Colleague:
    """A new colleague with roles in wijkbeheer; `field` unless told otherwise."""
    held = [MemberRole(WIJKBEHEER, role) for role in roles or ("field",)]
    accepted = await accept(installation, await invite(installation, name, held), PASSWORD)
    return Colleague(installation, name, accepted.factor.secret)
