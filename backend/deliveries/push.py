"""The channel: one Web Push to one browser, encrypted by pywebpush (RFC 8291), over one HTTP session."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Literal, Self

import aiohttp
from msgspec import Struct
from pywebpush import WebPushException, webpush_async

from backend.deliveries.addresses import Address, may_send_to
from backend.deliveries.vapid import Passports
from backend.installation import Installation

TIMEOUT = aiohttp.ClientTimeout(total=10)
TTL = 86_400
#: Connections per push service. A kill can find so many under way, and as many answered and not yet marked.
AT_ONCE = 8
GONE = (404, 410)
#: Not now: too many, or an error of the service itself. Everything else that is no success is final.
LATER = (408, 425, 429)


class Outcome(Struct, frozen=True):
    """How it went. `reason` never holds an endpoint; `rest` is how long the service asks us to wait, in seconds."""

    state: Literal["sent", "gone", "later", "failed"]
    reason: str = ""
    rest: float = 0.0


SENT = Outcome("sent")


class OneHop:
    """The part of an HTTP session that pywebpush uses. It asks no redirect to be followed: we follow none."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def post(self, url: str, **options: Any) -> aiohttp.ClientResponse:
        """Post to `url` itself."""
        return await self._session.post(url, allow_redirects=False, **options)


class PushSender:
    """Sends. Use as a context manager: it holds the connections."""

    def __init__(self, installation: Installation) -> None:
        self._push_hosts = installation.settings.push_hosts
        self._passports = Passports(installation)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit_per_host=AT_ONCE)
        self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def send(self, address: Address, text: bytes, topic: str) -> Outcome:
        """Send `text` and say how it went. At the push service it takes the place of an earlier one of its `topic`."""
        if not may_send_to(address.endpoint, self._push_hosts):
            return Outcome("failed", "not in the allow-list")
        try:
            await webpush_async(
                {"endpoint": address.endpoint, "keys": {"p256dh": address.p256dh, "auth": address.auth}},
                text,
                ttl=TTL,
                timeout=TIMEOUT,
                headers={**self._passports.headers(address.origin), "Topic": topic},
                aiohttp_session=OneHop(self._session),
            )
        except WebPushException as refusal:
            return outcome_of(refusal.status_code or 0, refusal.retry_after)
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            return Outcome("later", type(failure).__name__)
        return SENT


def outcome_of(status: int, retry_after: str | None) -> Outcome:
    """What an answer that is no success means."""
    reason = f"HTTP {status}"
    if status in GONE:
        return Outcome("gone", reason)
    if status in LATER or status >= 500:
        return Outcome("later", reason, seconds(retry_after))
    return Outcome("failed", reason)


def seconds(retry_after: str | None) -> float:
    """A Retry-After header, which is a number of seconds or a date; 0 where it is neither."""
    if retry_after is None:
        return 0.0
    if retry_after.isdecimal():
        return min(float(retry_after), TTL)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
