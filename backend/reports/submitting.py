"""Submitting: check, decide, seal, record; then it is there, whole, or not at all."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec

from backend.casework import NewCase, open_case
from backend.covenant import (
    ContactPart,
    MailboxPart,
    NarrativePart,
    PlacePart,
    Readers,
    StandIns,
    TaskPart,
    add_stand_ins,
    add_wraps,
    learn_keyrings,
    readers,
    seal_contact,
    seal_parts,
    stand_ins,
)
from backend.database import AlreadyThere, Entry, Transaction
from backend.deliveries import seal_news_key
from backend.errors import Invalid, Unavailable
from backend.installation import Installation
from backend.neighbourhood import Compartment, cell_of, due
from backend.reports.advising import advice_for, cleaned
from backend.reports.checking import check
from backend.reports.contacts import contact_part
from backend.reports.model import NewReport, Receipt, Submitted
from backend.reports.receipts import Routed, point_of, receipt_of
from backend.reports.replay import replay
from backend.reports.tables import Report
from backend.routing import decide, explain
from backend.texts import mark
from backend.vault import mailbox_pair, new_reference
from backend.vault.tables import Sealed

#: How often a reference is drawn: a second time is rare, a third is not chance.
DRAWS = 5


async def submit(installation: Installation, new: NewReport) -> Submitted:
    """Take a report, once per submission id; the same one again gives today's state.

    Raises Invalid with every wrong field, Conflict for other content under the same submission, Unavailable where it
    cannot be made durable.
    """
    if wrong := check(installation.neighbourhood, new):
        raise Invalid(wrong)
    sent, new = new, cleaned(new)
    advice = advice_for(sent.text, new.language, removed=new != sent)
    routed = route(installation, new)
    stand_in = stand_ins_for(installation, new, routed)
    to = readers_of(installation, new, routed, sleeps=bool(stand_in))
    await learn_keyrings(installation, to)
    digest = installation.vault.digest("submission", msgspec.json.encode(new, order="deterministic"))
    for _ in range(DRAWS):
        reference = new_reference()
        entry = prepare(installation, new, routed, to, stand_in, reference, digest)
        try:
            await installation.ledger.record(entry)
        except AlreadyThere:
            if receipt := await replay(installation, new, routed.decision, digest):
                return Submitted(advised(receipt, advice), created=False)
            await refuse_used_key(installation, new)
            continue  # two reports drew the same reference: draw again
        return Submitted(advised(receipt_of(installation, new, routed, reference), advice), created=True)
    raise Unavailable


def advised(receipt: Receipt, advice: tuple[str, ...]) -> Receipt:
    """A receipt with who helps sooner; of a withdrawn report nothing is said."""
    return msgspec.structs.replace(receipt, advice=advice) if receipt.team else receipt


async def refuse_used_key(installation: Installation, new: NewReport) -> None:
    """One code opens one report. Raises Invalid where another report has this key."""
    if new.key and await Report.exists().where(Report.code_tag == installation.vault.tag(new.key)):
        raise Invalid({"key": mark("Deze code hoort al bij een melding. Open het formulier opnieuw.")})


def route(installation: Installation, new: NewReport) -> Routed:
    """Who gets it, why and by when."""
    neighbourhood, received_at, point = installation.neighbourhood, installation.clock(), point_of(new)
    decision = decide(neighbourhood, new.category, point, new.answers, new.exclude)
    return Routed(
        decision=decision,
        reason=explain(neighbourhood, decision, new.language),
        received_at=received_at,
        acknowledge_by=due(received_at, decision.acknowledge, neighbourhood.timezone),
        handle_by=due(received_at, decision.handle, neighbourhood.timezone),
        point=point,
        area=decision.public_area,
    )


def readers_of(installation: Installation, new: NewReport, routed: Routed, *, sleeps: bool) -> Readers:
    """Who gets keys to it: the team that it goes to, and the reporter."""
    reporter_key = bytes(mailbox_pair(new.key).public_key) if new.key else None
    sensitivity = installation.neighbourhood.category(new.category).class_
    return readers(installation, routed.decision.team, sensitivity, reporter_key, new.level, sleeps=sleeps)


def stand_ins_for(installation: Installation, new: NewReport, routed: Routed) -> StandIns:
    """Who it can fall to, the reporter's exclusions left out."""
    neighbourhood, decision = installation.neighbourhood, routed.decision
    class_ = neighbourhood.category(new.category).class_
    return stand_ins(neighbourhood, decision.team, decision.fallback, class_, new.exclude)


def prepare(
    installation: Installation,
    new: NewReport,
    routed: Routed,
    to: Readers,
    stand_in: StandIns,
    reference: str,
    digest: bytes,
) -> Entry[UUID]:
    """Everything that must happen together, sealed beforehand; the entry itself only adds rows."""
    neighbourhood, vault = installation.neighbourhood, installation.vault
    category = neighbourhood.category(new.category)
    is_open = category.class_ == "open"
    decision, point = routed.decision, routed.point
    id = uuid4()
    sealed = seal_parts(id, parts(installation, new, routed))
    case = NewCase(
        id=id,
        reference=reference,
        category=category,
        decision=decision,
        received_at=routed.received_at,
        acknowledge_by=routed.acknowledge_by,
        handle_by=routed.handle_by,
        point=point if is_open else None,
        cell=cell_of(point) if point and is_open else None,
        area=routed.area if is_open else None,
    )
    day = routed.received_at.date()
    week = day - timedelta(days=day.weekday())
    exclusions = vault.seal_to("router", msgspec.msgpack.encode(new.exclude)) if new.exclude else None
    news_key = seal_news_key(vault, new.key) if new.key else None

    async def entry(transaction: Transaction) -> UUID:
        transaction.add(
            Report,
            id=id,
            reference=reference,
            submission=new.submission,
            digest=digest,
            code_tag=vault.tag(new.key) if new.key else None,
            reporter_key=to.reporter_key,
            photos=new.photos,
        )
        contact = contact_of(new)
        sealed_contact = seal_contact(installation, transaction, id, contact, to) if contact else None
        transaction.add(
            Sealed,
            report=id,
            exclusions=exclusions,
            news_key=news_key,
            week=week,
            contact=sealed_contact,
            **sealed.bodies,
        )
        add_wraps(installation, transaction, id, id, sealed.keys, to)
        if to.sleeps:
            add_stand_ins(transaction, id, stand_in)
        open_case(installation, transaction, case)
        return id

    return entry


def parts(installation: Installation, new: NewReport, routed: Routed) -> dict[Compartment, msgspec.Struct]:
    """What stands in which compartment, but for the contact."""
    place = new.place
    where = installation.neighbourhood.area(routed.area).name if routed.area else ""
    return {
        "task": TaskPart(category=new.category, where=where),
        "place": PlacePart(lat=place.lat, lon=place.lon, description=place.description.strip()),
        "narrative": NarrativePart(text=new.text.replace("\r\n", "\n").strip(), answers=dict(new.answers)),
        "mailbox": MailboxPart(
            language=new.language,
            received_at=routed.received_at,
            team=routed.decision.team,
            reason=routed.reason,
            level=new.level,
        ),
    }


def contact_of(new: NewReport) -> ContactPart | None:
    """How the reporter can be reached, where they want that."""
    return contact_part(new.level, new.contact, new.language) if new.contact else None
