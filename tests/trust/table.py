"""The covenant of the example, written a second time: who reads what of each report, and what may stand where.

`own` is the reporter of that report. What is not listed is read by nobody and stands nowhere. A list is a place of its
own ("handler's list"), and so is what intake opens after a reason ("intake's contact").
"""

from collections.abc import Iterator

from tests.trust.kept import WHOLE
from tests.trust.town import STAFF

#: What the desk of a team shows: the list names where, the case everything.
HANDLER, HOUSING, DESK = "own, handler", "own, housing", "own, handler, desk"
INTAKE, CONTACT = "own, intake", "own, intake's contact"

#: Report → what was written → who reads it. Exactly these: nobody else, and all of them.
READERS: dict[str, dict[str, str]] = {
    # The responsible team reads it, with the contact of level 4; outside one knows where, never what.
    "open": {
        "text, answer, message, reply, resolved, feedback, email, phone, name": HANDLER,
        "description": "own, handler, handler's list, walker, walker's list",
        "lat, lon": "own, handler, walker, walker's list",
        "note": "handler",
        "reference": "own, handler, handler's list",
    },
    "done": {
        "text": HANDLER,
        "note": HANDLER,
        "description": "own, handler, handler's list, walker, walker's list",
        "lat, lon": "own, handler, walker, walker's list",
        "reference": "own, handler, handler's list",
    },
    "traceless": {
        "text": "handler",
        "description": "handler, handler's list, walker's list",
        "lat, lon": "handler, walker's list",
        "reference": "own, handler, handler's list",
    },
    "traceless form": {
        "text": HANDLER,
        "description": "own, handler, handler's list, walker's list",
        "lat, lon": "own, handler, walker's list",
        "reference": "own, handler, handler's list",
    },
    "form": {
        "text, message, email, phone, name, resolved, feedback": HANDLER,
        "description": "own, handler, handler's list, walker's list",
        "lat, lon": "own, handler, walker's list",
        "reference": "own, handler, handler's list",
    },
    # The contact of level 3 is for the notifier alone.
    "restricted": {
        "text, message, question, reply, resolved, feedback, lat, lon": HOUSING,
        "email, phone, name": "own",
        "description, reference": "own, housing, housing's list",
    },
    "named": {
        "text, email, phone, name, lat, lon": HOUSING,
        "planned, declined, reason": "housing",
        "description, reference": "own, housing, housing's list",
    },
    "shy": {
        "text, lat, lon": HOUSING,
        "email, phone, name": "own",
        "description, reference": "own, housing, housing's list",
    },
    # Intake reads it; exactly where stands in no list, and how to reach the reporter is opened after a reason.
    "sealed": {
        "text, message, description, lat, lon": "own, intake, intake's contact",
        "reply, resolved, feedback": INTAKE,
        "email, phone, name": CONTACT,
        "reference": "own, intake, intake's list, intake's contact",
    },
    # As a summary: the team reads that and where it is; all words between it and the reporter go through intake.
    "summary": {
        "text, message": "own, intake, intake's contact",
        "reply": INTAKE,
        "description, lat, lon": "own, intake, intake's contact, police",
        "weighed": "intake, intake's contact",
        "summary": "intake, intake's contact, police",
        "passed on, to intake": "intake, police",
        "email, phone, name": "own, intake's contact, police",
        "reference": "own, intake, intake's list, intake's contact, police, police's list",
    },
    "full": {
        "text, description, lat, lon": "own, intake, enforcer",
        "resolved": "intake, enforcer",
        "weighed, summary": "intake",
        "email, phone, name": CONTACT,
        "reference": "own, intake, intake's list, enforcer, enforcer's list",
    },
    # Until the release slot the team has nothing.
    "waiting": {
        "text, description, lat, lon": INTAKE,
        "weighed, passed on": "intake",
        "email, phone, name": CONTACT,
        "reference": "own, intake, intake's list",
    },
    # Whoever had it before reads what was written before, and nothing of what came after.
    "moved": {
        "text, lat, lon": DESK,
        "reason, message": "own, desk",
        "description, reference": "own, handler, handler's list, desk, desk's list",
    },
    "raised": {
        "text, lat, lon": "own, handler, intake",
        "reason, message": INTAKE,
        "email, phone, name": "own, handler, intake's contact",
        "description": "own, handler, handler's list, intake",
        "reference": "own, handler, handler's list, intake, intake's list",
    },
    "lowered": {
        "text, lat, lon": "own, intake, housing",
        "reason, message": HOUSING,
        "email, phone, name": "own",
        "description": "own, intake, housing, housing's list",
        "reference": "own, intake, intake's list, housing, housing's list",
    },
    "recoded": {
        "text, message, lat, lon": HOUSING,
        "email, phone, name": "own",
        "description, reference": "own, housing, housing's list",
    },
    "withdrawn": {
        "text, message, description, lat, lon": INTAKE,
        "email, phone, name": "own",
        "reference": "own, intake, intake's list",
    },
    # The work outside stays, without the words.
    "given up": {
        "text, message, reply, email, phone, name": HANDLER,
        "note": "handler",
        "description": "own, handler, handler's list, walker, walker's list",
        "lat, lon": "own, handler, walker, walker's list",
        "reference": "own, handler, handler's list",
    },
    "taken back": {
        "text, lat, lon": HOUSING,
        "description, reference": "own, housing, housing's list",
    },
    "refused": {"typed path, typed name": "stranger"},
}  # fmt: skip

#: What must stay secret, by its kind → who may be answered it, and only they. Every other kind: nobody.
SECRETS = {
    "cookie": "cookies of own",
    "csrf": "own, own's list, own's contact",
    "form token": "own",
    "code": "own",
    "news key": "own",
    "totp": "own",
    "recovery": "own",
    "credential": "own",
    "invitation": "the command invite",
    "submission": "own, addresses",
}

#: Reports of class `open` when all is over: exact times, the place and a phone may stand beside them.
OPEN = {"open", "done", "traceless", "traceless form", "form", "moved", "given up"}
#: Was open before: PostgreSQL keeps a deleted row, and the log of its write, until it uses their place again.
WAS_OPEN = {"raised"}
#: In which tables the random id of a report stands, and what else is clear.
LINKED = {
    "report", "sealed", "wrap", "stand_ins", "file", "casefile", "event", "task", "task_action", "follow_session",
    "delivery",
}  # fmt: skip
CLEAR = {"reference": {"report", "casefile"}, "submission": {"report"}, "credential": {"passkey"}}
OPEN_CLEAR = {"lat": {"casefile"}, "lon": {"casefile"}, "id": {"subscription"}}
#: In which columns the moment of something stands beside a report: of `open` ones, and of all.
OPEN_MOMENTS = {"event.at", "task_action.undo_until", "task_action.at", "subscription.last_used"}
#: The outbox goes within a day, a follow session within a quarter of an hour.
MOMENTS = {"delivery.due_at", "follow_session.expires_at"}

#: Who holds keys of what, awake.
WIJKBEHEER = "gemeente/wijkbeheer/case, gemeente/wijkbeheer/field"
HOLDERS = {
    "open": f"{WIJKBEHEER}, reporter, notifier",
    "done": f"{WIJKBEHEER}, reporter",
    "traceless": WIJKBEHEER,
    "traceless form": WIJKBEHEER,
    "form": f"{WIJKBEHEER}, reporter, notifier",
    "restricted": "corporatie/leefbaarheid/case, reporter, notifier",
    "named": "corporatie/leefbaarheid/case, reporter, notifier",
    "shy": "corporatie/leefbaarheid/case, reporter",
    "sealed": "gemeente/veiligheid/intake, reporter, notifier",
    "summary": "gemeente/veiligheid/intake, politie/wijkagent/case, reporter, notifier",
    "full": "gemeente/veiligheid/intake, gemeente/handhaving/case, reporter, notifier",
    "waiting": "gemeente/veiligheid/intake, reporter, notifier",
    "moved": "gemeente/loket/case, reporter",
    "raised": "gemeente/veiligheid/intake, reporter, notifier",
    "lowered": "corporatie/leefbaarheid/case, reporter, notifier",
    "recoded": "corporatie/leefbaarheid/case, reporter, notifier",
    "withdrawn": "",
    "given up": WIJKBEHEER,  # what was written outside since then
    "taken back": "",
}


def listed(written: str) -> list[str]:
    """What stands between commas."""
    return [each for each in written.split(", ") if each]


def must_read() -> Iterator[tuple[str, str]]:
    """(place, name) of all that is read."""
    for report, rows in READERS.items():
        for marks, readers in rows.items():
            for mark in listed(marks):
                yield from ((own_of(report, reader), f"{report}.{mark}") for reader in listed(readers))


def own_of(report: str, place: str) -> str:
    """`own` by its whole name."""
    return place.replace("own", f"reporter of {report}") if report in READERS else place.replace("own", report)


MUST_READ = set(must_read())


def may_stand(place: str, name: str) -> bool:
    """Whether this may be found there."""
    owner, _, kind = name.rpartition(".")
    if (place, name) in MUST_READ or place in {own_of(owner, each) for each in listed(SECRETS.get(kind, ""))}:
        return True
    if kind == "moment":
        return place in MOMENTS or (owner in OPEN and place in OPEN_MOMENTS)
    if kind == "holder":
        return place in listed(HOLDERS.get(owner, ""))
    return stands_clear(place, owner, kind) or is_address(place, owner, kind)


def stands_clear(place: str, owner: str, kind: str) -> bool:
    """Whether it is one of the clear columns, or the file of the whole database."""
    tables = CLEAR.get(kind, set()) | (OPEN_CLEAR.get(kind, set()) if owner in OPEN else set())
    tables |= LINKED if kind == "id" else set()
    remains = owner in WAS_OPEN and kind in OPEN_CLEAR and place in {"base", "pg_wal"}
    return place in tables or remains or (bool(tables) and place in WHOLE)


def is_address(place: str, owner: str, kind: str) -> bool:
    """Addresses of cases are random: staff has them, and a page names the one at which it was asked. Others have none.

    References are typed by staff, and name the file that a reporter keeps.
    """
    if kind == "id":
        who = place.removeprefix("headers to ").removesuffix("'s list").removesuffix("'s contact")
        return place == "addresses" or who in STAFF
    if kind == "reference":
        return place in {"addresses", f"headers to reporter of {owner}"}
    if kind == "service key":
        return place == "the key file"
    return kind in {"typed path", "typed query"} and place == "addresses"
