"""Awake keys exist exactly where the covenant allows, whatever happens in whatever order. The oracle is `oracle.py`.

Reports are told, routed, transferred, recategorised, re-sealed, released, fall to others, lose and regain the covenant
and are withdrawn; after every act each wrap is opened and compared, both ways, and `disclose` is asked as everybody who
has one.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from backend import casework
from backend.casework import Reseal, rewrapping
from backend.casework.finding import find_case
from backend.casework.slots import JITTER
from backend.covenant import (
    DORMANT,
    NOTIFIER,
    Subject,
    contact_subject,
    current_readers,
    disclose,
    readers,
    stand_ins_of,
    wake_for,
)
from backend.covenant.lapsing import lapse
from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import Member
from backend.reports import Contact, add_photo, answer_consent, post_message
from backend.reports.own_steps import withdraw
from backend.reports.tables import Report
from backend.vault import keyring_of, mailbox_pair, unwrap
from backend.vault.tables import File, Wrap
from tests.support.cases import Told, case_of, jpeg, member, tell
from tests.support.databases import Databases, SQLiteFolder
from tests.support.keys import keys
from tests.support.looking import ALL, viewer
from tests.support.outbox import Stopwatch, opened
from tests.support.outbox import settings as settings_of
from tests.unit.covenant.oracle import REPORTER, Held, Model

T = TypeVar("T")
OPEN, RESTRICTED, SEALED = (
    ("stoep-bestrating", "portiek-trap-lift"),
    ("geluidsoverlast", "burenoverlast"),
    ("drugsoverlast", "intimidatie"),
)
CATEGORIES = OPEN + RESTRICTED + SEALED
EXCLUSIONS = ((), (), ("politie",), ("welzijn",), ("gemeente/loket",), ("corporatie/woonfraude", "politie"))
PHOTO = jpeg()


class Machine(RuleBasedStateMachine):
    """One report, and everything that can happen to it. `house` and `runner` are set by the test."""

    house: Installation
    clock: Stopwatch
    runner: asyncio.Runner

    told: Told
    model: Model
    photos = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it now."""
        return self.runner.run(work)

    # What happens

    @initialize(
        category=st.sampled_from(CATEGORIES), level=st.sampled_from((0, 1, 3, 4)), excluded=st.sampled_from(EXCLUSIONS)
    )
    def submit(self, category: str, level: int, excluded: tuple[str, ...]) -> None:
        class_ = self.house.neighbourhood.category(category).class_
        excluded = () if class_ == "open" else excluded
        contact = Contact(email="mina@buurt.example") if level >= 3 else None
        self.told = self.run(tell(self.house, category, level=level, exclude=excluded, contact=contact, photos=3))
        self.model = Model(class_, self.case().team, level, excluded)
        self.model.submit()
        if not level:
            del self.model.things["report"][REPORTER]

    @precondition(lambda self: not self.model.withdrawn and self.photos < 3)
    @rule()
    def photo(self) -> None:
        self.photos += 1
        (row,) = self.run(plain(Report.select(Report.submission).where(Report.id == self.told.id)))
        self.run(add_photo(self.house, row["submission"], self.photos, PHOTO))
        self.model.photo(f"photo {self.photos}")
        self.without_reporter(f"photo {self.photos}")

    @precondition(lambda self: not self.model.withdrawn and self.model.level)
    @rule()
    def reporter_speaks(self) -> None:
        self.run(post_message(self.house, self.run(self.told.session()), "Het is er nog."))
        self.model.said(f"event {self.case().version}", "reporter")

    @precondition(lambda self: not self.model.withdrawn and self.model.level)
    @rule()
    def keeper_speaks(self) -> None:
        self.run(casework.send_message(self.house, self.keeper(), self.told.id, "Wij kijken."))
        self.model.said(f"event {self.case().version}", "reporter")

    @precondition(lambda self: self.model.intake and not self.model.withdrawn)
    @rule()
    def intake_passes_on(self) -> None:
        self.run(casework.pass_on(self.house, self.keeper(), self.told.id, "Het is elke avond."))
        self.model.said(f"event {self.case().version}", "team")

    @precondition(lambda self: self.model.intake and not (self.model.withdrawn or self.model.waits))
    @rule()
    def team_speaks(self) -> None:
        self.run(casework.send_message(self.house, member(f"{self.model.team}:case"), self.told.id, "Wij rijden."))
        self.model.said(f"event {self.case().version}", "team")

    @precondition(lambda self: self.model.intake and self.model.level >= 3 and not self.model.withdrawn)
    @rule(yes=st.booleans())
    def contact_is_asked_for(self, yes: bool) -> None:
        if "ask_contact" in self.run(case_of(self.told, self.keeper())).may:
            self.run(casework.ask_contact(self.house, self.keeper(), self.told.id))
            self.model.said(f"event {self.case().version}", "reporter")
            self.run(answer_consent(self.house, self.run(self.told.session()), yes))
            self.model.said(f"event {self.case().version}", "reporter")
            if yes:
                self.model.consented()

    @precondition(lambda self: not self.model.withdrawn)
    @rule(data=st.data())
    def transfer(self, data: st.DataObject) -> None:
        choices = [each.id for each in self.run(case_of(self.told, self.keeper())).teams]
        if choices:
            team = data.draw(st.sampled_from(choices))
            version = self.case().version
            self.run(
                casework.transfer(self.house, self.keeper(), self.told.id, team=team, reason="Zo.", version=version)
            )
            self.model.goes_to(team, self.model.class_)
            self.model.said(f"event {version + 1}", "all")
            self.without_reporter(f"event {version + 1}")

    @precondition(lambda self: not self.model.withdrawn)
    @rule(category=st.sampled_from(CATEGORIES))
    def recategorise(self, category: str) -> None:
        case = self.case()
        if category != case.category:
            recategorised = casework.recategorise(
                self.house, self.keeper(), self.told.id, category=category, reason="Zo.", version=case.version
            )
            try:
                self.run(recategorised)
            except Invalid:
                return  # everybody who could have it was excluded
            after = self.case()
            self.model.goes_to(after.team, after.sensitivity)
            self.model.said(f"event {after.version}", "all")
            self.without_reporter(f"event {after.version}")

    @precondition(lambda self: self.model.class_ == "sealed" and not self.model.withdrawn)
    @rule(full=st.booleans(), photos=st.booleans(), urgent=st.booleans(), data=st.data())
    def reseal(self, full: bool, photos: bool, urgent: bool, data: st.DataObject) -> None:
        choices = [each.id for each in self.run(case_of(self.told, self.keeper())).reseal_teams]
        team = data.draw(st.sampled_from(choices))
        decided = Reseal(
            team=team, form="full" if full else "summary", note="Nodig.", summary="Kort.", photos=photos, urgent=urgent
        )
        version = self.case().version
        self.run(casework.reseal(self.house, self.keeper(), self.told.id, decided=decided, version=version))
        self.model.said(f"event {version + 1}", "intake")
        self.model.resealed(team, full=full, photos=photos, waits=not urgent)
        self.model.said(f"event {version + 2}", "all")
        self.without_reporter(f"event {version + 2}")

    @precondition(lambda self: self.model.waits)
    @rule()
    def slot_comes(self) -> None:
        release_at = self.case().release_at
        assert release_at is not None
        self.clock.time = max(self.clock.time, release_at + JITTER)
        self.run(casework.release_due(self.house))
        self.model.released()

    @precondition(lambda self: not (self.model.withdrawn or self.model.waits))
    @rule()
    def falls_to_a_substitute(self) -> None:
        teams = self.run(self.house.ledger.record(lambda transaction: stand_ins_of(transaction, self.told.id)))
        case = self.case()
        subject = Subject(case.id, case.sensitivity, given=case.intake is not None)
        for team in teams.substitutes[:1]:

            async def entry(transaction: Transaction, team: str = team) -> None:
                await wake_for(transaction, self.house, subject, team, "substitute")

            self.run(self.house.ledger.record(entry))
            self.model.falls_to(team)

    @rule()
    def the_covenant_ends_and_comes_back(self) -> None:
        grants = tuple(
            replace(grant, valid_until=date(2025, 2, 1)) if grant.duty == "case" else grant
            for grant in self.house.neighbourhood.grants
        )
        ended = replace(self.house, neighbourhood=replace(self.house.neighbourhood, grants=grants))
        self.run(lapse(ended))
        held = self.run(self.held())
        assert not any(reader.endswith("/case") for readers in held.values() for reader in readers)
        self.run(lapse(self.house))

    @precondition(lambda self: not self.model.withdrawn and self.model.level)
    @rule()
    def withdraw(self) -> None:
        self.run(withdraw(self.house, self.run(self.told.session())))
        self.model.withdraw()

    # What must hold

    @invariant()
    def awake_keys_are_where_the_covenant_allows(self) -> None:
        expected = {name: readers for name, readers in self.model.things.items() if readers}
        assert self.run(self.held()) == expected

    @invariant()
    def nobody_excluded_has_or_awaits_anything(self) -> None:
        teams = self.run(self.house.ledger.record(lambda transaction: stand_ins_of(transaction, self.told.id)))
        waiting = {*teams.substitutes, *teams.intakes, *filter(None, [teams.fallback])}
        having = {reader.rpartition("/")[0] for readers in self.run(self.held()).values() for reader in readers}
        for team in waiting | having - {""}:
            assert team not in self.model.excluded
            assert team.partition("/")[0] not in self.model.excluded
        asleep = self.run(plain(Wrap.exists().where(Wrap.report == self.told.id, Wrap.keyring == DORMANT)))
        assert asleep == bool(waiting)

    @invariant()
    def everybody_is_shown_what_they_hold(self) -> None:
        case = self.case()
        subject = Subject(case.id, case.sensitivity, given=case.intake is not None)
        wanted = (*ALL, "summary")
        for keyring in sorted({*self.model.things["report"], "gemeente/veiligheid/case"} - {REPORTER}):
            shown = self.run(disclose(self.house, viewer(keyring), [subject], wanted, "case"))[case.id]
            parts = {name for id in (case.id, contact_subject(case.id)) for name in shown.keys.get(id, {})}
            assert parts == self.model.things["report"].get(keyring, set())

    # How it is read

    def case(self) -> casework.CaseRow:
        """The clear columns."""
        return self.run(find_case(self.told.id))

    def keeper(self) -> Member:
        """Somebody of the team that holds everything."""
        team, _, duty = self.model.keeper.rpartition("/")
        return member(f"{team}:{duty}")

    def without_reporter(self, name: str) -> None:
        """Nobody holds a code of a report at level 0."""
        if not self.model.level:
            self.model.things[name].pop(REPORTER, None)

    async def held(self) -> dict[str, Held]:
        """Thing → reader → names of the keys that open with what that reader has."""
        names = {self.told.id: "report", contact_subject(self.told.id): "report"}
        names |= {row["id"]: f"event {row['position']}" for row in await self.told.events()}
        files = await File.select(File.id, File.n).where(File.report == self.told.id)
        names |= {row["id"]: f"photo {row['n']}" for row in files}
        rows = await Wrap.select().where(Wrap.report == self.told.id, Wrap.dormant.eq(False), Wrap.keyring != NOTIFIER)
        found: dict[str, Held] = {}
        for row in rows:
            readers_of = found.setdefault(names[row["subject"]], {})
            readers_of.setdefault(row["keyring"], set()).update(self.names_in(row))
        return found

    def names_in(self, row: dict[str, Any]) -> set[str]:
        """What a wrap gives to its reader."""
        wrapped = bytes(row["keys"])
        if row["keyring"] == REPORTER:
            assert self.told.key is not None
            return set(unwrap(mailbox_pair(self.told.key), wrapped))
        return set(keys(row["keyring"]).unwrap(row["epoch"], wrapped))


async def plain(query: Any) -> Any:
    """What a query gives."""
    return await query


def play(database_url: str, folder: Path, examples: int) -> None:
    """Play with one installation on this database."""
    clock = Stopwatch()
    with asyncio.Runner() as runner:
        house = opened(settings_of(database_url, folder), clock, keyrings=True)
        installation = runner.run(house.__aenter__())
        try:
            ours = type("Ours", (Machine,), {"house": installation, "clock": clock, "runner": runner})
            run_state_machine_as_test(
                ours,
                settings=settings(
                    max_examples=examples,
                    stateful_step_count=12,
                    deadline=None,
                    database=None,
                    derandomize=True,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(house.__aexit__(None, None, None))


def test_awake_keys_exist_exactly_where_the_covenant_allows(database_url: str, tmp_path: Path) -> None:
    play(database_url, tmp_path, 40 if database_url.startswith("sqlite") else 10)


def keep_the_old_wraps(patch: pytest.MonkeyPatch) -> None:
    """A transfer forgets to delete what the old team had."""
    honest = rewrapping.give_to

    async def forgetful(installation: Installation, transaction: Transaction, opened: Any, *rest: Any) -> None:
        before = await transaction.run(Wrap.select().where(Wrap.report == opened.report, Wrap.keyring.like("%/case")))
        await honest(installation, transaction, opened, *rest)
        for row in before:
            if row["keyring"] != keyring_of(rest[0], "case"):
                transaction.add(Wrap, **row)

    patch.setattr("backend.casework.transferring.give_to", forgetful)


def forget_exclusions(patch: pytest.MonkeyPatch) -> None:
    """Whom the reporter excluded stands in."""
    patch.setattr("backend.covenant.standing_in.remaining", lambda teams, _: teams)


def wake_too_much(patch: pytest.MonkeyPatch) -> None:
    """A substitute is given everything that sleeps."""
    honest = readers

    def generous(*args: Any, **more: Any) -> Any:
        to = honest(*args, **more)
        return replace(to, keyrings=dict.fromkeys(to.keyrings, frozenset(ALL)))

    patch.setattr("backend.covenant.falling.readers", generous)


def show_photos_to_all(patch: pytest.MonkeyPatch) -> None:
    """A later photo of a re-sealed report goes to its team too."""
    honest = current_readers

    async def generous(installation: Installation, transaction: Transaction, report: UUID, *rest: Any) -> Any:
        to = await honest(installation, transaction, report, *rest)
        rows = await transaction.run(Wrap.select(Wrap.keyring).where(Wrap.subject == report))
        everybody = {row["keyring"]: frozenset({"media"}) for row in rows if "/" in row["keyring"]}
        return replace(to, keyrings=everybody)

    patch.setattr("backend.pictures.current_readers", generous)


@pytest.fixture
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database is enough to see a fault."""
    databases = Databases(SQLiteFolder(tmp_path_factory.mktemp("planted")))
    url = databases.migrated()
    yield url
    databases.drop(url)


@pytest.mark.parametrize("plant", [keep_the_old_wraps, forget_exclusions, wake_too_much, show_photos_to_all])
def test_a_planted_fault_is_caught(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        play(sqlite_url, tmp_path, 400)
