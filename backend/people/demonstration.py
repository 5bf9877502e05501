"""The accounts of the demonstration: written in the clear beside the data, shown to nobody but this machine."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar.connection import ASGIConnection
from msgspec import Struct

from backend.errors import NotFound, SignInNeeded
from backend.installation import Installation
from backend.people.factors import code_at
from backend.people.inviting import roles_of
from backend.people.keyrings import keychain_of
from backend.people.locks import unlock
from backend.people.model import Member, canonical_name
from backend.people.tables import Person
from backend.settings import LOOPBACK, Settings

#: What a proxy or a tunnel adds: then somebody else may be at the other end.
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class DemoAccount(Struct, frozen=True):
    """One account in the file of the demonstration."""

    name: str
    password: str
    totp_secret: str
    team: str
    duties: tuple[str, ...]
    roles: tuple[str, ...]


class ShownAccount(Struct, frozen=True):
    """What the sign-in page of the demonstration shows of an account. `code` is the second factor of this moment."""

    name: str
    password: str
    code: str
    team: str
    roles: tuple[str, ...]


async def with_password(name: str, password: str) -> Member:
    """Somebody as a session would have them, without one: what fills a demonstration works with everybody's keys."""
    (row,) = await Person.select(Person.id).where(Person.name == canonical_name(name))
    own = await unlock(row["id"], password)
    if own is None:
        raise SignInNeeded
    roles = await roles_of(row["id"])
    return Member(row["id"], name, tuple(roles), csrf="", keychain=await keychain_of(row["id"], own))


def shown_accounts(installation: Installation) -> list[ShownAccount]:
    """The accounts of the demonstration; none where this is no demonstration."""
    file = installation.settings.demo_file
    if not installation.settings.demo or not file.exists():
        return []
    accounts = msgspec.json.decode(file.read_bytes(), type=list[DemoAccount])
    return [
        ShownAccount(
            name=account.name,
            password=account.password,
            code=code_at(account.totp_secret, installation.clock()),
            team=account.team,
            roles=account.duties + account.roles,
        )
        for account in accounts
    ]


def refuse_forwarded(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> None:
    """The staff side of a demonstration is for this machine alone. Raises NotFound for everybody else."""
    if settings.demo and not came_directly(connection):
        raise NotFound


def came_directly(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Whether a browser on this machine asked, by a name of this machine, with nothing in between."""
    if any(name in connection.headers for name in FORWARDED) or connection.client is None:
        return False
    try:
        host = urlsplit(f"//{connection.headers.get('host', '')}").hostname
        return host in LOOPBACK and ipaddress.ip_address(connection.client.host).is_loopback
    except ValueError:
        return False
