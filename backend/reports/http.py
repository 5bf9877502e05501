"""The resident's JSON: thin handlers that parse, call one verb, answer."""

import base64
from typing import Any, Literal
from uuid import UUID

from litestar import Request, Response, Router, get, post, put
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from backend import reports
from backend.access import public
from backend.covenant import who_sees
from backend.deliveries import vapid_public_key
from backend.errors import SignInNeeded
from backend.installation import Installation
from backend.neighbourhood import describe
from backend.parsing import json_body, parse
from backend.pictures import MOST_BYTES
from backend.reports.model import Contact, Followed, OwnCopy, Receipt
from backend.reports.reading import key_of, read_report
from backend.settings import Settings
from backend.texts import mark
from moderation import Suggestion

BODY = 65_536
AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]


class KeyBody(Struct, forbid_unknown_fields=True):
    """The key that a code gave."""

    key: str


class MessageBody(Struct, forbid_unknown_fields=True):
    """Something to say."""

    text: str


class FeedbackBody(Struct, forbid_unknown_fields=True):
    """Whether the result is good."""

    good: bool
    text: str = ""


class PreviewBody(Struct, forbid_unknown_fields=True):
    """A text that somebody is typing."""

    category: str
    text: str


class SuggestBody(Struct, forbid_unknown_fields=True):
    """A text that somebody is typing. Every language is read the same way, whatever `language` says."""

    text: str
    language: str = ""


class ConsentBody(Struct, forbid_unknown_fields=True):
    """What the reporter says when asked for the contact."""

    yes: bool


class LevelBody(Struct, forbid_unknown_fields=True):
    """How news may come, and who may know who it is."""

    level: Literal[1, 2, 3, 4]
    contact: Contact | None = None
    subscription: dict[str, Any] | None = None


@get("/api/neighbourhood", opt=public("inform"))
async def neighbourhood(installation: Parts, language: FromQuery[str] = "nl") -> dict[str, Any]:
    """Everything that a form needs to know."""
    vault = installation.vault
    return describe(installation.neighbourhood, language) | {
        "vapid_key": vapid_public_key(installation),
        "kdf": {"name": "PBKDF2-SHA256", "iterations": vault.iterations, "salt": to_base64url(vault.salt)},
        "who_sees": who_sees(installation, language),
    }


@post("/api/reports", opt=public("report"), request_max_body_size=BODY)
async def submit(request: AnyRequest, installation: Parts) -> Response[Receipt]:
    """Take a report: 201, or 200 with today's state for the same submission."""
    new = read_report(installation.neighbourhood, await json_body(request))
    submitted = await reports.submit(installation, new)
    return Response(submitted.receipt, status_code=201 if submitted.created else 200)


@post("/api/preview", opt=public("report"), request_max_body_size=BODY, status_code=200)
async def preview(request: AnyRequest, installation: Parts, language: FromQuery[str] = "nl") -> reports.Preview:
    """What others will see of a text, before it is sent."""
    body = parse(PreviewBody, await json_body(request))
    return await reports.preview(installation, body.category, body.text, language)


@post("/api/suggest-category", opt=public("report"), request_max_body_size=BODY, status_code=200)
async def suggest_category(request: AnyRequest, installation: Parts) -> list[Suggestion]:
    """Which categories a text may be about: a question to who types it, never a choice."""
    body = parse(SuggestBody, await json_body(request))
    return await reports.suggest_category(installation, body.text)


@put("/api/reports/{submission:uuid}/photos/{n:int}", opt=public("report"), request_max_body_size=MOST_BYTES + 1)
async def add_photo(
    request: AnyRequest, installation: Parts, submission: FromPath[UUID], n: FromPath[int]
) -> Response[dict[str, int]]:
    """Store one photo: 201, or 200 for the same bytes again."""
    await reports.expect_photo(installation, submission, n)
    created = await reports.add_photo(installation, submission, n, await request.body())
    return Response({"n": n}, status_code=201 if created else 200)


@post("/api/follow", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def follow(request: AnyRequest, installation: Parts) -> Response[Followed]:
    """Open a report with the key of its code; the cookie lasts fifteen minutes."""
    body = parse(KeyBody, await json_body(request))
    cookie, followed = await reports.open_follow(installation, key_of(body.key))
    return Response(followed, cookies=[follow_cookie(installation.settings, cookie)])


@post("/api/follow/messages", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def message(request: AnyRequest, installation: Parts) -> Followed:
    """Say something to the team."""
    body = parse(MessageBody, await json_body(request))
    return await reports.post_message(installation, session_of(request, installation), body.text)


@post("/api/follow/feedback", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def feedback(request: AnyRequest, installation: Parts) -> Followed:
    """Whether the result is good."""
    body = parse(FeedbackBody, await json_body(request))
    return await reports.give_feedback(installation, session_of(request, installation), body.good, body.text)


@post("/api/follow/level", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def level(request: AnyRequest, installation: Parts) -> Followed:
    """How news may come."""
    body = parse(LevelBody, await json_body(request))
    cookie = session_of(request, installation)
    return await reports.set_level(installation, cookie, body.level, body.contact, body.subscription)


@post("/api/follow/code", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def code(request: AnyRequest, installation: Parts) -> Response[Followed]:
    """Another code for the same report, by the key that it gave: the one before is dead, and so are its sessions."""
    body = parse(KeyBody, await json_body(request))
    cookie, followed = await reports.change_code(installation, session_of(request, installation), key_of(body.key))
    return Response(followed, cookies=[follow_cookie(installation.settings, cookie)])


@get("/api/follow/export", opt=public("follow"))
async def export(request: AnyRequest, installation: Parts) -> Response[OwnCopy]:
    """One's own data, as a file."""
    copy = await reports.export(installation, session_of(request, installation))
    return Response(copy, headers=attachment(f"buurt-{copy.report.reference}.json"))


@post("/api/follow/news-key", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def own_news_key(request: AnyRequest, installation: Parts) -> dict[str, str]:
    """What a phone needs to find its news in a digest's list, for one that wants to: the page has no key any more."""
    parse(dict, await json_body(request))
    key = await reports.own_news_key(installation, session_of(request, installation))
    return {"news_key": to_base64url(key)}


@post("/api/follow/consent", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def consent(request: AnyRequest, installation: Parts) -> Followed:
    """Whether the team that handles it may have the contact."""
    body = parse(ConsentBody, await json_body(request))
    return await reports.answer_consent(installation, session_of(request, installation), body.yes)


@post("/api/follow/withdraw", opt=public("follow"), request_max_body_size=BODY, status_code=200)
async def withdraw(request: AnyRequest, installation: Parts) -> Response[dict[str, str]]:
    """Destroy the report; the code dies with it."""
    parse(dict, await json_body(request))
    await reports.withdraw(installation, session_of(request, installation))
    return Response({"status": "withdrawn"}, cookies=[forgotten_cookie(installation.settings)])


def attachment(name: str) -> dict[str, str]:
    """For a file to keep. Nothing on the way keeps it."""
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


def cookie_name(settings: Settings) -> str:
    """The name of the follow cookie: bound to this host where we are reached over https."""
    return "__Host-volg" if settings.secure else "volg"


def follow_cookie(settings: Settings, value: str) -> Cookie:
    """The cookie of a follow session."""
    return Cookie(
        key=cookie_name(settings), value=value, path="/", httponly=True, samesite="strict", secure=settings.secure,
        max_age=15 * 60,
    )  # fmt: skip


def forgotten_cookie(settings: Settings) -> Cookie:
    """Takes the follow cookie away."""
    return Cookie(
        key=cookie_name(settings), value="", path="/", httponly=True, samesite="strict", secure=settings.secure,
        max_age=0,
    )  # fmt: skip


def session_of(request: AnyRequest, installation: Installation) -> str:
    """The follow cookie. Raises SignInNeeded where there is none."""
    cookie = request.cookies.get(cookie_name(installation.settings))
    if not cookie:
        raise SignInNeeded(mark("Typ uw code opnieuw. Na 15 minuten sluiten wij uw melding."))
    return cookie


def to_base64url(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


report_routes = Router(
    path="/",
    route_handlers=[
        neighbourhood,
        submit,
        preview,
        suggest_category,
        add_photo,
        follow,
        message,
        feedback,
        level,
        code,
        export,
        own_news_key,
        consent,
        withdraw,
    ],
)
