"""Rounds: deliver again and again, some side by side, so that a slow push service holds up only its own round."""

import asyncio

from backend.deliveries.delivering import next_due, send, take
from backend.deliveries.push import PushSender
from backend.installation import Installation

SIDE_BY_SIDE = 8
#: Seconds between looks; other processes commit without our noticing.
POLL = 0.5


class Rounds:
    """Made and used in one event loop."""

    def __init__(self, installation: Installation, sender: PushSender) -> None:
        self._installation = installation
        self._sender = sender
        self._under_way: set[asyncio.Task[None]] = set()

    async def turn(self) -> float:
        """Begin a round where something is due. Returns the seconds until the next look."""
        due_at = await next_due(self._installation)
        if due_at is None:
            return POLL
        wait = (due_at - self._installation.clock()).total_seconds()
        if wait > 0:
            return min(wait, POLL)
        if len(self._under_way) < SIDE_BY_SIDE and (pushes := await take(self._installation)):
            task = asyncio.create_task(send(self._installation, self._sender, pushes))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return 0.0

    async def finish(self) -> None:
        """Wait until what was claimed is sent and marked."""
        await asyncio.gather(*self._under_way, return_exceptions=True)
