"""`buurtsein rotate-keys` and `replay-deletions`: what an installation does with what lies outside its data."""

from collections import Counter

from backend.piccolo_app import TABLES
from backend.reports import delete_again
from backend.settings import Settings
from backend.staff_commands import opened
from backend.vault import rotate

NOTHING = "No report that was deleted is here."
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
    say("Make a copy of the data now: what services hold in copies of before cannot be opened any more.")


async def replay_deletions(settings: Settings) -> None:
    """Delete again what a copy of the database brought back."""
    async with opened(settings) as installation:
        deleted = await delete_again(installation)
    say(f"{deleted} reports came back with a copy of the database. They are deleted again." if deleted else NOTHING)


def say(line: str) -> None:
    """A line for who waits: it must be there at once."""
    print(line, flush=True)
