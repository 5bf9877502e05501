"""What everyone may know of a neighbourhood: the body of `GET /api/neighbourhood`, in one language."""

from typing import Any

import shapely

from backend.neighbourhood.model import Category, Neighbourhood, Partner, Question


def describe(neighbourhood: Neighbourhood, language: str) -> dict[str, Any]:
    """Everything a form needs, as plain values with texts in `language`. `bounds` is west, south, east, north."""

    def text(label: str) -> str:
        return neighbourhood.label(label, language)

    def partner(one: Partner) -> dict[str, Any]:
        teams = [{"slug": team.slug, "name": text(team.name)} for team in one.teams]
        return {"slug": one.slug, "name": text(one.name), "teams": teams}

    def question(one: Question) -> dict[str, Any]:
        options = [{"slug": option.slug, "label": text(option.label)} for option in one.options]
        asked = {"slug": one.slug, "label": text(one.label), "kind": one.kind}
        return asked | ({"options": options} if options else {})

    def category(one: Category) -> dict[str, Any]:
        help_ = one.first_help
        return {
            "slug": one.slug,
            "label": text(one.label),
            "group": one.group,
            "class": one.class_,
            "tile": one.tile,
            "icon": one.icon,
            "emergency": one.emergency,
            "questions": [question(each) for each in one.questions],
        } | ({"first_help": {"text": text(help_.text), "phone": help_.phone}} if help_ else {})

    return {
        "name": neighbourhood.name,
        "languages": list(neighbourhood.languages),
        "bounds": shapely.total_bounds([area.geometry for area in neighbourhood.areas]).tolist(),
        "areas": [{"slug": area.slug, "name": text(area.name), "kind": area.kind} for area in neighbourhood.areas],
        "partners": [partner(each) for each in neighbourhood.partners],
        "groups": [{"slug": group.slug, "label": text(group.label)} for group in neighbourhood.groups],
        "tiles": [{"slug": tile.slug, "label": text(tile.label), "icon": tile.icon} for tile in neighbourhood.tiles],
        "categories": [category(each) for each in neighbourhood.categories],
    }
