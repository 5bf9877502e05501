"""The box "Wie ziet wat?" in words for a page: the covenant's own answer, with a name for each duty."""

from msgspec import Struct

from backend.covenant import CLASSES, who_sees
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood, Sensitivity
from backend.texts import mark, translate

WHO = {
    "intake": mark("Een klein team voor gevoelige meldingen"),
    "case": mark("Het team dat dit oplost"),
    "field": mark("De wijkbeheerder buiten"),
    "moderate": mark("Wie teksten en foto's controleert"),
}

#: The same duty where intake chose the team.
CHOSEN = {("sealed", "case"): mark("Het team dat de intake kiest")}

#: The report form asks for no contact: who wants to be reached says so afterwards, with the code.
NOT_ASKED = frozenset({"contact"})
TEAM = mark("%(team)s van %(partner)s")


class Team(Struct, frozen=True):
    """A team that is named, and the slug of the partner that it belongs to."""

    partner: str
    name: str


class Seer(Struct, frozen=True):
    """Somebody, what they see, and why they may. `who` is a msgid, the rest is in the language that was asked for."""

    who: str
    what: tuple[str, ...]
    teams: tuple[Team, ...]
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
                CHOSEN.get((class_, line["duty"]), WHO[line["duty"]]),
                tuple(line["sees"]),
                intake_teams(neighbourhood, language) if line["duty"] == "intake" else (),
                line["purpose"],
            )
            for line in shown[class_]
        ]
        for class_ in CLASSES
    }


def intake_teams(neighbourhood: Neighbourhood, language: str) -> tuple[Team, ...]:
    """The teams that read sensitive reports first."""
    return tuple(
        Team(
            partner.slug,
            translate(
                language,
                TEAM,
                {
                    "team": neighbourhood.label(team.name, language),
                    "partner": neighbourhood.label(partner.in_sentence, language),
                },
            ),
        )
        for partner in neighbourhood.partners
        for team in partner.teams
        if "intake" in team.duties
    )
