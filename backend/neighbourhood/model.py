"""The words of a neighbourhood, as plain structs: who is there, what can be reported, who must answer.

All of it is data, read from a folder by `loading.py` and proved by `checking.py`. Labels are in the first language of
the neighbourhood; `translations` maps language → label → text for the others.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Literal

from msgspec import Meta, Struct, field
from shapely.geometry.base import BaseGeometry

from backend.neighbourhood.areas import AreaIndex

Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Pillar = Literal["wonen", "ondermijning", "fysiek", "sociaal"]
Sensitivity = Literal["open", "restricted", "sealed"]
Duty = Literal["field", "case", "intake", "moderate"]
AreaKind = Literal["complex", "buurt", "wijk", "municipality"]
Compartment = Literal["task", "place", "narrative", "summary", "media", "contact", "mailbox"]

#: Forms of what nobody has by itself: intake chooses it or passes it on, or the reporter consents.
BY_CHOICE = frozenset({"chosen", "through", "consent"})


class Point(Struct, frozen=True):
    """A place in WGS 84 degrees."""

    lat: float
    lon: float


class Area(Struct, frozen=True):
    """A polygon (or several) with a name. Areas nest; the smallest wins."""

    slug: Slug
    name: str
    kind: AreaKind
    geometry: BaseGeometry


class Team(Struct, frozen=True, kw_only=True):
    """Who does the work. `id` is partner/slug, the name by which everything else refers to it."""

    partner: Slug
    slug: Slug
    name: str
    duties: tuple[Duty, ...] = ()
    channel: Literal["screen", "email"] = "screen"
    email: str = ""
    substitutes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name partner/team."""
        return f"{self.partner}/{self.slug}"


class Partner(Struct, frozen=True, kw_only=True):
    """An organisation that takes responsibility. `in_sentence` is the name inside a sentence: "de gemeente"."""

    slug: Slug
    name: str
    teams: tuple[Team, ...] = ()
    in_sentence: str = ""


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to a choice."""

    slug: Slug
    label: str


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question that a category needs. A `yes_no` is answered with ja, nee or weet-niet."""

    slug: Slug
    label: str
    kind: Literal["yes_no", "choice", "text"] = "yes_no"
    options: tuple[Option, ...] = ()
    urgent: bool = False
    """Whether "ja" to a `yes_no` means: call 112 now."""


class FirstHelp(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who can help before enforcement does."""

    text: str
    phone: str = ""


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Schoon, heel, veilig or samen."""

    slug: Slug
    label: str


class Tile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the six pictures on the home page; it stands for several categories."""

    slug: Slug
    label: str
    icon: str


class Category(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """What a report is about. `class_` is its sensitivity, `quick` a quick win for the fast lane."""

    slug: Slug
    label: str
    group: str
    pillar: Pillar
    class_: Sensitivity
    tile: str
    icon: str
    quick: bool = False
    emergency: bool = False
    first_help: FirstHelp | None = None
    questions: tuple[Question, ...] = ()


class Term(Struct, frozen=True):
    """A length of working time: `4h` is four working hours, `5d` five working days."""

    amount: int
    unit: Literal["h", "d"]


class Responsibility(Struct, frozen=True, kw_only=True):
    """This category (or group), in this area → this team, within these terms, else the fallback."""

    area: str
    team: str
    fallback: str
    acknowledge: Term
    handle: Term
    category: str = ""
    group: str = ""
    line: int = 0
    """Where it stands in its file, for messages."""


class Grant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the covenant: this duty may see these compartments of these classes, in this form.

    `forms` maps compartment → form: place `exact`; narrative, summary, mailbox, task `full`; media `cleaned`;
    contact `named` (level 4 only) or `asked` (level 3 and up, after a reason). Of a sealed report that intake gives on:
    `chosen` by intake, `through` intake, with the reporter's `consent`. What is not listed is denied.
    """

    duty: Duty
    classes: tuple[Sensitivity, ...]
    forms: dict[Compartment, str]
    purpose: str
    legal_basis: str
    valid_from: date
    valid_until: date
    version: int = 1
    """Of the covenant: where several hold for a duty on the same day, only the newest counts."""
    maximum_age: int | None = None
    """Days after which a report is not seen any more, from the Monday of its week. None: as long as it lasts."""
    partners: tuple[str, ...] = ()
    """Empty: every partner whose team is responsible."""


class Neighbourhood(Struct, kw_only=True):
    """A whole neighbourhood, loaded and proved. `desks` and `intakes` are team ids in the order of trying."""

    slug: str
    name: str
    municipality: str
    languages: tuple[str, ...]
    timezone: str
    areas: tuple[Area, ...]
    partners: tuple[Partner, ...]
    groups: tuple[Group, ...]
    tiles: tuple[Tile, ...]
    categories: tuple[Category, ...]
    responsibilities: tuple[Responsibility, ...]
    grants: tuple[Grant, ...]
    desks: tuple[str, ...]
    intakes: tuple[str, ...]
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    digest_at: tuple[time, time] = (time(8), time(17))
    """The two slots of the digest, by the clock on the wall."""

    def __post_init__(self) -> None:
        self._teams = {team.id: team for partner in self.partners for team in partner.teams}
        self._partners = {partner.slug: partner for partner in self.partners}
        self._categories = {category.slug: category for category in self.categories}
        self._areas = {area.slug: area for area in self.areas}
        self._index = AreaIndex(self.areas)
        self._rules = rules_by_area(self.responsibilities, self.categories)

    _teams: dict[str, Team] = field(default_factory=dict)
    _partners: dict[str, Partner] = field(default_factory=dict)
    _categories: dict[str, Category] = field(default_factory=dict)
    _areas: dict[str, Area] = field(default_factory=dict)
    _index: AreaIndex = field(default_factory=lambda: AreaIndex(()))
    _rules: dict[tuple[str, str], Responsibility] = field(default_factory=dict)

    def team(self, name: str) -> Team:
        """The team `partner/slug`; KeyError if there is none."""
        return self._teams[name]

    def partner(self, slug: str) -> Partner:
        """The partner; KeyError if there is none."""
        return self._partners[slug]

    def category(self, slug: str) -> Category:
        """The category; KeyError if there is none."""
        return self._categories[slug]

    def area(self, slug: str) -> Area:
        """The area; KeyError if there is none."""
        return self._areas[slug]

    def areas_at(self, point: Point) -> list[Area]:
        """The areas that cover the point, boundary included, the most particular one first."""
        return self._index.at(point)

    def public_area_at(self, point: Point) -> str | None:
        """The smallest area at the point that may be named to everybody."""
        return public_area(self.areas_at(point))

    @property
    def municipal_area(self) -> Area:
        """The one area of kind municipality."""
        return next(area for area in self.areas if area.kind == "municipality")

    def rule(self, area: str, category: str) -> Responsibility | None:
        """The rule of this area itself for the category: the exact one before the one for its group."""
        return self._rules.get((area, category))

    def has_area(self, slug: str) -> bool:
        """Whether there is such an area."""
        return slug in self._areas

    def has_category(self, slug: str) -> bool:
        """Whether the catalogue has this category."""
        return slug in self._categories

    def has_team(self, name: str) -> bool:
        """Whether there is such a team."""
        return name in self._teams

    def has_partner(self, slug: str) -> bool:
        """Whether there is such a partner."""
        return slug in self._partners

    def label(self, text: str, language: str) -> str:
        """A label of this neighbourhood in `language`; untranslated labels stay in its first language."""
        return self.translations.get(language, {}).get(text, text)


def public_area(areas: Iterable[Area]) -> str | None:
    """The smallest of the areas at a place that may be named to everybody: a buurt, not a complex of a few doors."""
    return next((area.slug for area in areas if area.kind != "complex"), None)


def rules_by_area(
    responsibilities: tuple[Responsibility, ...], categories: tuple[Category, ...]
) -> dict[tuple[str, str], Responsibility]:
    """(area, category) → its rule. An exact rule goes before a rule for the group."""
    rules = {(rule.area, rule.category): rule for rule in reversed(responsibilities) if rule.category}
    for rule in responsibilities:
        for category in categories:
            if rule.group == category.group:
                rules.setdefault((rule.area, category.slug), rule)
    return rules
