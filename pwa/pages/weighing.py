"""What intake weighs before it gives a sealed report to a team: the questions of the form, and what they decide."""

from typing import Literal

from backend.casework import Reseal
from backend.errors import Invalid
from backend.texts import mark

YES, NO = "ja", "nee"
NO_ANSWER = mark("Kies ja of nee.")
NO_FORM = mark("Kies wat het team te lezen krijgt.")
NOT_NEEDED = mark("Geef het alleen door als dit team het echt moet weten.")
TOO_MUCH = mark("Geef niet meer door dan nodig is.")


def decided(form: dict[str, str]) -> Reseal:
    """What was filled in. Raises Invalid for a question that was not answered; the verb judges the rest."""
    wrong = {
        "only": "" if form.get("only") in {YES, NO} else NO_ANSWER,
        "form": "" if form.get("form") in {"full", "summary"} else NO_FORM,
        "necessary": "" if form.get("necessary") else NOT_NEEDED,
        "proportionate": "" if form.get("proportionate") else TOO_MUCH,
    }
    if any(wrong.values()):
        raise Invalid({name: message for name, message in wrong.items() if message})
    chosen: Literal["full", "summary"] = "full" if form["form"] == "full" else "summary"
    return Reseal(
        team=form.get("team", ""),
        form=chosen,
        note=form.get("note", ""),
        summary=form.get("summary", "") if chosen == "summary" else "",
        photos=bool(form.get("photos")),
        urgent=bool(form.get("urgent")),
        only_reporter=form["only"] == YES,
    )
