"""The matrix of the covenant, written a second time by hand: who holds awake keys of what, as a report goes its way.

It knows nothing of wraps, grants or routing: a few sentences per act, as somebody would explain them at a table.
"""

from msgspec import Struct, field

PARTS = {"task", "place", "narrative"}
FIELD = {"task", "place"}
#: Teams with people outside.
OUTSIDE = {"gemeente/wijkbeheer", "corporatie/wijkbeheer"}
REPORTER = "reporter"

#: Reader → what they hold of one thing: of the report itself, of a photo, of an event.
Held = dict[str, set[str]]


class Model(Struct):
    """One report. `things` holds the readers of the report itself (first), and of each photo and event after it."""

    class_: str
    team: str
    level: int
    excluded: tuple[str, ...]
    intake: str = ""
    summary: bool = False
    waits: bool = False
    withdrawn: bool = False
    things: dict[str, Held] = field(default_factory=dict)

    @property
    def keeper(self) -> str:
        """The keyring that holds everything."""
        if self.class_ == "sealed":
            return f"{self.intake or self.team}/intake"
        return f"{self.team}/case"

    def owners(self) -> Held:
        """What the keyrings of a team are given of a report that is routed to it."""
        own = PARTS | {"mailbox"}
        if self.level >= (3 if self.class_ == "sealed" else 4):
            own = own | {"contact"}
        given = {self.keeper: own}
        if self.class_ == "open" and self.team in OUTSIDE:
            given[f"{self.team}/field"] = set(FIELD)
        return given

    def reporters(self) -> Held:
        """What the reporter has of the report: all that they gave."""
        return {REPORTER: PARTS | {"mailbox"} | ({"contact"} if self.level >= 3 else set())}

    def submit(self) -> None:
        """It is there."""
        self.things = {"report": {**self.owners(), **self.reporters()}}

    def photo(self, name: str) -> None:
        """The reporter sends a photo: who reads the report sees it; of a re-sealed one intake alone."""
        readers = {self.keeper, REPORTER}
        if not self.intake:
            readers |= {keyring for keyring in self.things["report"] if keyring != REPORTER}
        self.things[name] = {reader: {"media"} for reader in readers}

    def said(self, name: str, between: str) -> None:
        """Something is written down: between team and intake, or with the reporter."""
        team = set() if not self.intake or self.waits else {f"{self.team}/case"}
        readers = {
            "reporter": {self.keeper, REPORTER},
            "team": {self.keeper} | team,
            "all": {self.keeper, REPORTER} | team,
            "intake": {self.keeper},
        }[between]
        self.things[name] = {reader: {"mailbox"} for reader in readers}
        if between in {"team", "all"} and self.waits:
            self.later.append(name)

    later: list[str] = field(default_factory=list)
    """Things that the team of a re-sealed report gets in its slot, beside `chosen`."""
    chosen: dict[str, set[str]] = field(default_factory=dict)

    def goes_to(self, team: str, class_: str) -> None:
        """Another team has it, routed: it has all, and whoever had it before has nothing."""
        self.team, self.class_, self.intake, self.waits, self.later = team, class_, "", False, []
        for name, held in self.things.items():
            own = {REPORTER: held[REPORTER]} if REPORTER in held else {}
            if name == "report":
                self.things[name] = {**self.owners(), **own}
                if self.summary and class_ == "sealed":
                    self.things[name][self.keeper].add("summary")
            elif name.startswith("photo"):
                self.things[name] = {**{keyring: {"media"} for keyring in self.owners()}, **own}
            else:
                self.things[name] = {self.keeper: {"mailbox"}, **own}

    def resealed(self, team: str, *, full: bool, photos: bool, waits: bool) -> None:
        """Intake gives it to a team that handles it: that team has what was chosen, intake keeps all."""
        keeper = self.keeper
        self.intake, self.team, self.waits, self.later = keeper.removesuffix("/intake"), team, waits, []
        keyring = f"{team}/case"
        for held in self.things.values():
            for reader in list(held):
                if reader not in {keeper, REPORTER}:
                    del held[reader]
        if not full:
            self.summary = True
            self.things["report"][keeper].add("summary")
        words = {"narrative"} if full else {"summary"}
        self.chosen = {"report": FIELD | words}
        if photos:
            self.chosen |= {name: {"media"} for name in self.things if name.startswith("photo")}
        if not waits:
            for name, given in self.chosen.items():
                self.things[name][keyring] = set(given)

    def consented(self) -> None:
        """The reporter said yes: the team has the contact."""
        self.chosen["report"] = self.chosen["report"] | {"contact"}
        if not self.waits:
            self.things["report"][f"{self.team}/case"].add("contact")

    def released(self) -> None:
        """Its slot came."""
        keyring = f"{self.team}/case"
        for name, given in self.chosen.items():
            self.things[name][keyring] = set(given)
        for name in self.later:
            self.things[name][keyring] = {"mailbox"}
        self.waits, self.later = False, []

    def falls_to(self, team: str) -> None:
        """A team that stood in has it too: of what is there now, all that its keyrings may have.

        Of a re-sealed report that is what the team which has it reads, the contact left out.
        """
        if self.intake:
            for held in self.things.values():
                if given := held.get(f"{self.team}/case", set()) - {"contact"}:
                    held[f"{team}/case"] = set(given)
            return
        there = {"report": PARTS | {"mailbox"}} | {name: {"media"} for name in self.things if name.startswith("photo")}
        duty = "intake" if self.class_ == "sealed" else "case"
        contact = {"contact"} if self.level >= (3 if self.class_ == "sealed" else 4) else set()
        for name in self.things:
            more = contact if name == "report" else set()
            self.things[name][f"{team}/{duty}"] = there.get(name, {"mailbox"}) | more
            if self.class_ == "open" and team in OUTSIDE and name in there:
                self.things[name][f"{team}/field"] = set(FIELD) if name == "report" else {"media"}

    def withdraw(self) -> None:
        """Nobody has anything; who works outside on an open report still knows what and where."""
        outside = {
            reader: set(FIELD)
            for reader in self.things["report"]
            if self.class_ == "open" and reader.endswith("/field")
        }
        self.withdrawn, self.things = True, {"report": outside}
