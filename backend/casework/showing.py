"""One case, as far as the member may see it."""

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from backend.casework.access import keeps, may_see, owns, subject_of, viewer_at, visible_case
from backend.casework.answers import answers_of
from backend.casework.asking import can_ask
from backend.casework.choosing import verbs_for
from backend.casework.finding import CaseRow, events_of
from backend.casework.lines import common, day_of, where_of
from backend.casework.model import CaseView, ContactView, PhotoView, PlaceView, TeamChoice
from backend.casework.reporter_keys import reporter_public_key
from backend.casework.task_lines import task_lines
from backend.casework.team_choices import choices_for, excluded_names, reseal_choices, team_in_full
from backend.casework.timeline import messages_of, reason_of, timeline_of
from backend.covenant import Disclosed, disclose, open_exclusions
from backend.errors import NotFound
from backend.installation import Installation
from backend.neighbourhood import Compartment
from backend.people import Member, is_fresh
from backend.pictures import read_picture
from backend.texts import SOURCE
from backend.vault.tables import File

PARTS: tuple[Compartment, ...] = ("task", "place", "narrative", "summary", "media", "mailbox")


async def show_case(installation: Installation, member: Member, id: UUID, language: str = SOURCE) -> CaseView:
    """The case with its story, its messages and what can be done now. Raises NotFound."""
    return await view_of(installation, member, await visible_case(member, id), language)


async def answer(installation: Installation, member: Member, case: CaseRow) -> CaseView:
    """What a write answers: the case, or no more than what the member just did where it went to others."""
    if may_see(member, case):
        return await view_of(installation, member, case, SOURCE)
    return CaseView(**common(installation, case, SOURCE))


async def view_of(installation: Installation, member: Member, case: CaseRow, language: str) -> CaseView:
    """Everything, opened with the keyring that owns the case."""
    neighbourhood, viewer = installation.neighbourhood, viewer_at(member, case)
    opened = await open_case_parts(installation, member, case)
    events = await events_of(case.id)
    files = await File.select(File.id, File.kind, File.n).where(File.report == case.id).order_by(File.kind, File.n)
    excluded = open_exclusions(installation, opened.bodies.get("exclusions"))
    reporter_reads = await reporter_public_key(case.id) is not None
    narrative, place, contact = opened.narrative, opened.place, opened.contact
    view = CaseView(
        **common(installation, case, language),
        reason=reason_of(events, opened),
        where=where_of(opened),
        step_up=case.sensitivity == "sealed" and not is_fresh(installation, member),
        place=PlaceView(place.lat, place.lon, place.description) if place else PlaceView(),
        text=narrative.text if narrative else "",
        answers=answers_of(
            neighbourhood, neighbourhood.category(case.category), narrative.answers if narrative else {}, language
        ),
        photos=[PhotoView(**file) for file in files if opened.sees_file(file["id"])],
        timeline=timeline_of(neighbourhood, case, events, opened, language),
        messages=messages_of(events, opened),
        tasks=await task_lines(installation, case, opened),
        may=verbs_for(case, owner=owns(member, case), keeper=keeps(member, case), reporter_reads=reporter_reads),
        teams=choices_for(neighbourhood, case, excluded),
        excluded=excluded_names(neighbourhood, excluded, language),
        reporter_reads=reporter_reads,
        summary=opened.summary.text if opened.summary else "",
        seat=viewer.keyring,
        intake_name=team_in_full(neighbourhood, case.intake, language) if case.intake else "",
        release=day_of(case.release_at, neighbourhood.timezone),
        reseal_teams=weighing_choices(installation, member, case, excluded),
    )
    if keeps(member, case) and can_ask(
        case, events, has_contact="contact" in opened.bodies, reporter_reads=reporter_reads
    ):
        view.may.append("ask_contact")
    if viewer.duty == "intake" and "contact" in opened.bodies:
        view.may.append("contact")
    if contact is not None:
        view.contact = ContactView(contact.name, contact.email, contact.phone)
    return view


def weighing_choices(
    installation: Installation, member: Member, case: CaseRow, excluded: Collection[str]
) -> list[TeamChoice]:
    """Whom the member, who weighs it, can give a sealed case to."""
    if case.sensitivity != "sealed" or not keeps(member, case):
        return []
    return reseal_choices(installation.neighbourhood, excluded, installation.clock().date())


async def open_case_parts(installation: Installation, member: Member, case: CaseRow) -> Disclosed:
    """The parts of the case that its owner may have.

    Intake gives a reason before it is shown a contact: see `contacting`. The exact place of a sealed case, and the
    contact that its team may have, wait for a fresh factor.
    """
    viewer = viewer_at(member, case)
    wanted: tuple[Compartment, ...] = PARTS if viewer.duty == "intake" else (*PARTS, "contact")
    if case.sensitivity == "sealed" and not is_fresh(installation, member):
        wanted = tuple(part for part in wanted if part not in {"place", "contact"})
    opened = await disclose(installation, viewer, [subject_of(case)], wanted, "case")
    return opened[case.id]


async def case_photo(
    installation: Installation, member: Member, id: UUID, file: UUID, size: Literal["large", "small"]
) -> bytes:
    """A picture of the case as WebP. Raises NotFound where it is not of this case, or not for this member."""
    case = await visible_case(member, id)
    viewer = viewer_at(member, case)
    opened = (await disclose(installation, viewer, [subject_of(case)], ["media"], "case"))[id]
    if not opened.sees_file(file):
        raise NotFound
    return opened.file(file, size, await read_picture(installation, file, size))
