"""What somebody typed into the report form: kept whatever happens, and turned into a report when it is one."""

from typing import Any
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict
from msgspec import Struct, field

from backend.neighbourhood import Category, Neighbourhood
from backend.reports.model import NewReport, Place
from backend.vault import new_code
from backend.vault.codes import digits_of


class ReportForm(Struct, kw_only=True):
    """The fields as they were typed. `submission` and `code` are empty in the copy that the phone keeps for offline."""

    submission: str = ""
    code: str = ""
    tile: str = ""
    category: str = ""
    text: str = ""
    lat: str = ""
    lon: str = ""
    description: str = ""
    no_trace: bool = False
    exclude: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    """By the name of the field, `category.question`: an answer survives a change of mind about the category."""

    @property
    def identified(self) -> bool:
        """Whether it carries a submission and a code that can be used."""
        return is_uuid4(self.submission) and digits_of(self.code) is not None

    def identify(self) -> None:
        """Give it a fresh submission and code: from now on it is a report of its own."""
        self.submission, self.code = str(uuid4()), new_code()

    def chosen(self, neighbourhood: Neighbourhood) -> Category | None:
        """The category, where one was chosen."""
        return neighbourhood.category(self.category) if neighbourhood.has_category(self.category) else None

    def open_tile(self, neighbourhood: Neighbourhood) -> str:
        """The tile to show open: that of the category, else the one that was tapped on the home page."""
        category = self.chosen(neighbourhood)
        return category.tile if category else self.tile

    def urgent(self, category: Category) -> bool:
        """Whether somebody who sends this should be told to call 112."""
        yes = {name for name, answer in self.answers.items() if answer == "ja"}
        return category.emergency or any(
            question.urgent and f"{category.slug}.{question.slug}" in yes for question in category.questions
        )

    def report(self, key: bytes | None, language: str) -> NewReport:
        """The report that this form makes. Values are judged by the verb, all at once."""
        own = f"{self.category}."
        return NewReport(
            submission=UUID(self.submission),
            category=self.category,
            text=self.text,
            place=Place(lat=number(self.lat), lon=number(self.lon), description=self.description),
            answers={name.removeprefix(own): answer for name, answer in self.answers.items() if name.startswith(own)},
            level=0 if self.no_trace else 1,
            key=key,
            contact=None,
            photos=0,
            exclude=self.exclude,
            language=language,
        )


def fresh(tile: str = "") -> ReportForm:
    """An empty form with its own submission and code."""
    form = ReportForm(tile=tile)
    form.identify()
    return form


def read(data: FormMultiDict) -> ReportForm:
    """The form as it was sent; fields that are not ours are left out."""

    def text(name: str) -> str:
        value: Any = data.get(name, "")
        return value if isinstance(value, str) else ""

    return ReportForm(
        submission=text("submission"),
        code=text("code"),
        tile=text("tile"),
        category=text("category"),
        text=text("text").replace("\r\n", "\n"),
        lat=text("lat"),
        lon=text("lon"),
        description=text("description"),
        no_trace=bool(text("no_trace")),
        exclude=tuple(value for value in data.getall("exclude", []) if isinstance(value, str)),
        answers={name: text(name) for name in data if "." in name and text(name)},
    )


def number(value: str) -> float | None:
    """A coordinate as the script wrote it; nothing where there is none."""
    try:
        return float(value)
    except ValueError:
        return None


def is_uuid4(value: str) -> bool:
    """Whether this is the canonical form of a random UUID."""
    try:
        return str(UUID(value, version=4)) == value.lower()
    except ValueError:
        return False
