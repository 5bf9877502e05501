"""The second factor: six digits of an app, that change every half minute and work once."""

import hmac
from datetime import datetime

import pyotp
from msgspec import Struct

STEP = 30
#: Clocks of phones run a little early or late.
AROUND = (-1, 0, 1)


class Provisioning(Struct, frozen=True):
    """What an app that makes codes must know. `uri` is for a QR code, `secret` for typing; shown once."""

    secret: str
    uri: str


def provision(name: str, issuer: str) -> Provisioning:
    """A new second factor for `name`."""
    secret = pyotp.random_base32()
    return Provisioning(secret, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer))


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The time step that a typed code belongs to, at most one away from `now`; None where it fits none."""
    code = "".join(str(int(character)) for character in typed if character.isdecimal())
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // STEP
    fitting = [current + away for away in AROUND if hmac.compare_digest(totp.generate_otp(current + away), code)]
    return max(fitting, default=None)


def code_at(secret: str, now: datetime) -> str:
    """The code that the app shows at `now`."""
    return pyotp.TOTP(secret).at(now)
