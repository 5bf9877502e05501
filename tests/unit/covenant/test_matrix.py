"""The default matrix of the covenant, written a second time: who can open what of a report, by class and level."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from backend.covenant import HASH_BYTES, NOTIFIER, REPORTER, Subject, contact_subject, disclose, granted
from backend.covenant.tables import AccessLog
from backend.errors import Unavailable
from backend.installation import Installation
from backend.neighbourhood import Duty, Sensitivity, load
from backend.reports import Contact
from backend.vault import keyring_of, mailbox_pair, unwrap
from backend.vault.tables import Wrap
from tests.support.cases import Told, tell
from tests.support.looking import ALL, keys_of, seen, viewer
from tests.support.neighbourhoods import EXAMPLE
from tests.support.outbox import Stopwatch, opened, run, settings

WIJKBEHEER, LEEFBAARHEID, VEILIGHEID = "gemeente/wijkbeheer", "corporatie/leefbaarheid", "gemeente/veiligheid"

#: One category of each class, and the team that has it.
EXAMPLES: dict[str, tuple[str, str]] = {
    "open": ("stoep-bestrating", WIJKBEHEER),
    "restricted": ("burenoverlast", LEEFBAARHEID),
    "sealed": ("drugsoverlast", VEILIGHEID),
}
CASES = list(product(EXAMPLES, (0, 1, 3, 4)))
#: What lies wrapped for the keyrings of that team, beside `contact`: nobody else has anything.
READERS: dict[str, dict[str, set[str]]] = {
    "open": {
        f"{WIJKBEHEER}/field": {"task", "place"},
        f"{WIJKBEHEER}/case": {"task", "place", "narrative", "mailbox"},
    },
    "restricted": {f"{LEEFBAARHEID}/case": {"task", "place", "narrative", "mailbox"}},
    "sealed": {f"{VEILIGHEID}/intake": {"task", "place", "narrative", "mailbox"}},
}
#: From which level a keyring can open the contact.
CONTACT_FROM = {f"{WIJKBEHEER}/case": 4, f"{LEEFBAARHEID}/case": 4, f"{VEILIGHEID}/intake": 3}
OWNER = {"open": f"{WIJKBEHEER}/case", "restricted": f"{LEEFBAARHEID}/case", "sealed": f"{VEILIGHEID}/intake"}
#: What each duty may have of each class: the rows of the matrix. Every other duty has nothing; work outside on what is
#: not open comes with the split of a case, and its grants with it.
MATRIX: dict[tuple[str, str], set[str]] = {
    ("field", "open"): {"task", "place", "media"},
    ("case", "open"): {"task", "place", "narrative", "media", "contact", "mailbox"},
    ("case", "restricted"): {"task", "place", "narrative", "media", "contact", "mailbox"},
    ("case", "sealed"): {"task", "place", "narrative", "summary", "media", "contact", "mailbox"},
    ("intake", "sealed"): {"task", "place", "narrative", "summary", "media", "contact", "mailbox"},
}


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def installation(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path), clock, keyrings=True) as installation:
        yield installation


@pytest.mark.parametrize("duty", ["field", "case", "intake", "moderate"])
@pytest.mark.parametrize("class_", ["open", "restricted", "sealed"])
def test_the_example_grants_the_matrix_and_nothing_else(duty: Duty, class_: Sensitivity) -> None:
    neighbourhood = load(EXAMPLE)
    for partner in neighbourhood.partners:
        forms = granted(neighbourhood.grants, partner.slug, duty, class_, date(2026, 11, 22))
        assert set(forms) == MATRIX.get((duty, class_), set())


@pytest.mark.parametrize(("class_", "level"), CASES)
async def test_a_submission_wraps_what_the_matrix_allows(
    installation: Installation, class_: Sensitivity, level: int
) -> None:
    category, _ = EXAMPLES[class_]
    told = await tell(installation, category, level=level, contact=contact_at(level))
    expected = {keyring: set(names) for keyring, names in READERS[class_].items()}
    for keyring, least in CONTACT_FROM.items():
        if keyring in expected and level >= least:
            expected[keyring].add("contact")
    if level >= 3:
        expected[NOTIFIER] = {"contact"}
    assert await keys_of(installation, told.id) == expected


@pytest.mark.parametrize(("class_", "level"), CASES)
async def test_the_reporter_has_everything_of_their_own_and_nothing_without_a_trace(
    installation: Installation, class_: Sensitivity, level: int
) -> None:
    category, _ = EXAMPLES[class_]
    told = await tell(installation, category, level=level, contact=contact_at(level))
    subjects = [told.id, contact_subject(told.id)]
    rows = await Wrap.select(Wrap.keys).where(Wrap.subject.is_in(subjects), Wrap.keyring == REPORTER)
    if not level:
        assert rows == []
        return
    assert told.key
    own = {"task", "place", "narrative", "mailbox"} | ({"contact"} if level >= 3 else set())
    opened = [set(unwrap(mailbox_pair(told.key), bytes(row["keys"]))) for row in rows]
    assert set().union(*opened) == own


@pytest.mark.parametrize("class_", EXAMPLES)
async def test_every_keyring_is_shown_what_it_has_and_all_others_nothing(
    installation: Installation, class_: Sensitivity
) -> None:
    told = await tell(installation, EXAMPLES[class_][0], level=4, contact=contact_at(4))
    for partner in installation.neighbourhood.partners:
        for team in partner.teams:
            for duty in team.duties:
                keyring = keyring_of(team.id, duty)
                shown = await look(installation, told, class_, keyring)
                expected = READERS[class_].get(keyring, set()) | ({"contact"} if keyring in CONTACT_FROM else set())
                assert shown == (expected if keyring in READERS[class_] else set()), keyring


async def look(installation: Installation, told: Told, class_: Sensitivity, keyring: str) -> set[str]:
    """What somebody with this keyring is shown of a report when they want everything."""
    subject = Subject(told.id, class_)
    return seen((await disclose(installation, viewer(keyring), [subject], ALL, "case"))[told.id])


def contact_at(level: int) -> Contact | None:
    return Contact(email="mina@buurt.example") if level >= 3 else None


class TestDisclosing:
    """A wrap is not enough: the covenant must still allow it, today, for this class."""

    async def test_only_what_is_asked_for(self, installation: Installation) -> None:
        told = await tell(installation)
        subject, handler = Subject(told.id, "open"), viewer(OWNER["open"])
        assert seen((await disclose(installation, handler, [subject], ["task"], "inbox"))[told.id]) == {"task"}

    async def test_nothing_without_a_grant(self, installation: Installation) -> None:
        told = await tell(installation)
        without = msgspec.structs.replace(installation.neighbourhood, grants=())
        denied = msgspec.structs.replace(installation, neighbourhood=without)
        assert await look(denied, told, "open", OWNER["open"]) == set()

    async def test_nothing_when_the_class_was_raised(self, installation: Installation) -> None:
        told = await tell(installation)
        assert await look(installation, told, "sealed", OWNER["open"]) == set()

    async def test_nothing_after_the_covenant_ended(self, installation: Installation, clock: Stopwatch) -> None:
        told = await tell(installation)
        clock.time = datetime(2030, 12, 31, 22, tzinfo=UTC)
        assert "narrative" in await look(installation, told, "open", OWNER["open"])
        clock.pass_by(hours=24)
        assert await look(installation, told, "open", OWNER["open"]) == set()

    async def test_nothing_before_it_began(self, installation: Installation, clock: Stopwatch) -> None:
        told = await tell(installation)
        clock.time = datetime(2024, 12, 31, 12, tzinfo=UTC)
        assert await look(installation, told, "open", OWNER["open"]) == set()

    async def test_nothing_through_a_dormant_wrap(self, installation: Installation) -> None:
        told = await tell(installation)
        await run(installation, Wrap.update({Wrap.dormant: True}).where(Wrap.report == told.id))
        assert await look(installation, told, "open", OWNER["open"]) == set()

    async def test_nothing_through_the_wrap_of_another_report(self, installation: Installation) -> None:
        one, other = await tell(installation), await tell(installation)
        shown = await disclose(installation, viewer(OWNER["open"]), [Subject(one.id, "open")], ALL, "case")
        assert other.id not in shown

    async def test_a_grant_for_one_partner_is_not_for_another(self, installation: Installation) -> None:
        told = await tell(installation)
        grants = tuple(
            msgspec.structs.replace(grant, partners=("welzijn",)) for grant in installation.neighbourhood.grants
        )
        elsewhere = msgspec.structs.replace(installation.neighbourhood, grants=grants)
        assert (
            await look(msgspec.structs.replace(installation, neighbourhood=elsewhere), told, "open", OWNER["open"])
            == set()
        )

    async def test_nobody_without_a_wrap_sees_anything_whatever_the_covenant_says(
        self, installation: Installation
    ) -> None:
        told = await tell(installation)
        assert await look(installation, told, "open", "gemeente/loket/case") == set()


class TestTheLog:
    async def test_one_answer_is_one_row_whatever_the_number_of_reports(self, installation: Installation) -> None:
        told = [await tell(installation) for _ in range(3)]
        subjects = [Subject(each.id, "open") for each in told]
        before = await AccessLog.count()
        await disclose(installation, viewer(OWNER["open"]), subjects, ["task", "place"], "inbox")
        rows = await AccessLog.select().order_by(AccessLog.at, ascending=False)
        assert len(rows) == before + 1
        row = rows[0]
        assert (row["keyring"], row["purpose"], row["compartments"]) == (OWNER["open"], "inbox", "place,task")
        assert (row["person"], row["at"]) == (UUID(int=1), installation.clock())
        hashes = [installation.vault.digest("log", each.id.bytes)[:16] for each in told]
        assert bytes(row["reports"]) == b"".join(hashes)

    async def test_a_look_that_is_denied_is_written_down_too(self, installation: Installation) -> None:
        told = await tell(installation)
        await look(installation, told, "open", "gemeente/loket/case")
        (row,) = await AccessLog.select()
        assert (row["compartments"], len(row["reports"])) == ("", HASH_BYTES)

    async def test_it_says_what_was_there_and_not_what_was_asked_for(self, installation: Installation) -> None:
        told = await tell(installation)
        await look(installation, told, "open", OWNER["open"])
        (row,) = await AccessLog.select()
        assert row["compartments"] == "mailbox,narrative,place,task"  # no photo, no contact, no summary

    async def test_a_look_at_nothing_is_none(self, installation: Installation) -> None:
        assert await disclose(installation, viewer(OWNER["open"]), [], ALL, "inbox") == {}
        assert await AccessLog.count() == 0

    async def test_reporters_are_not_logged(self, installation: Installation) -> None:
        told = await tell(installation)
        assert (await told.followed()).reference == told.reference
        assert await AccessLog.count() == 0

    async def test_what_cannot_be_written_down_is_not_shown(
        self, installation: Installation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = await tell(installation)
        handler = viewer(OWNER["open"])
        monkeypatch.setattr(installation.ledger, "record", refuse)
        with pytest.raises(Unavailable):
            await disclose(installation, handler, [Subject(told.id, "open")], ALL, "case")


async def refuse(_entry: object) -> None:
    """A ledger that cannot make anything durable now."""
    raise Unavailable


def test_the_covenant_of_the_example_ends_one_day() -> None:
    grants = load(EXAMPLE).grants
    assert all(grant.valid_until - grant.valid_from < timedelta(days=3660) for grant in grants)
