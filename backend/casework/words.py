"""What each event says, in plain words: the team reads what the reporter reads."""

from datetime import date

from babel.dates import format_date

from backend.covenant import EventPart
from backend.neighbourhood import Neighbourhood
from backend.texts import mark, translate

#: Kinds of events that are no line of the timeline but something said, and by whom.
MESSAGES = {"message_team": "team", "message_reporter": "reporter"}
#: A task that failed is the team's to solve, and what intake weighs or passes on is theirs: the reporter reads what
#: comes of it.
TEAM_ONLY = frozenset({"failed", "weighed", "to_team", "to_intake"})

WORDS = {
    "received": mark("Wij hebben uw melding ontvangen."),
    "assigned": mark("Uw melding ligt bij %(team)s van %(partner)s."),
    "seen": mark("%(team)s heeft uw melding gezien."),
    "planned": mark("Gepland voor %(day)s."),
    "in_progress": mark("Wij zijn ermee bezig."),
    "question": mark("Wij hebben een vraag voor u."),
    "unanswered": mark("Wij kregen geen antwoord. Uw melding ligt weer bij %(team)s."),
    "resolved": mark("Opgelost."),
    "declined": mark("Dit doen wij niet."),
    "merged": mark("Dit hoort bij een eerdere melding."),
    "reopened": mark("Wij bekijken dit opnieuw."),
    "closed": mark("Afgerond."),
    "withdrawn": mark("Verwijderd door de melder."),
    "feedback_good": mark("U vindt het goed zo. Dank u wel."),
    "recategorised": mark("Dit hoort bij: %(topic)s."),
    "failed": mark("Het lukte niet om dit op te lossen."),
    "weighed": mark("De intake heeft dit gewogen."),
    "to_team": mark("Bericht van de intake aan het team."),
    "contact_asked": mark("Mag %(team)s van %(partner)s uw gegevens zien?"),
    "contact_yes": mark("U zei ja: het team mag uw gegevens zien."),
    "contact_no": mark("U zei nee: het team ziet uw gegevens niet."),
    "to_intake": mark("Bericht van het team aan de intake."),
}

NO_DAY = mark("Dit is gepland.")
NO_TOPIC = mark("Dit hoort bij een ander onderwerp.")

#: What changed, in a few words, for somebody who wanted to change the same case.
CHANGES = {
    "assigned": mark("gegeven aan een team"),
    "seen": mark("gezien"),
    "planned": mark("gepland"),
    "in_progress": mark("in behandeling"),
    "question": mark("vraag gesteld"),
    "unanswered": mark("geen antwoord gekregen"),
    "resolved": mark("opgelost"),
    "declined": mark("afgewezen"),
    "merged": mark("samengevoegd"),
    "reopened": mark("opnieuw geopend"),
    "closed": mark("afgerond"),
    "withdrawn": mark("verwijderd door de melder"),
    "feedback_good": mark("bedankje van de melder"),
    "recategorised": mark("ander onderwerp"),
    "failed": mark("taak niet gelukt"),
    "weighed": mark("gewogen door de intake"),
    "to_team": mark("bericht van de intake"),
    "contact_asked": mark("gegevens gevraagd"),
    "contact_yes": mark("de melder zei ja"),
    "contact_no": mark("de melder zei nee"),
    "to_intake": mark("bericht aan de intake"),
    "message_team": mark("bericht aan de melder"),
    "message_reporter": mark("bericht van de melder"),
}


def event_words(neighbourhood: Neighbourhood, kind: str, part: EventPart | None, team: str, language: str) -> str:
    """Our sentence about an event, in `language`. `team` has the case now; an event that names its own goes first."""
    member = neighbourhood.team(part.team if part and part.team else team)
    partner = neighbourhood.partner(member.partner)
    params = {
        "team": neighbourhood.label(member.name, language),
        "partner": neighbourhood.label(partner.in_sentence, language),
        "day": day_words(part.planned_for, language) if part and part.planned_for else "",
        "topic": topic_words(neighbourhood, part.category, language) if part else "",
    }
    if kind == "planned" and not params["day"]:  # the words are gone: its reporter withdrew
        return translate(language, NO_DAY)
    if kind == "recategorised" and not params["topic"]:
        return translate(language, NO_TOPIC)
    return translate(language, WORDS.get(kind, ""), params)


def topic_words(neighbourhood: Neighbourhood, category: str, language: str) -> str:
    """What a report became about; nothing where the neighbourhood has no such topic."""
    if not neighbourhood.has_category(category):
        return ""
    return neighbourhood.label(neighbourhood.category(category).label, language)


def day_words(day: str, language: str) -> str:
    """An ISO day as people say it: woensdag 25 november."""
    return format_date(date.fromisoformat(day), "EEEE d MMMM", locale=language)
