"""The same submission again: no second report, but today's state of the first."""

from backend.casework import find_case
from backend.errors import Conflict
from backend.installation import Installation
from backend.reports.model import NewReport, Receipt
from backend.reports.receipts import day_of, team_name
from backend.reports.tables import Report
from backend.routing import Decision, explain
from backend.texts import mark


async def replay(installation: Installation, new: NewReport, decision: Decision, digest: bytes) -> Receipt | None:
    """Today's receipt of a submission that is there already; None if there is no such submission.

    Raises Conflict where its content was different.
    """
    rows = await Report.select(Report.id, Report.reference, Report.digest).where(Report.submission == new.submission)
    if not rows:
        return None
    report = rows[0]
    if bytes(report["digest"]) != digest:
        raise Conflict(mark("Deze melding is al verstuurd, met een andere tekst. Stuur een bericht bij uw melding."))
    case = await find_case(report["id"])
    if case.status == "withdrawn":
        return Receipt(reference=report["reference"], status="withdrawn")
    moved = case.team != decision.team
    return Receipt(
        reference=report["reference"],
        status=case.status,
        team=team_name(installation, case.team, new.language),
        reason="" if moved else explain(installation.neighbourhood, decision, new.language),
        acknowledge_by=day_of(installation, case.acknowledge_by),
        handle_by=day_of(installation, case.handle_by),
        photos=f"/api/reports/{new.submission}/photos",
    )
