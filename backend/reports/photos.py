"""A reporter's photos come after the text: a report arrives even if its photos do not."""

from datetime import timedelta
from uuid import UUID

from backend.casework import CaseRow, case_in, find_case, received_on
from backend.database import Transaction
from backend.errors import Gone, Invalid, NotFound
from backend.installation import Installation
from backend.pictures import store_picture
from backend.reports.checking import PHOTOS
from backend.reports.sessions import reporter_of
from backend.reports.tables import Report
from backend.texts import mark
from backend.vault.tables import File

#: How long photos may follow; times in the clear can be a week coarse, so the rule is generous by that week.
OPEN_FOR = timedelta(days=7)
COARSENESS = {"open": timedelta(0), "restricted": timedelta(days=1), "sealed": timedelta(days=7)}
ENDED = ("withdrawn", "closed")
NO_MORE = mark("Bij deze melding kunnen geen foto's meer.")


async def add_photo(installation: Installation, submission: UUID, n: int, data: bytes) -> bool:
    """Store photo `n` (1 to 3) of a submission; True where it is new, False for the same bytes again.

    Raises NotFound, Gone (withdrawn, or after seven days), Invalid (no photo), Conflict (another photo there).
    """
    id, case = await expect_photo(installation, submission, n)

    async def allowed(transaction: Transaction) -> None:
        if (await case_in(transaction, id)).status in ENDED:
            raise Gone(NO_MORE)

    return await store_picture(
        installation,
        report=id,
        sensitivity=case.sensitivity,
        kind="report",
        n=n,
        data=data,
        allowed=allowed,
    )


async def expect_photo(installation: Installation, submission: UUID, n: int) -> tuple[UUID, CaseRow]:
    """The report that photo `n` belongs to. Asked before the bytes are read, so that nobody's upload fills our memory.

    Raises as `add_photo` does.
    """
    if not 1 <= n <= PHOTOS:
        raise Invalid({"n": mark("U kunt hooguit drie foto's meesturen.")})
    rows = await Report.select(Report.id).where(Report.submission == submission)
    if not rows:
        raise NotFound
    id = rows[0]["id"]
    case = await find_case(id)
    if not await photos_open(installation, case, id):
        raise Gone(NO_MORE)
    return id, case


async def add_own_photo(installation: Installation, cookie: str, data: bytes) -> None:
    """The next photo of the report of this session. Raises what `add_photo` raises, and SignInNeeded."""
    reporter = await reporter_of(installation, cookie)
    n = await next_photo(installation, reporter.id)
    if n is None:
        raise Gone(NO_MORE)
    (row,) = await Report.select(Report.submission).where(Report.id == reporter.id)
    await add_photo(installation, row["submission"], n, data)


async def next_photo(installation: Installation, id: UUID) -> int | None:
    """The number that the next photo of a report would have; None where no more can come."""
    if not await photos_open(installation, await find_case(id), id):
        return None
    files = await File.select(File.n).where(File.report == id, File.kind == "report")
    free = set(range(1, PHOTOS + 1)) - {file["n"] for file in files}
    return min(free, default=None)


async def photos_open(installation: Installation, case: CaseRow, id: UUID) -> bool:
    """Whether photos of a report may still follow."""
    if case.status in ENDED:
        return False
    return installation.clock() <= await received_on(id) + OPEN_FOR + COARSENESS[case.sensitivity]
