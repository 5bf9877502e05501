"""Accounts of the demonstration, one for each kind of work. Their secrets lie in a file that only its owner reads."""

import os
import secrets
from pathlib import Path

import msgspec

from backend.installation import Installation
from backend.people import DemoAccount, MemberRole, accept, invite

#: Name, team, duties with a keyring, roles without.
ACCOUNTS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("wijkbeheerder", "gemeente/wijkbeheer", ("field",), ()),
    ("behandelaar", "gemeente/wijkbeheer", ("case", "field"), ()),
    ("handhaving", "gemeente/handhaving", ("case",), ()),
    ("intake", "gemeente/veiligheid", ("intake",), ()),
    ("vertrouwensteam", "welzijn/vertrouwensteam", ("intake",), ()),
    ("sociaal-team", "welzijn/sociaal-team", ("case",), ()),
    ("jongerenwerk", "welzijn/jongerenwerk", ("case",), ()),
    ("corporatie", "corporatie/wijkbeheer", ("case", "field"), ()),
    ("leefbaarheid", "corporatie/leefbaarheid", ("case",), ()),
    ("onderhoud", "corporatie/onderhoud", ("case",), ()),
    ("loket", "gemeente/loket", ("case",), ()),
    ("gebiedsverbinder", "gemeente/gebiedsverbinder", ("case",), ("coordinator",)),
)


async def make_accounts(installation: Installation) -> list[DemoAccount]:
    """Make the accounts through the same door as real ones, and write down what signs them in."""
    accounts = []
    for name, team, duties, roles in ACCOUNTS:
        token = await invite(installation, name, [MemberRole(team, role) for role in duties + roles])
        password = secrets.token_urlsafe(15)
        factor = await accept(installation, token, password)
        accounts.append(DemoAccount(name, password, factor.secret, team, duties, roles))
    write_privately(installation.settings.demo_file, msgspec.json.format(msgspec.json.encode(accounts)))
    return accounts


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that nobody else can read."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
