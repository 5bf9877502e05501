"""Who reads the words of an event. Of a re-sealed case team and reporter speak through intake."""

from typing import Literal

from backend.casework.access import keeper_of, owner_of
from backend.casework.finding import CaseRow
from backend.covenant import WAITS_FOR_RELEASE, Readers, granted, readers
from backend.installation import Installation
from backend.neighbourhood import Compartment

#: `team`: what the team does or is told; `reporter`: what the reporter says or is told; `all`: what holds no words of
#: anybody; `intake`: what it weighs. Intake reads all of them.
Between = Literal["team", "reporter", "all", "intake"]


def audience(
    installation: Installation, case: CaseRow, between: Between, reporter_key: bytes | None, *, sleeps: bool
) -> Readers:
    """The readers of an event of this case as it is after it. What the team reads also sleeps for who stands in."""
    keeper, owner = keeper_of(case), owner_of(case)
    if case.intake is None and between != "intake":
        return readers(installation, case.team, case.sensitivity, reporter_key, sleeps=sleeps)
    grants, today = installation.neighbourhood.grants, installation.clock().date()
    heard = {keeper, owner} if between in {"team", "all"} else {keeper}
    keyrings: dict[str, frozenset[Compartment]] = {}
    for seat in heard:
        partner = seat.team.partition("/")[0]
        if "mailbox" in granted(grants, partner, seat.duty, case.sensitivity, today):
            keyrings[seat.keyring] = frozenset({"mailbox"})
    return Readers(
        keyrings,
        reporter_key if between in {"reporter", "all"} else None,
        sleeps=sleeps and owner in heard and owner != keeper,
        waits_for={owner.keyring: WAITS_FOR_RELEASE} if case.release_at is not None else {},
    )
