"""Why this team, in one plain sentence.

The team reads it as well as the reporter: it never tells that somebody was excluded. What a sealed report is about and
where it is stay out of it.
"""

from collections.abc import Sequence

from backend.neighbourhood.model import Area, Category, Neighbourhood, Responsibility
from backend.routing.model import Decision, Reason
from backend.texts import mark, translate

HERE = mark("%(category)s in %(area)s: %(team)s van %(partner)s.")
SEALED = mark("Dit is gevoelig: %(team)s van %(partner)s leest het als eerste.")
NO_POINT = mark("De plek staat alleen in woorden: daarom kijkt %(team)s van %(partner)s, voor heel %(area)s.")
OUTSIDE = mark("Deze plek ligt buiten %(area)s: %(team)s van %(partner)s kijkt wie dit oplost.")


def reason_for(
    neighbourhood: Neighbourhood, category: Category, areas: Sequence[Area], rule: Responsibility | None, team_id: str
) -> Reason:
    """The reason for a decision by `rule` on a place in `areas`.

    Without a point there are no areas; for a place outside every area there is no rule.
    """
    team = neighbourhood.team(team_id)
    partner = neighbourhood.partner(team.partner)
    who = {"team": team.name, "partner": partner.in_sentence or partner.name}
    if rule is None:
        return Reason(OUTSIDE, {"area": neighbourhood.municipality, **who})
    if not areas:
        return Reason(NO_POINT, {"area": neighbourhood.municipal_area.name, **who})
    if category.class_ == "sealed":
        return Reason(SEALED, who)
    area = next(area for area in areas if area.slug == rule.area or area.kind != "complex")
    return Reason(HERE, {"category": category.label, "area": area.name, **who})


def explain(neighbourhood: Neighbourhood, why: Decision | Reason, language: str) -> str:
    """The reason of a decision as a sentence in `language`."""
    reason = why.reason if isinstance(why, Decision) else why
    params = {name: neighbourhood.label(value, language) for name, value in reason.params.items()}
    return translate(language, reason.sentence, params)
