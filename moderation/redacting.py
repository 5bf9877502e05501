"""A text with what is personal replaced by what it was: "[naam]"."""

from collections.abc import Iterable

from moderation.model import Finding, Kind

WORDS: dict[Kind, str] = {
    "NAME": "[naam]",
    "ADDRESS": "[adres]",
    "PHONE": "[telefoonnummer]",
    "EMAIL": "[e-mailadres]",
    "IBAN": "[rekeningnummer]",
    "BSN": "[burgerservicenummer]",
    "PLATE": "[kenteken]",
    "URL": "[link]",
    "HANDLE": "[accountnaam]",
}


def redact(text: str, findings: Iterable[Finding]) -> str:
    """`text` with each finding replaced by its word. Findings do not overlap; neighbours of one kind become one."""
    parts: list[str] = []
    end = 0
    for finding in sorted(findings):
        between = text[end : finding.start]
        word = WORDS[finding.kind]
        if not (parts and parts[-1] == word and not between.strip()):
            parts += [between, word]
        end = finding.end
    return "".join([*parts, text[end:]])
