"""Before sending: what others will see of a text, and why. Nothing of it is kept."""

import asyncio

from msgspec import Struct

from backend.errors import Invalid
from backend.installation import Installation
from backend.reports.advising import advice_for
from backend.reports.checking import TEXT_LENGTH, check_text
from backend.texts import mark, translate
from moderation import Assessment, assess
from moderation.model import Kind

REASONS: dict[Kind, str] = {
    "NAME": mark("Dit lijkt een naam."),
    "ADDRESS": mark("Dit lijkt een adres."),
    "PHONE": mark("Dit lijkt een telefoonnummer."),
    "EMAIL": mark("Dit lijkt een e-mailadres."),
    "IBAN": mark("Dit is een rekeningnummer."),
    "BSN": mark("Dit lijkt een burgerservicenummer. Dat bewaren wij nooit."),
    "PLATE": mark("Dit lijkt een kenteken."),
    "URL": mark("Dit is een link."),
    "HANDLE": mark("Dit lijkt de naam van een account."),
}


class Found(Struct, frozen=True):
    """One thing that we would hide: characters `start` up to `end`, and a sentence that says why."""

    start: int
    end: int
    kind: str
    confidence: str
    reason: str


class Preview(Struct, frozen=True):
    """What is found in a text, the text as everybody may read it (nothing where nobody may), and who helps sooner."""

    findings: list[Found]
    public_text: str
    advice: tuple[str, ...]


async def preview(installation: Installation, category: str, text: str, language: str) -> Preview:
    """What others will see of `text`. Raises Invalid."""
    neighbourhood = installation.neighbourhood
    wrong = {} if neighbourhood.has_category(category) else {"category": mark("Kies waar het over gaat.")}
    if problem := check_text(text, TEXT_LENGTH):
        wrong["text"] = problem
    if wrong:
        raise Invalid(wrong)
    # The first text loads the lists of names, which takes a second: others need not wait for it.
    assessment = await asyncio.to_thread(assess, text, neighbourhood.category(category).class_)
    removed = any(finding.kind == "BSN" for finding in assessment.findings)
    return Preview(found(assessment, language), public_text(assessment), advice_for(text, language, removed=removed))


def found(assessment: Assessment, language: str) -> list[Found]:
    """The findings, each with its reason in words."""
    return [
        Found(each.start, each.end, each.kind, each.confidence, translate(language, REASONS[each.kind]))
        for each in assessment.findings
    ]


def public_text(assessment: Assessment) -> str:
    """The text that may become public; a moderator still looks first."""
    return "" if assessment.verdicts["public"].verdict == "refuse" else assessment.public_text
