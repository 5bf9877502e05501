"""Leaks into logs, counts and messages."""

import logging
from typing import Any

import pytest
import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from backend import casework, reports
from backend.deliveries import delivering
from backend.deliveries.digest import making
from backend.deliveries.messages import message
from backend.deliveries.push import PushSender
from backend.people import inviting
from backend.people.keyrings import as_text
from backend.reports import http
from backend.reports.reading import read_report
from backend.web import metrics
from tests.trust.journeys import short
from tests.trust.plants.tools import SEEN, Plant, see_reports

log = structlog.get_logger("plants")


def access_log(patch: pytest.MonkeyPatch) -> None:
    begin = HttpToolsProtocol.__init__
    logger = logging.getLogger("uvicorn.access")

    def beginning(self: HttpToolsProtocol, *given: Any, **more: Any) -> None:
        begin(self, *given, **more)
        self.access_log = True

    patch.setattr(HttpToolsProtocol, "__init__", beginning)
    patch.setattr(logger, "disabled", False)
    patch.setattr(logger, "level", logging.INFO)
    patch.setattr(logger, "handlers", [logging.StreamHandler()])


def words_of_a_refusal(patch: pytest.MonkeyPatch) -> None:
    def printing(neighbourhood: Any, raw: bytes) -> Any:
        print(raw, flush=True)
        return read_report(neighbourhood, raw)

    patch.setattr(http, "read_report", printing)


def key_in_the_log(patch: pytest.MonkeyPatch) -> None:
    open_follow = reports.open_follow

    async def telling(installation: Any, key: bytes, *rest: Any) -> Any:
        log.info("followed", key=key.hex())
        return await open_follow(installation, key, *rest)

    patch.setattr(reports, "open_follow", telling)


def endpoint_in_the_log(patch: pytest.MonkeyPatch) -> None:
    send = PushSender.send

    async def telling(self: PushSender, address: Any, *rest: Any) -> Any:
        log.warning("push", endpoint=address.endpoint)
        return await send(self, address, *rest)

    patch.setattr(PushSender, "send", telling)


def words_in_a_push(patch: pytest.MonkeyPatch) -> None:
    say = casework.send_message

    async def saying(installation: Any, member: Any, id: Any, text: str) -> Any:
        SEEN["reply"] = text
        return await say(installation, member, id, text)

    patch.setattr(casework, "send_message", saying)
    patch.setattr(delivering, "message", lambda *asked: message(*asked).rstrip() + SEEN["reply"].encode())


def recovery_key_in_the_log(patch: pytest.MonkeyPatch) -> None:
    def telling(key: Any) -> str:
        log.info("made", key=as_text(key))
        return as_text(key)

    patch.setattr(inviting, "as_text", telling)


def reference_in_the_counts(patch: pytest.MonkeyPatch) -> None:
    see_reports(patch)
    labels = metrics.REQUESTS.labels

    class Labelled:
        """Counts by report."""

        def labels(self, route: str, status: str) -> Any:
            return labels(f"{route} {SEEN.get('reference', '')}", status)

    patch.setattr(metrics, "REQUESTS", Labelled())


def plain_keys_in_the_list(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(making, "value_of", lambda key, _: key)
    patch.setattr(making, "padded", b"".join)


GOING_OUT = {
    "an access log": Plant(access_log, short.refused, {("serve.log", "address"), ("serve.log", "refused.typed query")}),
    "the words of a refused report in the log": Plant(
        words_of_a_refusal, short.refused, {("serve.log", "refused.text"), ("serve.log", "refused.key")}
    ),
    "a key in the log, in hex": Plant(key_in_the_log, short.two_reports, {("serve.log", "open.key")}),
    "an endpoint in the log": Plant(endpoint_in_the_log, short.open_news, {("serve.log", "open.endpoint")}),
    "words in a push": Plant(words_in_a_push, short.open_news, {("payloads", "open.reply")}),
    "a recovery key in the log": Plant(recovery_key_in_the_log, short.new_colleague, {("serve.log", "first.recovery")}),
    "news keys in the list of the digest": Plant(
        plain_keys_in_the_list, short.digest, {("news_list", "sealed.news key")}
    ),
    "counts by reference": Plant(reference_in_the_counts, short.counted, {("the monitor", "sealed.reference")}),
}
