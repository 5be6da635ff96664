"""Receivers of messages that behave badly."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson

from shared.runtime.edge import App, Message, Receive, Scope, Send

PROBLEM = b'{"type": "urn:harmony:problem:refused", "detail": "Byron"}'


class Recorder:
    """An application that keeps what it is sent; `status_of` says how it answers each body."""

    def __init__(self, status_of: Callable[[Any], int] = lambda _: 200) -> None:
        self.status_of = status_of
        self.accepted: list[Any] = []
        self.refused: list[Any] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        body = orjson.loads((await receive())["body"])
        status = self.status_of(body)
        (self.accepted if status == 200 else self.refused).append(body)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": PROBLEM})


class FailingAfterwards:
    """Does the work, commits it, and then says that it failed; so often."""

    def __init__(self, app: App, times: int) -> None:
        self.app, self.times = app, times

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def spoiled(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["status"] = 500
            await send(message)

        spoil = scope["type"] == "http" and self.times > 0
        self.times -= scope["type"] == "http"
        await self.app(scope, receive, spoiled if spoil else send)


class Waiting:
    """Holds the first request until it is let go, then does the work."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.entered, self.let_go, self.finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        first = scope["type"] == "http" and not self.entered.is_set()
        if first:
            self.entered.set()
            await self.let_go.wait()
        await self.app(scope, receive, send)
        if first:
            self.finished.set()


@asynccontextmanager
async def cutting(port: int, behind: int, times: int) -> AsyncIterator[None]:
    """On `port`, what answers at `behind`; but the first connections are cut when the answer is there."""
    left = times

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal left
        cut, left = left > 0, left - 1
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", behind)

        async def forth() -> None:
            while piece := await reader.read(65536):
                inner_writer.write(piece)

        asking = asyncio.create_task(forth())
        with suppress(ConnectionError):
            while piece := await inner_reader.read(65536):
                if cut:
                    break
                writer.write(piece)
        asking.cancel()
        inner_writer.close()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", port)
    async with server:
        yield
