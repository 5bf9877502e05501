"""What stands in the files where that differs from the model: a team under its partner, a term as "5d"."""

from datetime import time
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import asdict

from backend.neighbourhood.model import Duty, Partner, Responsibility, Slug, Team, Term

TermText = Annotated[str, Meta(pattern="^[1-9][0-9]{0,2}[hd]$")]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
Names = Annotated[tuple[str, ...], Meta(min_length=1)]


class Identity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """neighbourhood.toml: who we are, and the teams that take what nobody else takes."""

    slug: Slug
    name: str
    municipality: str
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    desks: Names
    intakes: Names
    timezone: str = "Europe/Amsterdam"
    digest_at: tuple[time, time] = (time(8), time(17))


class TeamEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A team as it stands under its partner."""

    slug: Slug
    name: str
    duties: tuple[Duty, ...] = ()
    channel: Literal["screen", "email"] = "screen"
    email: str = ""
    substitutes: tuple[str, ...] = ()


class PartnerEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A partner with its teams."""

    slug: Slug
    name: str
    in_sentence: str = ""
    teams: tuple[TeamEntry, ...] = ()

    def partner(self) -> Partner:
        """The same in the words of the model."""
        teams = tuple(Team(partner=self.slug, **asdict(team)) for team in self.teams)
        return Partner(slug=self.slug, name=self.name, in_sentence=self.in_sentence or self.name, teams=teams)


class ResponsibilityEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A responsibility with its terms as text."""

    area: str
    team: str
    fallback: str
    acknowledge: TermText
    handle: TermText
    category: str = ""
    group: str = ""

    def responsibility(self, line: int) -> Responsibility:
        """The same in the words of the model, standing on `line`."""
        terms = {"acknowledge": term(self.acknowledge), "handle": term(self.handle)}
        return Responsibility(**{**asdict(self), **terms}, line=line)


def term(text: str) -> Term:
    """The term that a text such as "5d" stands for."""
    return Term(int(text[:-1]), "h" if text.endswith("h") else "d")
