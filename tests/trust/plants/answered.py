"""Leaks into answers: somebody reads what is not for them, or reads it in a place where it must not stand."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from litestar.response import Redirect
from msgspec.structs import replace
from PIL import Image

from backend import casework, errors, insight, pictures, reports
from backend.casework import access, inbox, resealing, showing
from backend.casework.finding import CASE_COLUMNS, CaseRow, find_case
from backend.casework.lines import common
from backend.casework.model import CaseItem, CasePage, CaseView
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.rewrapping import open_report
from backend.casework.stepping import take_step
from backend.casework.tables import Case
from backend.covenant import Disclosed, sleeping_keys
from backend.installation import Installation
from backend.vault import Vault
from backend.web import declared
from pwa.pages import follow, rendering
from tests.trust.journeys import short
from tests.trust.plants.tools import SEEN, Plant, see_reports


def photo_as_it_came(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pictures, "clean", lambda data: pictures.Pictures(data, data))


def comment_of_a_photo(patch: pytest.MonkeyPatch) -> None:
    clean = pictures.clean

    def cleaning(data: bytes) -> pictures.Pictures:
        cleaned, comment = clean(data), Image.open(BytesIO(data)).info["comment"]
        return pictures.Pictures(cleaned.large + comment, cleaned.small)

    patch.setattr(pictures, "clean", cleaning)


def contact_in_the_list(patch: pytest.MonkeyPatch) -> None:
    line = inbox.item_of

    def telling(installation: Any, member: Any, case: Any, opened: Disclosed, language: str) -> CaseItem:
        item = line(installation, member, case, opened, language)
        return replace(item, summary=f"{item.summary} {opened.contact.email}") if opened.contact else item

    patch.setitem(inbox.LISTED, "open", (*inbox.LISTED["open"], "contact"))
    patch.setattr(inbox, "item_of", telling)


def contact_without_a_reason(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(showing, "PARTS", (*showing.PARTS, "contact"))


def no_filter_of_the_team(patch: pytest.MonkeyPatch) -> None:
    open_tasks = inbox.open_tasks

    async def opening(installation: Any, member: Any, cases: list[CaseRow]) -> dict[UUID, Disclosed]:
        nothing = {case.id: Disclosed(case.id, {}, {}) for case in cases}
        return nothing | await open_tasks(installation, member, cases)

    patch.setattr(inbox, "lists_of", lambda _: [Case.id.is_not_null()])
    patch.setattr(inbox, "open_tasks", opening)


async def asleep(installation: Installation, id: UUID) -> Disclosed:
    """A report, opened with the keys that sleep for others."""

    async def entry(transaction: Any) -> Disclosed:
        return await open_report(transaction, id, await sleeping_keys(transaction, installation, id))

    return await installation.ledger.record(entry)


def everybody_is_let_in(patch: pytest.MonkeyPatch) -> None:
    async def anybody(_: object) -> Any:
        return SimpleNamespace(has=lambda _: True)

    patch.setattr(declared, "provide_member", anybody)


def counter_opens_a_case(patch: pytest.MonkeyPatch) -> None:
    everybody_is_let_in(patch)
    show = casework.show_case

    async def showing_all(installation: Installation, member: Any, id: UUID, language: str = "nl") -> CaseView:
        if not member.has("counter"):
            return await show(installation, member, id, language)
        narrative = (await asleep(installation, id)).narrative
        return CaseView(**common(installation, await find_case(id), language), text=narrative.text if narrative else "")

    patch.setattr(casework, "show_case", showing_all)


def admin_lists_cases(patch: pytest.MonkeyPatch) -> None:
    everybody_is_let_in(patch)
    list_cases = casework.list_cases

    async def listing_all(installation: Installation, member: Any, *rest: Any) -> CasePage:
        if not member.has("admin"):
            return await list_cases(installation, member, *rest)
        items = []
        for row in await Case.select(*CASE_COLUMNS):
            case = CaseRow(**row)
            place = (await asleep(installation, case.id)).place
            items.append(CaseItem(**common(installation, case, "nl"), summary=place.description if place else ""))
        return CasePage(items, None)

    patch.setattr(casework, "list_cases", listing_all)


def words_in_a_refusal(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    patch.setattr(access, "NotFound", lambda: errors.NotFound(SEEN["new"].text))


def copy_of_another(patch: pytest.MonkeyPatch) -> None:
    export, copies = reports.export, list[Any]()

    async def exporting(*asked: Any) -> Any:
        copies.append(await export(*asked))
        return copies[0]

    patch.setattr(reports, "export", exporting)


def note_of_weighing(patch: pytest.MonkeyPatch) -> None:
    async def stepping(installation: Any, transaction: Any, case: CaseRow, kind: str, *rest: Any, **how: Any) -> Any:
        if kind == "weighed":
            kind, how = "message_team", {"between": "all", "reporter_key": await reporter_key_of(transaction, case.id)}
        return await take_step(installation, transaction, case, kind, *rest, **how)

    patch.setattr(resealing, "take_step", stepping)


def code_in_an_address(patch: pytest.MonkeyPatch) -> None:
    derive = Vault.derive

    async def deriving(self: Vault, code: str) -> bytes:
        SEEN["code"] = code
        return await derive(self, code)

    patch.setattr(Vault, "derive", deriving)
    patch.setattr(follow, "Redirect", lambda path, **how: Redirect(f"{path}?code={SEEN['code']}", **how))


def answer_that_caches_keep(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(rendering.HEADERS, "Cache-Control", "private, max-age=600")


def reference_on_the_board(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    board = insight.board

    async def showing_more(*asked: Any) -> Any:
        shown = await board(*asked)
        shown.name += SEEN["reference"]
        return shown

    patch.setattr(insight, "board", showing_more)


ANSWERED = {
    "a photo as it came": Plant(
        photo_as_it_came, short.open_report, {("handler", "open.exif"), ("walker", "open.comment")}
    ),
    "the comment of a photo": Plant(
        comment_of_a_photo, short.open_report, {("handler", "open.comment"), ("reporter of open", "open.comment")}
    ),
    "a contact in the list": Plant(contact_in_the_list, short.open_report, {("handler's list", "open.email")}),
    "a contact without a reason": Plant(contact_without_a_reason, short.sealed_report, {("intake", "sealed.phone")}),
    "a list without the filter of the team": Plant(
        no_filter_of_the_team, short.open_report, {("desk's list", "open.reference")}
    ),
    "a case for the counter": Plant(counter_opens_a_case, short.open_report, {("counter", "open.text")}),
    "a list for the administrator": Plant(admin_lists_cases, short.open_report, {("admin's list", "open.description")}),
    "words in the refusal of another": Plant(words_in_a_refusal, short.open_report, {("desk", "open.text")}),
    "the copy of another's report": Plant(copy_of_another, short.two_reports, {("reporter of done", "open.text")}),
    "the note of weighing": Plant(note_of_weighing, short.as_summary, {("reporter of summary", "summary.weighed")}),
    "a code in an address": Plant(
        code_in_an_address, short.by_form, {("addresses", "form.code"), ("headers to reporter of form", "form.code")}
    ),
    "an answer that caches keep": Plant(answer_that_caches_keep, short.open_report, {("kept by caches", "open.text")}),
    "a sealed report on the board": Plant(reference_on_the_board, short.counted, {("public", "sealed.reference")}),
}
