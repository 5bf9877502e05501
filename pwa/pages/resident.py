"""Home and the report form: one document, with or without JavaScript. The answer to sending it is the Sent page."""

from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import Cookie, UploadFile
from litestar.di import NamedDependency

from backend import insight, reports
from backend.access import public
from backend.deliveries import vapid_public_key
from backend.errors import Conflict, Gone, Invalid, Malformed, Problem, TooLarge, Unavailable, WrongType
from backend.installation import Installation
from backend.pictures import MOST_BYTES
from backend.reports import Preview
from backend.reports.http import follow_cookie
from backend.texts import mark, translate
from backend.vault.codes import digits_of
from pwa.pages import language as languages
from pwa.pages import report_form
from pwa.pages.rendering import AnyRequest, page
from pwa.pages.report_form import ReportForm
from pwa.pages.report_page import CHANGED, form_page

FORM_BYTES = 64 * 1024
#: A photo, and the little that a form puts round it.
PHOTO_BYTES = MOST_BYTES + 4096


@get("/", opt=public("inform"))
async def home(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """Six pictures to start with, and what was solved this month."""
    neighbourhood = installation.neighbourhood
    language = languages.of(request)
    board = await insight.board(installation, None)
    return page(
        request,
        "home.html",
        compress=True,
        neighbourhood=neighbourhood,
        label=lambda text: neighbourhood.label(text, language),
        solved=board.solved_this_month,
        wanted=languages.wanted(request),
        offer=translate(languages.wanted(request), mark("Lees dit in het Nederlands")),
    )


@get("/nieuw", opt=public("report"))
async def empty_form(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """The report form. With `?leeg` it is the copy that phones keep, without submission and code."""
    form = ReportForm() if "leeg" in request.query_params else report_form.fresh()
    return form_page(request, installation, form, compress=True)


@post("/nieuw", opt=public("report"), status_code=200, request_max_body_size=FORM_BYTES)
async def send(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """A tile of the home page, "Kijk eerst na", or the report itself. What was typed is never lost."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise WrongType()
    data = await request.form()
    form = report_form.read(data)
    if form == ReportForm(tile=form.tile):
        return form_page(request, installation, report_form.fresh(form.tile), compress=True)
    started = form.identified
    if not started:
        form.identify()
    action = data.get("action")
    if action == "check":
        return form_page(request, installation, form, check=True, preview=await previewed(request, installation, form))
    if not started:
        notice = mark("Kijk uw melding nog één keer na. Verstuur hem dan.") if action else ""
        return form_page(request, installation, form, notice=notice)
    try:
        return await sent(request, installation, form)
    except Invalid as problem:
        if "key" in problem.fields:
            form.identify()
        return form_page(request, installation, form, status=problem.status, problem=problem)
    except Conflict as problem:
        form.identify()
        return form_page(request, installation, form, status=problem.status, notice=CHANGED)
    except Unavailable as problem:
        notice = mark("Het lukt nu even niet. Uw tekst staat er nog. Probeer het straks opnieuw.")
        headers = {"Retry-After": str(problem.retry_after)}
        return form_page(request, installation, form, status=problem.status, notice=notice, headers=headers)


async def previewed(request: AnyRequest, installation: Installation, form: ReportForm) -> Preview | None:
    """What others will see of the text; nothing where the form is not right yet."""
    try:
        return await reports.preview(installation, form.category, form.text, languages.of(request))
    except Invalid:
        return None


async def sent(request: AnyRequest, installation: Installation, form: ReportForm) -> Response[bytes]:
    """Submit, open the follow session, and show the code."""
    language = languages.of(request)
    key = None if form.no_trace else await installation.vault.derive(form.code)
    receipt = (await reports.submit(installation, form.report(key, language))).receipt
    if receipt.team is None:
        return page(request, "withdrawn.html", news_key="")
    cookies: list[Cookie] = []
    if key is not None:
        token, _ = await reports.open_follow(installation, key)
        cookies.append(follow_cookie(installation.settings, token))
    category = installation.neighbourhood.category(form.category)
    return page(
        request,
        "sent.html",
        cookies=cookies,
        receipt=receipt,
        category=category,
        urgent=form.urgent(category),
        hidden_from=[
            installation.neighbourhood.label(partner.name, language)
            for partner in installation.neighbourhood.partners
            if partner.slug in form.exclude and category.class_ != "open"
        ],
        code="" if form.no_trace else form.code,
        submission=form.submission,
        push_key=vapid_public_key(installation),
        photo=1,
        error="",
    )


@post("/nieuw/foto", opt=public("report"), status_code=200, request_max_body_size=PHOTO_BYTES)
async def photo(request: AnyRequest, installation: NamedDependency[Installation]) -> Response[bytes]:
    """One photo of a report that was just sent, for browsers without JavaScript. The page keeps showing the code."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise WrongType()
    data = await request.form()
    submission, n, code, file = (data.get(name) for name in ("submission", "n", "code", "photo"))
    if not (isinstance(submission, str) and report_form.is_uuid4(submission) and n in ("1", "2", "3")):
        raise Malformed()
    error = ""
    if isinstance(file, UploadFile) and file.filename:
        try:
            await reports.add_photo(installation, UUID(submission), int(n), await file.read())
        except (Invalid, Conflict, Gone, TooLarge, WrongType, Unavailable) as problem:
            error = photo_error(problem, languages.of(request))
    else:
        error = translate(languages.of(request), mark("Kies eerst een foto."))
    return page(
        request,
        "photo.html",
        status=200 if not error else 422,
        submission=submission,
        code=code if isinstance(code, str) and digits_of(code) else "",
        photo=int(n) if error else int(n) + 1,
        error=error,
    )


def photo_error(problem: Problem, language: str) -> str:
    """What is wrong with a photo, in one sentence."""
    messages = list(problem.fields.values()) if isinstance(problem, Invalid) else []
    return translate(language, messages[0] if messages else problem.detail or problem.title, problem.params)


HANDLERS = [home, empty_form, send, photo]
