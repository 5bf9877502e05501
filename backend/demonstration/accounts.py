"""Accounts of the demonstration, one for each kind of work. Their secrets lie in a file that only its owner reads."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import msgspec

from backend.installation import Installation
from backend.people import DemoAccount, MemberRole, accept, approve, invite, waiting_for, with_password

#: Name, team, duties with a keyring, roles without.
ACCOUNTS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("wijkbeheerder", "gemeente/wijkbeheer", ("field",), ()),
    ("behandelaar", "gemeente/wijkbeheer", ("case", "field"), ()),
    ("handhaving", "gemeente/handhaving", ("case",), ()),
    ("intake", "gemeente/veiligheid", ("intake", "case"), ()),
    ("vertrouwensteam", "welzijn/vertrouwensteam", ("intake", "case"), ()),
    ("sociaal-team", "welzijn/sociaal-team", ("case",), ()),
    ("jongerenwerk", "welzijn/jongerenwerk", ("case",), ()),
    ("corporatie", "corporatie/wijkbeheer", ("case", "field"), ()),
    ("leefbaarheid", "corporatie/leefbaarheid", ("case",), ()),
    ("woonfraude", "corporatie/woonfraude", ("case",), ()),
    ("wijkagent", "politie/wijkagent", ("case",), ()),
    ("onderhoud", "corporatie/onderhoud", ("case",), ()),
    ("loket", "gemeente/loket", ("case",), ()),
    ("gebiedsverbinder", "gemeente/gebiedsverbinder", ("case",), ("coordinator",)),
    ("controleur", "gemeente/loket", (), ("auditor",)),
)


async def make_accounts(installation: Installation) -> list[DemoAccount]:
    """Make the accounts through the same door as real ones, and write down what signs them in."""
    accounts = []
    for name, team, duties, roles in ACCOUNTS:
        token = await invite(installation, name, [MemberRole(team, role) for role in duties + roles])
        password = secrets.token_urlsafe(15)
        accepted = await accept(installation, token, password)
        accounts.append(DemoAccount(name, password, accepted.factor.secret, team, duties, roles))
    await let_everybody_in(installation, accounts)
    write_privately(installation.settings.demo_file, msgspec.json.format(msgspec.json.encode(accounts)))
    return accounts


async def let_everybody_in(installation: Installation, accounts: Sequence[DemoAccount]) -> None:
    """Whoever made a keyring lets in the colleagues who came later."""
    for account in accounts:
        colleague = await with_password(account.name, account.password)
        for each in await waiting_for(installation, colleague):
            await approve(installation, colleague, each.person, each.keyring)


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that nobody else can read."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
