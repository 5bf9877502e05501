"""A push service for tests: RFC 8030 towards the sender, Mozilla's WebSocket protocol towards a real Firefox.

It runs in a thread of its own, so that tests may be synchronous (browsers) or asynchronous (the application).
"""

import asyncio
import base64
import threading
import uuid
from concurrent.futures import Future
from typing import Any, NamedTuple, Self

from aiohttp import WSMsgType, web

from tests.support.ports import free_port
from tests.support.processes import wait_until
from tests.support.subscriber import Subscriber


class Push(NamedTuple):
    """One message as it came in: still encrypted, with its headers in lower case."""

    channel: str
    body: bytes
    headers: dict[str, str]
    status: int


class PushService:
    """Use as a context manager. `received` holds every push, also those that were refused."""

    def __init__(self) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.socket_url = f"ws://127.0.0.1:{self.port}/"
        self.received: list[Push] = []
        self.status = 201
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        self._browsers: dict[str, web.WebSocketResponse] = {}
        self._channels: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="push service", daemon=True)
        self._runner: web.AppRunner | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self.up()
        return self

    def __exit__(self, *problem: object) -> None:
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def answer(self, status: int = 201, *, delay: float = 0.0, **headers: str) -> None:
        """From now on answers every push with `status` after `delay` seconds; `Retry_After="2"` adds that header."""
        self.status, self.delay = status, delay
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def subscriber(self) -> Subscriber:
        """Somebody who is subscribed here and can read what was sent to them, without a browser."""
        channel = uuid.uuid4().hex
        self._channels.add(channel)
        return Subscriber(f"{self.origin}/push/{channel}")

    def sent_to(self, subscriber: Subscriber) -> list[Push]:
        """What was accepted for this subscriber, oldest first."""
        return [push for push in self.received if push.status == 201 and subscriber.endpoint.endswith(push.channel)]

    def forget(self, subscriber: Subscriber) -> None:
        """The subscription ends: the next push to it is answered with 410."""
        self._channels.discard(subscriber.endpoint.rsplit("/", 1)[-1])

    def wait_for(self, count: int, timeout: float = 15) -> list[Push]:
        """Waits until `count` pushes came in, in all, and returns them."""
        wait_until(lambda: len(self.received) >= count, f"{count} pushes; there are {len(self.received)}", timeout)
        return list(self.received)

    def up(self) -> None:
        """Takes connections, again or for the first time, at the same address."""
        self._do(self._start())

    def down(self) -> None:
        """Takes no connections any more, and ends those that are there."""
        if self._runner is not None:
            self._do(self._runner.cleanup())
            self._runner = None

    def _do(self, work: Any) -> None:
        done: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        done.result(timeout=15)

    async def _start(self) -> None:
        application = web.Application()
        application.add_routes([web.get("/", self._browser), web.post("/push/{channel}", self._push)])
        self._runner = web.AppRunner(application, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def _push(self, request: web.Request) -> web.Response:
        """Takes one message, and hands it to the browser that has the channel."""
        channel = request.match_info["channel"]
        body = await request.read()
        await asyncio.sleep(self.delay)
        status = self.status if self.status != 201 or channel in self._channels else 410
        headers = {name.lower(): value for name, value in request.headers.items()}
        if status == 201 and (browser := self._browsers.get(channel)):
            await browser.send_json(notification(channel, body, headers))
        self.received.append(Push(channel, body, headers, status))
        return web.Response(status=status, headers={"Location": f"/message/{uuid.uuid4().hex}", **self.headers})

    async def _browser(self, request: web.Request) -> web.WebSocketResponse:
        """Speaks to one Firefox: hello, register, unregister and ping. Its acks need no answer."""
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                continue
            asked = message.json()
            match asked.get("messageType"):
                case None | "ping":
                    await socket.send_str("{}")
                case "hello":
                    agent = asked.get("uaid") or uuid.uuid4().hex
                    await socket.send_json({"messageType": "hello", "status": 200, "uaid": agent, "use_webpush": True})
                    # It comes back with its old channels after the service was down.
                    self._browsers |= dict.fromkeys(asked.get("channelIDs", []), socket)
                case "register" as kind:
                    channel = asked["channelID"]
                    self._browsers[channel] = socket
                    self._channels.add(channel)
                    endpoint = f"{self.origin}/push/{channel}"
                    answer = {"messageType": kind, "status": 200, "channelID": channel, "pushEndpoint": endpoint}
                    await socket.send_json(answer)
                case "unregister" as kind:
                    self._channels.discard(asked["channelID"])
                    await socket.send_json({"messageType": kind, "status": 200, "channelID": asked["channelID"]})
        return socket


def notification(channel: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """A push as Firefox expects it: the body still encrypted, without padding of its base64."""
    return {
        "messageType": "notification",
        "channelID": channel,
        "version": uuid.uuid4().hex,
        "data": base64.urlsafe_b64encode(body).rstrip(b"=").decode(),
        "headers": {"encoding": headers.get("content-encoding", "aes128gcm")},
    }
