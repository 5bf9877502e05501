"""The box "Wie ziet wat?" in words for a page: the covenant's own answer, with a name for each duty."""

from msgspec import Struct

from backend.installation import Installation
from backend.neighbourhood import Neighbourhood, Sensitivity
from backend.reports.who_sees import CLASSES, who_sees
from backend.texts import mark, translate

WHO = {
    "intake": mark("Een klein team voor gevoelige meldingen"),
    "case": mark("Het team dat dit oplost"),
    "field": mark("De wijkbeheerder buiten"),
    "moderate": mark("Wie teksten en foto's controleert"),
}

#: The report form asks for no contact: who wants to be reached says so afterwards, with the code.
NOT_ASKED = frozenset({"contact"})
TEAM = mark("%(team)s van %(partner)s")


class Seer(Struct, frozen=True):
    """Somebody, what they see, and why they may. `who` is a msgid, the rest is in the language that was asked for."""

    who: str
    what: tuple[str, ...]
    teams: tuple[str, ...]
    """Which teams, where they are few enough to name."""
    purpose: str


def seers(
    installation: Installation, language: str, *, without: frozenset[str] = frozenset()
) -> dict[Sensitivity, list[Seer]]:
    """Per class: everybody who sees something. `without` leaves out what a form does not ask."""
    shown = who_sees(installation, language, without=without)
    neighbourhood = installation.neighbourhood
    return {
        class_: [
            Seer(
                WHO[line["duty"]],
                tuple(line["sees"]),
                intake_teams(neighbourhood, language) if line["duty"] == "intake" else (),
                purpose(neighbourhood, line["duty"], class_, language),
            )
            for line in shown[class_]
        ]
        for class_ in CLASSES
    }


def intake_teams(neighbourhood: Neighbourhood, language: str) -> tuple[str, ...]:
    """The teams that read sensitive reports first."""
    return tuple(
        translate(
            language,
            TEAM,
            {
                "team": neighbourhood.label(team.name, language),
                "partner": neighbourhood.label(partner.in_sentence, language),
            },
        )
        for partner in neighbourhood.partners
        for team in partner.teams
        if "intake" in team.duties
    )


def purpose(neighbourhood: Neighbourhood, duty: str, class_: Sensitivity, language: str) -> str:
    """What the covenant says it is for."""
    found = (grant for grant in neighbourhood.grants if grant.duty == duty and class_ in grant.classes)
    grant = next(found, None)
    return neighbourhood.label(grant.purpose, language) if grant else ""
