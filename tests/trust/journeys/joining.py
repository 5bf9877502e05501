"""Staff: invited, joined with a password or a passkey, let in by a colleague, helped by the key on paper."""

import asyncio
import re
import secrets

import pyotp

from backend.installation import now
from backend.people import MemberRole, invite
from backend.settings import load
from tests.support.outbox import opened
from tests.support.passkeys import Passkey
from tests.support.staff import PASSWORD
from tests.support.visitors import Colleague
from tests.trust.town import Town

INVITATION = re.compile(r"^ {2}(\S{10,})$", re.MULTILINE)
TEAM = "welzijn/sociaal-team"


def invited(town: Town, name: str, team: str = TEAM) -> tuple[str, str]:
    """The name and the invitation that the administrator's command prints."""
    full_name = f"{name.title()} {secrets.token_hex(4)}"
    printed = town.installation.run("staff", "invite", full_name, f"{team}:case")
    town.hear("the command invite", printed)
    found = INVITATION.search(printed)
    assert found, printed
    town.words.keep(f"{name}.invitation", found[1])
    town.names[name] = full_name
    return full_name, found[1]


def invited_too(town: Town, name: str) -> tuple[str, str]:
    """The same without the command, which takes a second."""

    async def make() -> str:
        async with opened(load(town.installation.environment), clock=now) as own:
            return await invite(own, town.names[name], [MemberRole(TEAM, "case")])

    town.names[name] = f"{name.title()} {secrets.token_hex(4)}"
    token = asyncio.run(make())
    town.words.keep(f"{name}.invitation", token)
    return town.names[name], token


def join(town: Town, name: str, full_name: str, token: str) -> Colleague:
    """Accept on the page: a password, the key for an app, its first code, and the recovery key of a new team."""
    who = Colleague(town.installation, full_name, "", **town.options(name))
    town.enter(who)
    page = who.post("/uitnodiging", data={"token": token, "password": PASSWORD}).text
    uri = re.search(r'name="uri" value="([^"]*)"', page)
    assert uri, page
    factor = pyotp.parse_uri(uri[1].replace("&amp;", "&"))
    assert isinstance(factor, pyotp.TOTP)
    who.secret = factor.secret
    town.words.keep(f"{name}.totp", who.secret)
    recovery = re.findall(r'name="recovery" value="([^"]*)"', page)
    form = {"code": factor.now(), "uri": uri[1].replace("&amp;", "&"), "recovery": recovery}
    answer = who.post("/uitnodiging/code", data=form)
    assert answer.status_code in {200, 303}, answer.text
    for each in recovery:
        town.paper = each.partition(" ")[2]
        town.words.keep(f"{name}.recovery", town.paper)
    town.words.keep(f"{name}.cookie", who.cookies["staff"])
    shown = who.get("/api/session").json()
    who.headers["X-CSRF-Token"] = shown["csrf"]
    town.words.keep(f"{name}.csrf", shown["csrf"])
    return who


def add_passkey(town: Town, name: str, who: Colleague, *, prf: bool = True) -> Passkey:
    """A passkey beside the password; without `prf` it opens no keys."""
    passkey = Passkey(town.installation.url, prf=prf)
    answer = passkey.create(who.post("/api/passkeys/options").json())
    kept = who.post("/api/passkeys", json={"credential": answer.credential, "prf": answer.prf})
    assert kept.status_code == 201, kept.text
    town.words.keep(f"{name}.credential", passkey.id)
    town.words.keep(f"{name}.passkey", passkey.key.private_numbers().private_value.to_bytes(32, "big"))
    if prf:
        town.words.keep(f"{name}.prf", answer.secret)
    who.get("/toegang")
    return passkey


def use_passkey(town: Town, name: str, passkey: Passkey) -> None:
    """Sign in with it, open the keys with words where it does not, and show it once more for a fresh factor."""
    browser = town.visitor(name)
    answer = passkey.get(browser.post("/api/session/passkey/options").json())
    come_in = browser.post("/api/session/passkey", json={"credential": answer.credential, "prf": answer.prf})
    assert come_in.status_code == 204, come_in.text
    town.words.keep(f"{name}.cookie", browser.cookies["staff"])
    shown = browser.get("/api/session").json()
    town.words.keep(f"{name}.csrf", shown["csrf"])
    browser.headers["X-CSRF-Token"] = shown["csrf"]
    if shown["locked"]:
        assert browser.post("/api/session/passphrase", json={"passphrase": PASSWORD}).status_code == 204
    again = passkey.get(browser.post("/api/session/step-up/options").json())
    assert browser.post("/api/session/step-up", json={"credential": again.credential}).status_code == 204


def let_in(first: Colleague) -> None:
    """The colleague who waits gets the key."""
    page = first.get("/toegang").text
    person = re.search(r'action="/toegang/([0-9a-f-]{36})"', page)
    keyring = re.search(r'name="keyring" value="([^"]*)"', page)
    assert person, page
    assert keyring, page
    form = {"keyring": keyring[1], "csrf": first.headers["X-CSRF-Token"]}
    assert first.post(f"/toegang/{person[1]}", data=form).status_code == 303


def recover(town: Town, who: Colleague) -> None:
    """The key on paper, typed in by somebody whom nobody let in."""
    form = {"team": TEAM, "key": town.paper, "csrf": who.headers["X-CSRF-Token"]}
    assert who.post("/toegang/herstel", data=form).status_code == 303


def leave(town: Town, *names: str) -> None:
    """Other roles, both factors anew, and gone: as the administrator's commands do it."""
    roles, reset, remove = (town.names[name] for name in names)
    for command, name, *rest in (("roles", roles, f"{TEAM}:auditor"), ("reset", reset), ("remove", remove)):
        town.hear("the command staff", town.installation.run("staff", command, name, *rest))
