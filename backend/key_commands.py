"""`buurtsein rotate-keys`: new keys for services, while everything goes on."""

from collections import Counter

from backend.piccolo_app import TABLES
from backend.settings import Settings
from backend.staff_commands import opened
from backend.vault import rotate

#: Values after which a line says how far it is.
STEP = 10_000


async def rotate_keys(settings: Settings, service: str | None) -> None:
    """Rotate the keys of a service, or of all. Interrupted, it goes on when it is run again."""
    done: Counter[str] = Counter()

    def count(column: str, values: int) -> None:
        steps = done[column] // STEP
        done[column] += values
        if done[column] // STEP > steps:
            say(f"{column}: {done[column]} sealed again so far.")

    async with opened(settings) as installation:
        chosen = [service] if service else [*installation.vault.keys.services]
        damaged = await rotate(
            installation.ledger, installation.vault, TABLES, chosen, sqlite=settings.sqlite, say=say, tell=count
        )
    for column, number in sorted(done.items()):
        say(f"{column}: {number} sealed again.")
    if damaged:
        say(f"{damaged} damaged values stay as they are: no key opens them, the earlier one neither.")
    say(f"Done: {done.total()} values were sealed again. The earlier keys are destroyed.")


def say(line: str) -> None:
    """A line for who waits: it must be there at once."""
    print(line, flush=True)
