"""Who looks, and what they were shown."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct

from backend.covenant.contents import (
    PARTS,
    ContactPart,
    EventPart,
    MailboxPart,
    NarrativePart,
    PlacePart,
    SummaryPart,
    TaskPart,
    contact_subject,
)
from backend.neighbourhood import Compartment, Duty, Sensitivity
from backend.vault import FILE_STEP, CannotOpen, KeyringKeys, unseal

P = TypeVar("P", bound=Struct)


class Viewer(Struct, frozen=True, kw_only=True):
    """Somebody with a key: a person using a team's keyring, or a reporter with the code."""

    keyring: str
    keys: KeyringKeys
    team: str = ""
    duty: Duty | None = None
    person: UUID | None = None

    @property
    def is_reporter(self) -> bool:
        """Whether this is a reporter, who sees all of their own and is not logged."""
        return self.duty is None


class Subject(Struct, frozen=True):
    """The report that is looked at, as far as it is known in the clear."""

    id: UUID
    sensitivity: Sensitivity
    given: bool = False
    """Whether intake gave it, sealed, to a team that handles it."""


class Disclosed(Struct):
    """What one viewer may see of one report: the keys that the covenant lets through, and the bodies they fit."""

    report: UUID
    bodies: dict[str, bytes]
    keys: dict[UUID, dict[str, bytes]]
    """Per subject (the report, a file, an event): name → key, already filtered."""
    parts: dict[str, Any] = {}
    """What was unsealed already."""

    @property
    def opened(self) -> frozenset[str]:
        """The compartments that something of can be read."""
        return frozenset(name for keys in self.keys.values() for name in keys)

    @property
    def task(self) -> TaskPart | None:
        """What and roughly where."""
        return self._part("task", TaskPart)

    @property
    def place(self) -> PlacePart | None:
        """Exactly where."""
        return self._part("place", PlacePart)

    @property
    def narrative(self) -> NarrativePart | None:
        """The reporter's words."""
        return self._part("narrative", NarrativePart)

    @property
    def summary(self) -> SummaryPart | None:
        """What intake wrote for a team."""
        return self._part("summary", SummaryPart)

    @property
    def contact(self) -> ContactPart | None:
        """How to reach the reporter."""
        return self._part("contact", ContactPart, contact_subject(self.report))

    @property
    def mailbox(self) -> MailboxPart | None:
        """What the reporter reads of the beginning."""
        return self._part("mailbox", MailboxPart)

    def event(self, id: UUID, body: bytes | None) -> EventPart | None:
        """The words of an event; None where this viewer may not have them, or there are none."""
        key = self.keys.get(id, {}).get("mailbox")
        if key is None or body is None:
            return None
        return msgspec.msgpack.decode(unseal(key, bytes(body), id, "mailbox"), type=EventPart)

    def sees_file(self, id: UUID) -> bool:
        """Whether this viewer may have a picture."""
        return "media" in self.keys.get(id, {})

    def file(self, id: UUID, size: str, sealed: bytes) -> bytes:
        """A picture. Raises CannotOpen where this viewer may not have it."""
        key = self.keys.get(id, {}).get("media")
        if key is None:
            raise CannotOpen("media")
        return unseal(key, sealed, id, size, FILE_STEP)

    def _part(self, name: Compartment, type_: type[P], subject: UUID | None = None) -> P | None:
        key = self.keys.get(subject or self.report, {}).get(name)
        body = self.bodies.get(name)
        if key is None or body is None:
            return None
        if name not in self.parts:
            assert PARTS[name] is type_  # noqa: S101
            self.parts[name] = msgspec.msgpack.decode(unseal(key, body, self.report, name), type=type_)
        part: P = self.parts[name]
        return part
