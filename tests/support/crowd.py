"""Many residents at once, who remember what they were told was taken, and ask again about what was not answered."""

import random
import threading
import time
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx

from tests.support.cases import jpeg
from tests.support.server import Installation
from tests.support.visitors import Visitor, told

#: What the crowd reports: one of each class, the last without a trace.
KINDS = (("stoep-bestrating", 1), ("burenoverlast", 1), ("drugsoverlast", 0))
PHOTO = jpeg()


class Taken(NamedTuple):
    """A report that was acknowledged, whether its photo was, and when it was sent (`time.monotonic`)."""

    sent: dict[str, Any]
    photo: bool
    at: float = 0.0


#: Reports that were taken before it counts as load.
UNDER_LOAD = 10


class Crowd:
    """Reports from `size` phones as long as the context lasts. `taken` and `unanswered` may be read after it."""

    def __init__(self, installation: Installation, size: int = 4) -> None:
        self.installation = installation
        self.taken: list[Taken] = []
        self.unanswered: list[dict[str, Any]] = []
        self.refused: list[httpx.Response] = []
        self._leaving = threading.Event()
        self._threads = [threading.Thread(target=self._report, args=(n,), daemon=True) for n in range(size)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        for thread in self._threads:
            thread.join()

    def is_busy(self) -> bool:
        """Whether reports are being taken, so that what happens now happens under load."""
        return len(self.taken) > UNDER_LOAD

    def taken_since(self, moment: float) -> list[Taken]:
        """What was both sent and taken after a moment."""
        return [each for each in self.taken if each.at > moment]

    def ask_again(self) -> list[Taken]:
        """What was not answered is sent again, as phones do; all of it is taken now."""
        with Visitor(self.installation) as phone:
            again = [phone.post("/api/reports", json=sent) for sent in self.unanswered]
        assert {answer.status_code for answer in again} <= {200, 201}, [answer.text for answer in again]
        return [Taken(sent, photo=False) for sent in self.unanswered]

    def _report(self, number: int) -> None:
        chance = random.Random(number)  # noqa: S311 no secret
        with Visitor(self.installation) as phone:
            while not self._leaving.is_set():
                category, level = chance.choice(KINDS)
                sent, at = told(category, level=level, photos=1), time.monotonic()
                try:
                    answer = phone.post("/api/reports", json=sent)
                except httpx.TransportError:
                    self.unanswered.append(sent)
                    return
                if answer.status_code != 201:
                    self.refused.append(answer)
                    self._leaving.wait(0.05)
                    continue
                photo = level > 0 and number == 0 and self._add_photo(phone, sent)
                self.taken.append(Taken(sent, photo, at))

    def _add_photo(self, phone: Visitor, sent: dict[str, Any]) -> bool:
        """Whether the photo was acknowledged."""
        try:
            return phone.add_photo(sent, PHOTO).status_code == 201
        except httpx.TransportError:
            return False
