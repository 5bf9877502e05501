"""How push services know us: signed for each of them, and not anew for each push."""

import time
from base64 import urlsafe_b64decode

import msgspec
import pytest
from py_vapid import Vapid

from backend.deliveries import vapid_public_key
from backend.deliveries.vapid import Passports
from backend.installation import Installation


def claims(headers: dict[str, str]) -> dict[str, object]:
    """What a header claims."""
    token = headers["Authorization"].removeprefix("vapid t=").partition(",k=")[0]
    return msgspec.json.decode(urlsafe_b64decode(token.split(".")[1] + "=="), type=dict[str, object])


def test_each_service_gets_its_own_for_some_hours(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    passports = Passports(installation)
    one, other = passports.headers("https://one.example"), passports.headers("https://two.example:8443")
    assert claims(one)["aud"] == "https://one.example"
    assert claims(other)["aud"] == "https://two.example:8443"
    assert claims(one)["sub"] == "mailto:beheer@buurtsein.example"
    assert one["Authorization"].endswith(f",k={vapid_public_key(installation)}")
    assert Vapid.verify(one["Authorization"])

    assert passports.headers("https://one.example") is one
    later = time.time() + 7 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    renewed = passports.headers("https://one.example")
    assert renewed is not one
    assert later < float(str(claims(renewed)["exp"])) <= later + 12 * 3600
