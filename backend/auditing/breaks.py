"""Where the log does not hold, in words that say what somebody did and where."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from backend.texts import mark, translate

Kind = Literal[
    "row_changed", "row_gone", "rows_missing", "row_twice", "row_unjoined", "row_differs", "row_unreadable",
    "joint_changed", "joints_missing", "joint_unreadable", "head_changed", "heads_missing", "head_differs",
    "slip_forged", "slip_unknown", "slip_differs",
]  # fmt: skip

SENTENCES: dict[Kind, str] = {
    "row_changed": mark("Regel %(position)s van keten %(chain)s (%(day)s) is veranderd, verplaatst of ingevoegd."),
    "row_gone": mark("Regel %(position)s van keten %(chain)s (%(day)s) is weg."),
    "rows_missing": mark("Vóór regel %(position)s van keten %(chain)s (%(day)s) ontbreken regels."),
    "row_twice": mark("Regel %(position)s van keten %(chain)s (%(day)s) is er meer dan één keer."),
    "row_unjoined": mark("Regel %(position)s van keten %(chain)s (%(day)s) is er later bij gezet."),
    "row_differs": mark("Regel %(position)s van keten %(chain)s (%(day)s) is een andere dan toen is vastgelegd."),
    "row_unreadable": mark("Na regel %(position)s van keten %(chain)s staat iets dat geen regel is."),
    "joint_changed": mark("Verbinding %(position)s (%(day)s) is veranderd, verplaatst of ingevoegd."),
    "joints_missing": mark("Vóór verbinding %(position)s (%(day)s) ontbreken verbindingen."),
    "joint_unreadable": mark("Na verbinding %(position)s staat iets dat geen verbinding is."),
    "head_changed": mark("De dagsluiting nummer %(position)s (%(day)s) is veranderd, of niet door ons ondertekend."),
    "heads_missing": mark("Vóór dagsluiting nummer %(position)s (%(day)s) ontbreken dagsluitingen."),
    "head_differs": mark("Het logboek past niet bij dagsluiting nummer %(position)s (%(day)s)."),
    "slip_forged": mark("De dagsluiting die u bewaarde (%(day)s) is niet door ons ondertekend."),
    "slip_unknown": mark("De dagsluiting die u bewaarde (nummer %(position)s, %(day)s) is weg uit het logboek."),
    "slip_differs": mark("De dagsluiting die u bewaarde (%(day)s) past niet: het logboek is daarna herschreven."),
}


class Break(Struct, frozen=True):
    """One place where the log does not hold. `position` is that of a row in its chain, of a joint, or of a head."""

    kind: Kind
    position: int
    day: str
    chain: UUID | None = None

    def said(self, language: str) -> str:
        """The sentence."""
        chain = self.chain.hex[:8] if self.chain else ""
        places = {"position": self.position, "day": self.day, "chain": chain}
        return translate(language, SENTENCES[self.kind], places)


def day_of(at: datetime) -> str:
    """The day of a row, as a break names it (UTC)."""
    return at.date().isoformat()
