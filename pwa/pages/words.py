"""The words, icon and colour of each status: never colour alone. Staff pages use the same table."""

from typing import NamedTuple

from backend.texts import mark


class StatusLook(NamedTuple):
    """How a status shows. `tone` is a class of the badge: ok, warn, busy or plain."""

    label: str
    icon: str
    tone: str


STATUS = {
    "received": StatusLook(mark("Ontvangen"), "inbox", "busy"),
    "assigned": StatusLook(mark("Ligt bij een team"), "people", "busy"),
    "planned": StatusLook(mark("Gepland"), "calendar", "busy"),
    "in_progress": StatusLook(mark("Wij zijn ermee bezig"), "wrench", "busy"),
    "question": StatusLook(mark("Wij hebben een vraag"), "question", "warn"),
    "resolved": StatusLook(mark("Opgelost"), "done", "ok"),
    "declined": StatusLook(mark("Dit doen wij niet"), "cross", "plain"),
    "merged": StatusLook(mark("Hoort bij een eerdere melding"), "link", "plain"),
    "reopened": StatusLook(mark("Opnieuw bekeken"), "eye", "warn"),
    "closed": StatusLook(mark("Afgerond"), "check", "ok"),
    "withdrawn": StatusLook(mark("Verwijderd door u"), "bin", "plain"),
}
UNKNOWN = StatusLook(mark("Bericht"), "message", "plain")


def status_look(status: str) -> StatusLook:
    """The look of a status, or of an event that is none (a message)."""
    return STATUS.get(status, UNKNOWN)
