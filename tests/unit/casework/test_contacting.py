"""How a reporter is reached: a sealed report's contact and exact place wait for a fresh factor, and for a reason."""

import msgspec
import pytest

from backend.casework import Reseal, ask_contact, open_contact, reseal
from backend.covenant.tables import AccessLog
from backend.errors import Invalid, NotFound
from backend.installation import Installation
from backend.people import Member, StepUpNeeded
from backend.reports import answer_consent
from backend.reports.model import Contact
from tests.support.cases import HANDLER, INTAKE, OTHER_INTAKE, Told, case_of, member, tell
from tests.support.outbox import Stopwatch

POLICE = member("politie/wijkagent:case")
CONTACT = Contact(email="mina@buurt.example", phone="0612345678", name="Mina")


@pytest.fixture
def stale(clock: Stopwatch) -> Member:
    """Intake that signed in five minutes ago."""
    member = msgspec.structs.replace(INTAKE, stepped_up_at=clock.time)
    clock.pass_by(minutes=5)
    return member


async def test_intake_reads_the_contact_after_a_reason_that_is_logged(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
    shown = await open_contact(installation, INTAKE, told.id, "danger")
    assert (shown.name, shown.email, shown.phone) == ("Mina", CONTACT.email, CONTACT.phone)
    (look,) = await AccessLog.select().where(AccessLog.compartments == "contact")
    assert (look["purpose"], look["person"], look["keyring"]) == (
        "contact: danger",
        INTAKE.person,
        "gemeente/veiligheid/intake",
    )


@pytest.mark.parametrize("reason", ["", "omdat Mina bij nummer 12 woont"])
async def test_a_reason_is_one_of_the_list(installation: Installation, reason: str) -> None:
    told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
    with pytest.raises(Invalid):
        await open_contact(installation, INTAKE, told.id, reason)
    assert not await AccessLog.exists().where(AccessLog.compartments == "contact")


async def test_without_a_fresh_factor_there_is_no_contact_and_no_exact_place(
    installation: Installation, stale: Member
) -> None:
    told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
    with pytest.raises(StepUpNeeded):
        await open_contact(installation, stale, told.id, "danger")
    seen = await case_of(told, stale)
    assert (seen.step_up, seen.place.lat, seen.place.description) == (True, None, "")
    assert seen.text
    fresh = await case_of(told, INTAKE)
    assert (fresh.step_up, fresh.place.lat) == (False, 52.374)


async def test_an_open_place_waits_for_nothing(installation: Installation) -> None:
    told = await tell(installation)
    seen = await case_of(told, msgspec.structs.replace(HANDLER, stepped_up_at=None))
    assert (seen.step_up, seen.place.lat) == (False, 52.374)


@pytest.mark.parametrize("who", [HANDLER, OTHER_INTAKE])
async def test_nobody_else_reads_it(installation: Installation, who: Member) -> None:
    told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
    with pytest.raises(NotFound):
        await open_contact(installation, who, told.id, "danger")


async def given_to_the_police(installation: Installation) -> Told:
    """A sealed report that intake gave to a team, whose reporter agrees that it has the contact."""
    told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
    decided = Reseal(team="politie/wijkagent", form="full", note="Nodig.", urgent=True)
    await reseal(installation, INTAKE, told.id, decided=decided, version=2)
    await ask_contact(installation, INTAKE, told.id)
    await answer_consent(installation, await told.session(), yes=True)
    return told


async def test_intake_reads_it_after_it_gave_the_report_to_a_team(installation: Installation) -> None:
    told = await given_to_the_police(installation)
    assert (await open_contact(installation, INTAKE, told.id, "consent")).email == CONTACT.email
    with pytest.raises(NotFound):
        await open_contact(installation, POLICE, told.id, "consent")


async def test_the_team_reads_it_after_a_fresh_factor_too(installation: Installation, clock: Stopwatch) -> None:
    told = await given_to_the_police(installation)
    stale = msgspec.structs.replace(POLICE, stepped_up_at=clock.time)
    clock.pass_by(minutes=5)
    seen, fresh = await case_of(told, stale), await case_of(told, POLICE)
    assert (seen.step_up, seen.contact, seen.place.lat) == (True, msgspec.UNSET, None)
    assert fresh.contact
    assert fresh.contact.email == CONTACT.email


async def test_who_left_none_has_none(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    with pytest.raises(NotFound, match="De melder gaf geen contact"):
        await open_contact(installation, INTAKE, told.id, "danger")


async def test_it_is_offered_only_where_a_contact_was_given(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
    assert "contact" in (await case_of(told, INTAKE)).may
    told = await tell(installation, "drugsoverlast")
    assert "contact" not in (await case_of(told, INTAKE)).may
