"""Is it alive, and can it serve? The public answers carry no details; the listener beside it does."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from litestar import Response, get
from litestar.di import NamedDependency

from backend.access import public
from backend.installation import Installation
from backend.vault import keyring_of

#: What is wrong, in a few words for the log of a monitor; nothing when all is well.
Check = Callable[[Installation], Awaitable[str]]

#: Seconds after which a check that says nothing has failed.
PATIENCE = 2.0


async def database_answers(installation: Installation) -> str:
    """The database must answer."""
    return "" if await installation.database.answers() else "gives no answer"


async def keyrings_have_keys(installation: Installation) -> str:
    """What comes for a keyring that nobody made yet waits, and is read by nobody."""
    teams = (team for partner in installation.neighbourhood.partners for team in partner.teams)
    keyrings = (keyring_of(team.id, duty) for team in teams for duty in team.duties)
    missing = [keyring for keyring in keyrings if not installation.vault.has_keyring(keyring)]
    return f"no key for {', '.join(missing)}" if missing else ""


#: What must be well to serve.
CHECKS: dict[str, Check] = {"database": database_answers}


async def findings(installation: Installation, checks: Mapping[str, Check] = CHECKS) -> dict[str, str]:
    """Each check with what it found; an empty text is good."""
    return {name: await patiently(check, installation) for name, check in checks.items()}


async def patiently(check: Check, installation: Installation) -> str:
    """What a check found, within its time."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await check(installation)
    except TimeoutError:
        return "gives no answer in time"


@get("/healthz", opt=public("watch the system"))
async def alive() -> Response[bytes]:
    """The process runs its loop."""
    return Response(b"ok\n", media_type="text/plain")


@get("/readyz", opt=public("watch the system"))
async def ready(installation: NamedDependency[Installation]) -> Response[bytes]:
    """200 where it can serve, else 503; which part it is stands on the listener."""
    if any((await findings(installation)).values()):
        return Response(b"not ready\n", status_code=503, media_type="text/plain", headers={"Retry-After": "5"})
    return Response(b"ok\n", media_type="text/plain")
