"""`buurtsein staff …`: invitations are printed once, for the administrator to hand over."""

import contextlib
import sys
from collections.abc import AsyncIterator, Sequence

from backend.errors import Problem
from backend.installation import Installation
from backend.opening import close_installation, open_installation
from backend.people import MemberRole, change_roles, list_people
from backend.people import invite as invite_person
from backend.people import remove as remove_person
from backend.people import reset as reset_person
from backend.settings import Settings
from backend.texts import translate

HAND_OVER = """An invitation for {name}, valid for seven days, to be used once:

  {token}

Hand it over in person or by phone. It is typed in at {url}/uitnodiging
"""


async def invite(settings: Settings, name: str, roles: Sequence[str]) -> None:
    """Make an account with roles such as `gemeente/wijkbeheer:field`, and print its invitation."""
    wanted = [read_role(role) for role in roles]
    async with opened(settings) as installation:
        token = await invite_person(installation, name, wanted)
    print(HAND_OVER.format(name=name, token=token, url=settings.public_url))


def read_role(role: str) -> MemberRole:
    """A role as it is typed. Ends the command where it is none."""
    team, separator, duty = role.rpartition(":")
    if not separator:
        sys.exit(f"{role}: write a role as partner/team:role, for instance gemeente/wijkbeheer:field")
    return MemberRole(team, duty)


async def roles(settings: Settings, name: str, roles: Sequence[str]) -> None:
    """Give somebody these roles instead of what they had."""
    wanted = [read_role(role) for role in roles]
    async with opened(settings) as installation:
        await change_roles(installation, name, wanted)
    print(f"{name} has these roles now, and must sign in again. A colleague lets them in where that gives a key.")


async def reset(settings: Settings, name: str) -> None:
    """Take both factors away and print a new invitation."""
    async with opened(settings) as installation:
        token = await reset_person(installation, name)
    print(HAND_OVER.format(name=name, token=token, url=settings.public_url))


async def remove(settings: Settings, name: str) -> None:
    """Take sessions, roles and keys away from who leaves."""
    async with opened(settings) as installation:
        await remove_person(installation, name)
    print(f"{name} can open nothing any more. The next colleague who signs in gives the team new keys.")


async def list_staff(settings: Settings) -> None:
    """Print who has an account."""
    async with opened(settings):
        for account in await list_people():
            roles = " ".join(f"{role.team}:{role.role}" for role in account.roles)
            print(f"{account.name}\t{'joined' if account.joined else 'invited'}\t{roles}")


def english(text: str) -> str:
    """What a verb says, for whoever types commands."""
    return translate("en", text)


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Installation]:
    """The installation for the length of a command; what a verb refuses ends it with a sentence."""
    installation = await open_installation(settings)
    try:
        yield installation
    except Problem as problem:
        fields = "".join(f"\n  {name}: {english(text)}" for name, text in getattr(problem, "fields", {}).items())
        sys.exit(f"{english(problem.detail or problem.title)}{fields}")
    finally:
        await close_installation(installation)
