"""Leaks into what is stored: rows, names of files, temporary files."""

import base64
import gzip
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar.datastructures import UploadFile

from backend import pictures
from backend.casework import resealing
from backend.casework.tables import Case
from backend.covenant import looks
from backend.covenant.chain import add_row
from backend.parsing import json_body
from backend.people import tokens
from backend.reports import http, submitting
from backend.reports import sessions as follow_sessions
from backend.vault import Vault, news_key
from backend.vault.codes import expand
from tests.trust.journeys import short
from tests.trust.plants.tools import SEEN, Plant, rows, see_reports


def words_in_a_column(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    rows(patch, "casefile", lambda _: {"public_text": base64.b64encode(b"x" + SEEN["new"].text.encode()).decode()})


def packed_words_in_a_column(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    rows(patch, "report", lambda _: {"digest": gzip.compress(SEEN["new"].place.description.encode())})


def place_in_columns(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    rows(patch, "casefile", lambda _: {"lat": SEEN["new"].place.lat, "lon": SEEN["new"].place.lon})


def see_headers(patch: pytest.MonkeyPatch) -> None:
    async def seeing(request: Any) -> bytes:
        SEEN["headers"] = request.headers
        return await json_body(request)

    patch.setattr(http, "json_body", seeing)


def browser_in_a_column(patch: pytest.MonkeyPatch) -> None:
    see_headers(patch)
    rows(patch, "casefile", lambda _: {"public_text": SEEN["headers"]["user-agent"].encode().hex()})


def address_in_a_column(patch: pytest.MonkeyPatch) -> None:
    see_headers(patch)
    rows(patch, "casefile", lambda _: {"public_text": SEEN["headers"]["x-forwarded-for"]})


def session_ids(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tokens, "hashed", str.encode)


def follow_session_ids(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(follow_sessions, "hashed", lambda token: token)


def second_factor(patch: pytest.MonkeyPatch) -> None:
    seal_to, open_as = Vault.seal_to, Vault.open_as

    def with_it(self: Vault, service: str, data: bytes) -> bytes:
        return seal_to(self, service, data) + (data if service == "accounts" else b"")

    def without_it(self: Vault, service: str, sealed: bytes) -> bytes:
        return open_as(self, service, sealed[:-32] if service == "accounts" else sealed)

    patch.setattr(Vault, "seal_to", with_it)
    patch.setattr(Vault, "open_as", without_it)


def exact_time(patch: pytest.MonkeyPatch) -> None:
    rows(patch, "event", lambda _: {"at": datetime.now(UTC)})


def plain_news_key(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(submitting, "seal_news_key", lambda _, key: news_key(key))


def mailbox_seed(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    rows(patch, "report", lambda _: {"digest": expand(SEEN["new"].key, b"mailbox")})


def summary_in_the_case(patch: pytest.MonkeyPatch) -> None:
    write = resealing.write_summary

    async def writing(transaction: Any, report: Any, *rest: Any) -> None:
        await write(transaction, report, *rest)
        await transaction.run(Case.update({Case.public_text: rest[2]}).where(Case.id == report))

    patch.setattr(resealing, "write_summary", writing)


def phone_of_a_report(patch: pytest.MonkeyPatch) -> None:
    def seeing(values: dict[str, Any]) -> dict[str, Any]:
        SEEN["id"] = values["id"]
        return {}

    rows(patch, "report", seeing)
    rows(patch, "digest_subscription", lambda _: {"id": SEEN["id"]})


def reference_in_the_log(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)

    def adding(hasher: Any, transaction: Any, look: dict[str, Any]) -> None:
        add_row(hasher, transaction, look | {"purpose": f"case {SEEN['reference']}"})

    patch.setattr(looks, "add_row", adding)


def leave_behind(name: str) -> None:
    Path(tempfile.gettempdir(), name).touch()


def name_of_a_file(patch: pytest.MonkeyPatch) -> None:
    read = UploadFile.read

    async def reading(self: UploadFile, size: int = -1) -> bytes:
        data = await read(self, size)
        leave_behind(self.filename)
        return data

    patch.setattr(UploadFile, "read", reading)


def temporary_file(patch: pytest.MonkeyPatch) -> None:
    clean = pictures.clean

    def cleaning(data: bytes) -> pictures.Pictures:
        with tempfile.NamedTemporaryFile(delete=False) as left:
            left.write(data)
        return clean(data)

    patch.setattr(pictures, "clean", cleaning)


STORED = {
    "words in a clear column, in base64": Plant(words_in_a_column, short.sealed_report, {("casefile", "sealed.text")}),
    "words in a keyed column, packed": Plant(
        packed_words_in_a_column, short.restricted_report, {("report", "restricted.description")}
    ),
    "an exact place in clear columns": Plant(
        place_in_columns, short.sealed_report, {("casefile", "sealed.lat"), ("casefile", "sealed.lon")}
    ),
    "the browser in a column, in hex": Plant(browser_in_a_column, short.sealed_report, {("casefile", "user agent")}),
    "a forwarded address in a column": Plant(address_in_a_column, short.sealed_report, {("casefile", "forwarded")}),
    "a session id that is not hashed": Plant(session_ids, short.sign_in, {("staff_session", "coordinator.cookie")}),
    "a follow session that is not hashed": Plant(
        follow_session_ids, short.two_reports, {("follow_session", "open.cookie"), ("follow_session", "done.cookie")}
    ),
    "a second factor in the clear": Plant(second_factor, short.new_colleague, {("person", "first.totp")}),
    "the exact time of a sealed report": Plant(exact_time, short.sealed_report, {("event.at", "sealed.moment")}),
    "a news key as it is": Plant(plain_news_key, short.sealed_report, {("sealed", "sealed.news key")}),
    "the seed of a mailbox": Plant(mailbox_seed, short.sealed_report, {("report", "sealed.mailbox")}),
    "a summary in the row of the case": Plant(summary_in_the_case, short.as_summary, {("casefile", "summary.summary")}),
    "a phone that leads to a report": Plant(
        phone_of_a_report, short.sealed_news, {("digest_subscription", "sealed.id")}
    ),
    "a reference in the access log": Plant(
        reference_in_the_log, short.sealed_report, {("access_log", "sealed.reference")}
    ),
    "the name of a photo's file": Plant(name_of_a_file, short.by_form, {("names of files", "form.file name")}),
    "a photo in a temporary file": Plant(
        temporary_file, short.open_report, {("temporary files", "open.exif"), ("temporary files", "open.comment")}
    ),
}
