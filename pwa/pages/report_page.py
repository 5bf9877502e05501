"""Showing the report form: empty, with errors at their fields, or with everything to look over once more."""

import json

from litestar import Response

from backend.deliveries import vapid_public_key
from backend.errors import Invalid
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood, Question
from backend.reports import Preview
from backend.reports.http import to_base64url
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.rendering import WITH_PLACE, AnyRequest, page
from pwa.pages.report_form import ReportForm
from pwa.pages.seers import NOT_ASKED, seers

#: The part of the form that a field of the report belongs to; a field that is not here is shown in the summary only.
PARTS = {"category": "what", "place": "where", "text": "show", "answers": "show", "photos": "show", "exclude": "who"}

#: The parts as they stand on the form, what belongs to none at the end.
ORDER = ("what", "where", "show", "who", "")

YES_NO = {"ja": mark("Ja"), "nee": mark("Nee"), "weet-niet": mark("Weet ik niet")}

#: The server has another text under this submission.
CHANGED = mark(
    "U had dit al verstuurd, met een andere tekst. Verstuur het opnieuw als nieuwe melding. "
    "Schrijf ook de nieuwe code op."
)

#: What the script says. It cannot look texts up itself, so the form carries them.
SCRIPT_WORDS = {
    "step": mark("Stap {n} van {m}"),
    "error": mark("Fout"),
    "category": mark("Kies wat er aan de hand is."),
    "place": mark("Gebruik uw plek, of typ de straat."),
    "text": mark("Schrijf iets op, of kies een foto. Eén van de twee is genoeg."),
    "searching": mark("Wij zoeken uw plek…"),
    "found": mark("Gevonden, op ongeveer {n} meter."),
    "rough": mark("Dit is niet precies, op ongeveer {n} meter. Typ ook de straat."),
    "denied": mark("Uw telefoon geeft de plek niet door. Typ de straat."),
    "onPoint": mark("Uw plek, op ongeveer {n} meter"),
    "photoBusy": mark("Wij maken de foto kleiner…"),
    "photoBad": mark("Deze foto kunnen wij niet openen. Kies een andere."),
    "photo": mark("Foto {n}"),
    "photoAway": mark("Haal foto {n} weg"),
    "photos": mark("Foto's"),
    "nothing": mark("Niet ingevuld"),
    "sending": mark("Wij versturen uw melding…"),
    "offline": mark("Nog niet verstuurd: u hebt geen internet. Uw tekst staat er nog. Houd deze pagina open."),
    "busy": mark("Nog niet verstuurd: het is druk. Uw tekst staat er nog. Wij proberen het zo opnieuw."),
    "again": mark("Probeer nu opnieuw"),
    "changed": CHANGED,
    "refused": mark("Dit lukt niet. Uw tekst staat er nog."),
    "photoSending": mark("Wij versturen uw foto {n}…"),
    "photoSent": mark("Foto {n} is verstuurd."),
    "photoWaits": mark("Foto {n} is nog niet verstuurd. Houd deze pagina open."),
    "hidden": mark("{name} ziet uw melding niet."),
    "by": mark("Uiterlijk {day}"),
    "copied": mark("De code is gekopieerd."),
    "pushOn": mark("U krijgt een bericht op deze telefoon."),
    "pushNo": mark("Uw telefoon staat berichten niet toe. Gebruik uw code."),
    "pushFails": mark("Dat lukt nu niet. Gebruik uw code."),
}


def form_page(
    request: AnyRequest,
    installation: Installation,
    form: ReportForm,
    *,
    status: int = 200,
    problem: Invalid | None = None,
    notice: str = "",
    check: bool = False,
    preview: Preview | None = None,
    compress: bool = False,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """The one document. Not compressed where it shows what was typed beside the code."""
    neighbourhood = installation.neighbourhood
    language = languages.of(request)
    return page(
        request,
        "report.html",
        status=status,
        headers={**WITH_PLACE, **(headers or {})},
        compress=compress,
        form=form,
        neighbourhood=neighbourhood,
        label=lambda text: neighbourhood.label(text, language),
        chosen=form.chosen(neighbourhood),
        open_tile=form.open_tile(neighbourhood),
        errors=errors_by_part(problem, language),
        notice=translate(language, notice),
        checking=check,
        preview=preview,
        answered=answered(form, neighbourhood, language),
        choices=lambda question: choices(question, neighbourhood, language),
        seers=seers(installation, language, without=NOT_ASKED),
        words=json.dumps({name: translate(language, text) for name, text in SCRIPT_WORDS.items()}, ensure_ascii=False),
        salt=to_base64url(installation.vault.salt),
        iterations=installation.vault.iterations,
        push_key=vapid_public_key(installation),
    )


def errors_by_part(problem: Invalid | None, language: str) -> dict[str, list[str]]:
    """The messages, by the part of the form that they belong to; "" gathers those of no part."""
    found: dict[str, list[str]] = {}
    for name, message in (problem.fields if problem else {}).items():
        part = PARTS.get(name.split(".")[0], "")
        found.setdefault(part, []).append(translate(language, message, problem.params if problem else None))
    return {part: found[part] for part in sorted(found, key=ORDER.index)}


def choices(question: Question, neighbourhood: Neighbourhood, language: str) -> list[tuple[str, str]]:
    """The answers that can be tapped: value and words."""
    if question.kind == "yes_no":
        return [(value, translate(language, text)) for value, text in YES_NO.items()]
    return [(option.slug, neighbourhood.label(option.label, language)) for option in question.options]


def answered(form: ReportForm, neighbourhood: Neighbourhood, language: str) -> list[tuple[str, str]]:
    """The questions of the chosen category that were answered, with the words of the answer."""
    category = form.chosen(neighbourhood)
    if category is None:
        return []
    found = []
    for question in category.questions:
        if answer := form.answers.get(f"{category.slug}.{question.slug}"):
            words = dict(choices(question, neighbourhood, language)).get(answer, answer)
            found.append((neighbourhood.label(question.label, language), words))
    return found
