"""A reporter's photos come after the text: a report arrives even if its photos do not."""

from datetime import timedelta
from uuid import UUID

from backend.casework import find_case, received_on
from backend.errors import Gone, Invalid, NotFound
from backend.installation import Installation
from backend.pictures import store_picture
from backend.reports.checking import PHOTOS
from backend.reports.tables import Report
from backend.texts import mark

#: How long photos may follow; times in the clear can be a week coarse, so the rule is generous by that week.
OPEN_FOR = timedelta(days=7)
COARSENESS = {"open": timedelta(0), "restricted": timedelta(days=1), "sealed": timedelta(days=7)}


async def add_photo(installation: Installation, submission: UUID, n: int, data: bytes) -> bool:
    """Store photo `n` (1 to 3) of a submission; True where it is new, False for the same bytes again.

    Raises NotFound, Gone (withdrawn, or after seven days), Invalid (no photo), Conflict (another photo there).
    """
    if not 1 <= n <= PHOTOS:
        raise Invalid({"n": mark("U kunt hooguit drie foto's meesturen.")})
    rows = await Report.select(Report.id, Report.reporter_key).where(Report.submission == submission)
    if not rows:
        raise NotFound
    id, reporter_key = rows[0]["id"], rows[0]["reporter_key"]
    case = await find_case(id)
    received = await received_on(id)
    late = installation.clock() > received + OPEN_FOR + COARSENESS[case.sensitivity]
    if case.status in ("withdrawn", "closed") or late:
        raise Gone(mark("Bij deze melding kunnen geen foto's meer."))
    return await store_picture(
        installation,
        report=id,
        sensitivity=case.sensitivity,
        reporter_key=bytes(reporter_key) if reporter_key else None,
        kind="report",
        n=n,
        data=data,
    )
