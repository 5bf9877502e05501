"""How the reporter of a sealed report can be reached: after a fresh factor and a reason, which the access log keeps."""

from typing import Literal, get_args
from uuid import UUID

from backend.casework.access import keeper_of, keeps, subject_of, viewer_of, visible_case
from backend.casework.model import ContactView
from backend.covenant import disclose
from backend.errors import Invalid, NotFound
from backend.installation import Installation
from backend.people import Member, needs_fresh_factor
from backend.texts import mark

#: Why intake opens a contact. A fixed list: what somebody typed could tell about a person.
ContactReason = Literal["danger", "unclear", "consent", "answer"]
CONTACT_REASONS: tuple[ContactReason, ...] = get_args(ContactReason)
NO_REASON = mark("Kies waarom u de melder wilt bereiken.")


async def open_contact(installation: Installation, member: Member, id: UUID, reason: str) -> ContactView:
    """The contact of a sealed case, for the intake that weighs it, or weighed it.

    Raises NotFound where there is none or it is not for this member, Invalid for a reason that is not in the list,
    StepUpNeeded where the last factor is too long ago.
    """
    case = await visible_case(member, id)
    keeper = keeper_of(case)
    if keeper.duty != "intake" or not keeps(member, case):
        raise NotFound
    if reason not in CONTACT_REASONS:
        raise Invalid({"reason": NO_REASON})
    needs_fresh_factor(installation, member)
    viewer = viewer_of(member, *keeper)
    opened = (await disclose(installation, viewer, [subject_of(case)], ["contact"], f"contact: {reason}"))[id]
    if opened.contact is None:
        raise NotFound(mark("De melder gaf geen contact."))
    return ContactView(opened.contact.name, opened.contact.email, opened.contact.phone)
