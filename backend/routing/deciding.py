"""From category, place and exclusions to the team that must answer."""

from collections.abc import Collection, Mapping

from backend.neighbourhood.model import Area, Neighbourhood, Point, Responsibility, public_area
from backend.neighbourhood.succession import duty_for, remaining, succession
from backend.routing.explaining import reason_for
from backend.routing.model import Decision, NobodyLeft


def decide(
    neighbourhood: Neighbourhood,
    category_slug: str,
    point: Point | None,
    answers: Mapping[str, str],
    excluded: Collection[str],
) -> Decision:
    """Who has this report, who if they do not act, within which times, and why.

    `excluded` are slugs of partners and of teams (`partner/team`) that must never have it. No rule asks for `answers`
    yet. Raises NobodyLeft when everybody who could have it is excluded, and KeyError for an unknown category.
    """
    category = neighbourhood.category(category_slug)
    municipal = neighbourhood.rule(neighbourhood.municipal_area.slug, category_slug)
    areas = neighbourhood.areas_at(point) if point else []
    rule = first_rule(neighbourhood, areas, category_slug) if point else municipal
    left = remaining(succession(neighbourhood, category, rule), excluded)
    if not left:
        raise NobodyLeft(category_slug)
    terms = rule or municipal
    if terms is None:
        raise KeyError(f"no rule for {category_slug}: this neighbourhood was never checked")
    return Decision(
        team=left[0],
        fallback=left[1] if len(left) > 1 else "",
        duty=duty_for(category),
        acknowledge=terms.acknowledge,
        handle=terms.handle,
        area=rule.area if rule else None,
        public_area=public_area(areas),
        reason=reason_for(neighbourhood, category, areas, rule, left[0]),
    )


def first_rule(neighbourhood: Neighbourhood, areas: Collection[Area], category: str) -> Responsibility | None:
    """The rule of the first of these areas that has one for the category."""
    return next((rule for area in areas if (rule := neighbourhood.rule(area.slug, category))), None)
