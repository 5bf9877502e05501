"""What each event says to the reporter, in plain words."""

from backend.casework import CaseRow
from backend.covenant import EventPart
from backend.installation import Installation
from backend.reports.receipts import team_name
from backend.texts import mark, translate

#: How much of a time may be shown, by class.
PRECISION = {"open": "time", "restricted": "day", "sealed": "week"}

WORDS = {
    "received": mark("Wij hebben uw melding ontvangen."),
    "assigned": mark("Uw melding ligt bij %(team)s van %(partner)s."),
    "planned": mark("Dit is gepland."),
    "in_progress": mark("Wij zijn ermee bezig."),
    "question": mark("Wij hebben een vraag voor u."),
    "resolved": mark("Opgelost."),
    "declined": mark("Dit doen wij niet."),
    "merged": mark("Dit hoort bij een eerdere melding."),
    "reopened": mark("Wij bekijken dit opnieuw."),
    "closed": mark("Afgerond."),
    "feedback_good": mark("U vindt het goed zo. Dank u wel."),
    "recategorised": mark("Dit hoort bij een ander onderwerp."),
}


def status_words(installation: Installation, kind: str, part: EventPart | None, case: CaseRow, language: str) -> str:
    """The sentence of an event. A team is named as it was at that event."""
    team = team_name(installation, (part.team if part and part.team else case.team), language)
    return translate(language, WORDS.get(kind, ""), {"team": team.name, "partner": team.partner})
