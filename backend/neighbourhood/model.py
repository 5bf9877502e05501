"""The words of a neighbourhood, as plain structs: who is there, what can be reported, who must answer.

All of it is data, read from a folder by `loading.py` and proved by `checking.py`. Labels are in the first language of the
neighbourhood; `translations` maps language → msgid → text for the others.
"""

from datetime import date
from typing import Literal

from msgspec import Struct, field
from shapely.geometry.base import BaseGeometry

Sensitivity = Literal["open", "restricted", "sealed"]
Duty = Literal["field", "case", "intake", "moderate"]
AreaKind = Literal["complex", "buurt", "wijk", "municipality"]
Compartment = Literal["task", "place", "narrative", "summary", "media", "contact", "mailbox"]

#: Order in which areas claim a point: the most particular kind first.
AREA_ORDER: tuple[AreaKind, ...] = ("complex", "buurt", "wijk", "municipality")


class Point(Struct, frozen=True):
    """A place in WGS 84 degrees."""

    lat: float
    lon: float


class Area(Struct, frozen=True):
    """A polygon (or several) with a name. Areas nest; the smallest wins."""

    slug: str
    name: str
    kind: AreaKind
    geometry: BaseGeometry


class Team(Struct, frozen=True, kw_only=True):
    """Who does the work. `id` is partner/slug, the name by which everything else refers to it."""

    partner: str
    slug: str
    name: str
    duties: tuple[Duty, ...] = ()
    channel: Literal["screen", "email"] = "screen"
    email: str = ""
    substitutes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """partner/team"""
        return f"{self.partner}/{self.slug}"


class Partner(Struct, frozen=True, kw_only=True):
    """An organisation that takes responsibility."""

    slug: str
    name: str
    teams: tuple[Team, ...] = ()


class Option(Struct, frozen=True):
    """One answer to a choice."""

    slug: str
    label: str


class Question(Struct, frozen=True, kw_only=True):
    """A question that a category needs. A `yes_no` is answered with ja, nee or weet-niet."""

    slug: str
    label: str
    kind: Literal["yes_no", "choice", "text"] = "yes_no"
    options: tuple[Option, ...] = ()


class FirstHelp(Struct, frozen=True, kw_only=True):
    """Who can help before enforcement does."""

    text: str
    phone: str = ""


class Group(Struct, frozen=True):
    """Schoon, heel, veilig or samen."""

    slug: str
    label: str


class Tile(Struct, frozen=True, kw_only=True):
    """One of the six pictures on the home page; it stands for several categories."""

    slug: str
    label: str
    icon: str


class Category(Struct, frozen=True, kw_only=True):
    """What a report is about. `class_` is its sensitivity, `quick` a quick win for the fast lane."""

    slug: str
    label: str
    group: str
    pillar: str
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
    """This category (or group), in this area → this team, acknowledged and handled within these terms, else the fallback."""

    area: str
    team: str
    fallback: str
    acknowledge: Term
    handle: Term
    category: str = ""
    group: str = ""
    line: int = 0
    """Where it stands in its file, for messages."""


class Grant(Struct, frozen=True, kw_only=True):
    """One line of the covenant: this duty may see these compartments of these classes, in this form.

    `forms` maps compartment → form: place `exact`; narrative, summary, mailbox, task `full`; media `cleaned`;
    contact `named` (level 4 only) or `asked` (level 3 and up, after a reason). What is not listed is denied.
    """

    duty: Duty
    classes: tuple[Sensitivity, ...]
    forms: dict[Compartment, str]
    purpose: str
    legal_basis: str
    valid_from: date
    valid_until: date
    partners: tuple[str, ...] = ()
    """Empty: every partner whose team is responsible."""


class Neighbourhood(Struct, kw_only=True):
    """A whole neighbourhood, loaded and proved. `desks` and `intakes` are team ids in the order in which they are tried."""

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

    def __post_init__(self) -> None:
        self._teams = {team.id: team for partner in self.partners for team in partner.teams}
        self._partners = {partner.slug: partner for partner in self.partners}
        self._categories = {category.slug: category for category in self.categories}
        self._areas = {area.slug: area for area in self.areas}

    _teams: dict[str, Team] = field(default_factory=dict)
    _partners: dict[str, Partner] = field(default_factory=dict)
    _categories: dict[str, Category] = field(default_factory=dict)
    _areas: dict[str, Area] = field(default_factory=dict)

    def team(self, id: str) -> Team:
        """The team `partner/slug`; KeyError if there is none."""
        return self._teams[id]

    def partner(self, slug: str) -> Partner:
        """The partner; KeyError if there is none."""
        return self._partners[slug]

    def category(self, slug: str) -> Category:
        """The category; KeyError if there is none."""
        return self._categories[slug]

    def area(self, slug: str) -> Area:
        """The area; KeyError if there is none."""
        return self._areas[slug]

    def has_category(self, slug: str) -> bool:
        """Whether the catalogue has this category."""
        return slug in self._categories

    def has_team(self, id: str) -> bool:
        """Whether there is such a team."""
        return id in self._teams

    def has_partner(self, slug: str) -> bool:
        """Whether there is such a partner."""
        return slug in self._partners

    def label(self, text: str, language: str) -> str:
        """A label of this neighbourhood in `language`; untranslated labels stay in its first language."""
        return self.translations.get(language, {}).get(text, text)
