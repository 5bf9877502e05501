"""Everybody looks everywhere, also at what is not theirs; and what is printed, counted and logged is heard too."""

import httpx

from tests.trust.town import Town

PUBLIC = (
    "/", "/buurt", "/buurt/rozenprieel", "/api/board", "/api/board?area=rozenprieel", "/api/neighbourhood", "/nieuw",
    "/nieuw?leeg", "/volg", "/privacy", "/toegankelijkheid", "/offline", "/sw.js", "/en/", "/en/buurt", "/api/news",
    "/healthz", "/readyz", "/manifest.webmanifest", "/inloggen",
)  # fmt: skip
#: Pages and lists that everybody of staff tries; some are there in a later release.
TRIED = (
    "/zaken", "/taken", "/api/cases", "/api/tasks", "/intake", "/overzicht", "/balie", "/moderatie", "/beheer",
    "/api/log", "/logboek", "/api/moderation", "/toegang", "/api/session", "/buurt",
)  # fmt: skip
COMMANDS = (("verify-log",), ("staff", "list"))


def public(town: Town) -> None:
    """Somebody without a report, on each page that anybody may ask."""
    visitor = town.visitor("public")
    for path in PUBLIC:
        visitor.get(path)


def curious(town: Town) -> None:
    """Everybody of staff tries every case, and looks for it by its reference and by its words."""
    for name in town.cast:
        for path in TRIED:
            town.cast[name].get(path)
        town.cast[name].get("/api/cases", params={"q": "merk"})
        for report in town.reports.values():
            try_case(town, name, report)


def try_case(town: Town, who: str, report: dict[str, str]) -> None:
    """One case, for programs and on the page, and how its reporter can be reached."""
    colleague = town.cast[who]
    colleague.get("/api/cases", params={"q": report["reference"]})
    if case := report.get("case"):
        for path in (f"/api/cases/{case}", f"/zaken/{case}"):
            colleague.get(path)
        if who.endswith("intake"):
            colleague.post(f"/api/cases/{case}/contact", json={"reason": "danger"})


def listen(town: Town) -> None:
    """What a monitor counts, and what commands print."""
    count(town)
    for command in COMMANDS:
        town.hear(f"the command {command[0]}", town.installation.run(*command))


def count(town: Town) -> None:
    """What a monitor reads."""
    bind = town.installation.environment["BUURTSEIN_METRICS_BIND"]
    for path in ("metrics", "readyz"):
        town.hear("the monitor", httpx.get(f"http://{bind}/{path}").content)
