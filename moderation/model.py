"""What moderation says about a text: findings, advice, and one verdict per audience. Offsets count characters."""

from typing import Literal

from msgspec import Struct, structs

Kind = Literal["NAME", "ADDRESS", "PHONE", "EMAIL", "IBAN", "BSN", "PLATE", "URL", "HANDLE"]
#: `certain` and `likely` are hidden; `possible` is asked of the reporter.
Confidence = Literal["certain", "likely", "possible"]
#: In this order of strictness a verdict wins: the last is the strictest.
Verdicts = Literal["allow", "redact", "hold", "refuse"]
Audience = Literal["reporter", "team", "partners", "public"]
Advice = Literal["112", "113", "veilig-thuis", "0900-8844", "0800-7000"]
Tone = Literal["threat", "staff", "hate", "profanity", "spam"]
Class = Literal["open", "restricted", "sealed"]

#: The version of the rules: a decision keeps it beside the rule that it followed.
VERSION = 1


class Finding(Struct, frozen=True, order=True):
    """Characters `start` up to `end` of a text that could tell who somebody is, by which rule, and why we think so."""

    start: int
    end: int
    kind: Kind
    confidence: Confidence
    rule: str
    reason: str

    def moved(self, start: int, end: int) -> "Finding":
        """The same at another place."""
        return structs.replace(self, start=start, end=end)

    @property
    def hidden(self) -> bool:
        """Whether it is hidden without asking."""
        return self.confidence != "possible"


class Verdict(Struct, frozen=True):
    """What one audience may see. `reasons` are keys of sentences; `priority` is 1 for what cannot wait."""

    verdict: Verdicts
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    priority: int = 0


class Assessment(Struct, frozen=True):
    """All that is to be said of one text."""

    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...]
    tones: tuple[Tone, ...]
    #: With what is hidden replaced by words: "[naam]".
    public_text: str
    verdicts: dict[Audience, Verdict]
    version: int = VERSION
    #: The kind of error that kept the rules from saying anything; never a part of the text.
    fault: str = ""

    @property
    def proposes_intake(self) -> bool:
        """Whether an everyday category hides a threat: intake should weigh it."""
        return bool({"threat", "staff"} & set(self.tones))
