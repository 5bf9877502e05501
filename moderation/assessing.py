"""Everything about one text: one verdict per audience, the strictest reason wins, and what fails is held."""

from moderation.advice import advise
from moderation.model import Assessment, Audience, Class, Finding, Tone, Verdict
from moderation.personal import find_personal, hide_personal
from moderation.tone import tones

#: Tones that somebody looks at before anything is published.
HELD: tuple[Tone, ...] = ("staff", "threat", "hate", "spam", "profanity")
#: Of these, what cannot wait.
FIRST: tuple[Tone, ...] = ("staff", "threat")


def assess(text: str, sensitivity: Class) -> Assessment:
    """What is to be said of a report's text. Where a rule fails, a person reads it first."""
    try:
        findings = find_personal(text)
        heard = tones(text)
        return Assessment(
            findings, advise(text), heard, hide_personal(text, findings), verdicts(findings, heard, sensitivity)
        )
    except Exception as fault:
        return failed(fault)


def verdicts(findings: tuple[Finding, ...], heard: tuple[Tone, ...], sensitivity: Class) -> dict[Audience, Verdict]:
    """What each audience may see."""
    return {
        "reporter": Verdict("allow"),
        "team": redacted(tuple(finding for finding in findings if finding.kind == "BSN")),
        "partners": redacted(tuple(finding for finding in findings if finding.hidden)),
        "public": public(findings, heard, sensitivity),
    }


def redacted(findings: tuple[Finding, ...]) -> Verdict:
    """All but these."""
    if not findings:
        return Verdict("allow")
    return Verdict("redact", tuple(dict.fromkeys(finding.reason for finding in findings)), findings)


def public(findings: tuple[Finding, ...], heard: tuple[Tone, ...], sensitivity: Class) -> Verdict:
    """What everybody may see: of social and safety categories nothing, of others what nobody doubts."""
    if sensitivity != "open":
        return Verdict("refuse", ("class",))
    hidden = tuple(finding for finding in findings if finding.hidden)
    reasons = [tone for tone in HELD if tone in heard]
    doubts = ["doubt"] if len(hidden) < len(findings) else []
    if reasons or doubts:
        return Verdict("hold", (*reasons, *doubts), findings, int(any(tone in FIRST for tone in heard)))
    return redacted(hidden)


def failed(fault: Exception) -> Assessment:
    """Nothing is known of the text: a person reads it first."""
    held = Verdict("hold", ("fault",), (), 1)
    audiences: dict[Audience, Verdict] = {"reporter": Verdict("allow"), "team": held, "partners": held, "public": held}
    return Assessment((), (), (), "", audiences, fault=type(fault).__name__)
