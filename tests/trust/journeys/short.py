"""The shortest journeys on which each planted leak shows, by the names of the table. Without a plant they are clean."""

from tests.trust.journeys import forms, joining, looking, reporting, weighing, working
from tests.trust.town import Town

#: Who is there from the beginning.
CAST = ("handler", "walker", "desk", "enforcer", "housing", "police", "intake", "moderator", "counter", "admin")
#: Nobody of these is in the cast: each gets its first member once.
EMPTY_TEAMS = ("corporatie/onderhoud", "corporatie/woonfraude", "welzijn/jongerenwerk", "welzijn/sociaal-team")


def open_report(town: Town) -> None:
    """Told, read by its team and outside, and tried by those whom it is not for."""
    reporting.tell(town, "open", "grofvuil", level=4)
    working.look(town, "handler", "open")
    working.walk(town, "walker", "open")
    for who in ("desk", "counter", "admin"):
        looking.try_case(town, who, town.reports["open"])
        town.cast[who].get("/api/cases")


def two_reports(town: Town) -> None:
    """Of two residents."""
    reporting.tell(town, "open", "grofvuil", level=4)
    reporting.tell(town, "done", "stoep-bestrating")


def open_news(town: Town) -> None:
    """Told, followed on a phone, answered; the push comes."""
    resident = reporting.tell(town, "open", "grofvuil", level=4)
    reporting.want_push(town, resident, "open", level=4)
    before = len(town.pushes.received)
    working.reply(town, "handler", "open")
    town.pushes.wait_for(before + 1)


def restricted_report(town: Town) -> None:
    """Told with an exclusion, read by its team."""
    reporting.tell(town, "restricted", "burenoverlast", level=3, exclude=["politie"])
    working.look(town, "housing", "restricted")


def sealed_report(town: Town) -> None:
    """Told with an exclusion, read by intake."""
    reporting.tell(town, "sealed", "drugsoverlast", level=3, exclude=["welzijn"])
    working.look(town, "intake", "sealed")


def sealed_news(town: Town) -> None:
    """The same, with the digest on a phone."""
    resident = reporting.tell(town, "sealed", "drugsoverlast", level=3)
    working.look(town, "intake", "sealed")
    reporting.want_digest(town, resident, "sealed")


def digest(town: Town) -> None:
    """News of a sealed report, in the list of the next slot."""
    reporting.tell(town, "sealed", "drugsoverlast", level=3)
    working.reply(town, "intake", "sealed")
    town.days += 1
    reporting.digest_goes_out(town, days=town.days)


def as_summary(town: Town) -> None:
    """Given on as a summary."""
    resident = reporting.tell(town, "summary", "drugsoverlast", level=3)
    weighing.reseal(town, "summary", "politie/wijkagent", "summary", urgent=True)
    reporting.read(town, resident, "summary")


def in_full(town: Town) -> None:
    """Given on in full, without the contact."""
    resident = reporting.tell(town, "full", "verdacht-gedrag", level=3)
    weighing.reseal(town, "full", "gemeente/handhaving", "full", urgent=True)
    weighing.ask_contact(town, "full")
    assert resident.step("consent", yes=False).status_code == 200
    working.look(town, "enforcer", "full")


def until_the_slot(town: Town) -> None:
    """Given on, not urgent."""
    reporting.tell(town, "waiting", "intimidatie", level=3)
    weighing.reseal(town, "waiting", "politie/wijkagent", "full")


def moved(town: Town) -> None:
    """To another team."""
    reporting.tell(town, "moved", "stoep-bestrating")
    working.give(town, "handler", "moved", "transfer", team="gemeente/loket", reason=town.words.mark("moved.reason"))


def withdrawn(town: Town) -> None:
    """Read, then taken back."""
    resident = reporting.tell(town, "withdrawn", "drugsoverlast", level=3)
    working.look(town, "intake", "withdrawn")
    reporting.withdraw(resident)


def by_form(town: Town) -> None:
    """Without a script."""
    forms.follow(town, forms.send(town, "form", "hondenpoep"), "form")


def refused(town: Town) -> None:
    """What cannot be taken."""
    reporting.refused(town, "refused")


def counted(town: Town) -> None:
    """A report, and the page and the numbers after it."""
    reporting.tell(town, "sealed", "drugsoverlast", level=3)
    town.visitor("public").get("/api/board")
    looking.count(town)


def new_colleague(town: Town) -> None:
    """Somebody joins a team that nobody was in."""
    team = next(
        team
        for team in ("corporatie/onderhoud", "corporatie/woonfraude", "welzijn/jongerenwerk")
        if team not in town.teams
    )
    town.teams.add(team)
    joining.join(town, "first", *joining.invited(town, "first", team))


def sign_in(town: Town) -> None:
    """Somebody signs in who was not there."""
    town.cast.pop("coordinator", None)
    town.gather("coordinator")
