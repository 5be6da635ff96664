"""Closed-loop clients: each sends its next request when the answer to the last has come.

The generator must cost little beside what it measures, so it speaks HTTP/1.1 over one kept connection per client.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httptools

Prepare = Callable[[int], "Request"]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""

    def encoded(self) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", "host: bench", f"content-length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body:
            lines.append("content-type: application/json")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


@dataclass(slots=True)
class Measured:
    """What one scenario gave. `milliseconds` are sorted; `refused` are answers of another status than expected."""

    name: str
    clients: int
    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    refused_milliseconds: list[float] = field(default_factory=list)
    application_ms: float = 0.0
    database_ms: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        if not self.milliseconds:
            return float("nan")
        return self.milliseconds[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * share))]


class Connection(asyncio.Protocol):
    """One kept connection; one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._body = bytearray()
        self._parser: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a stream connection has one
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((self._parser.get_status_code(), bytes(self._body)))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("the server closed the connection"))

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        assert self._transport is not None  # noqa: S101 - connected before it is handed out
        self._parser = httptools.HttpResponseParser(self)
        self._body.clear()
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def connected(host: str, port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, host, port)
    return connection


async def closed_loop(
    name: str, host: str, port: int, prepare: Prepare, *, clients: int, seconds: float, expect: int
) -> Measured:
    """Load for so many seconds; `prepare` makes the request with this number."""
    measured = Measured(name, clients)
    connections = [await connected(host, port) for _ in range(clients)]
    numbers = iter(range(1_000_000_000))
    end = time.perf_counter() + seconds

    async def client(connection: Connection) -> None:
        while time.perf_counter() < end:
            request = prepare(next(numbers)).encoded()
            began = time.perf_counter()
            status, _ = await connection.send(request)
            took = (time.perf_counter() - began) * 1000
            if status == expect:
                measured.milliseconds.append(took)
            else:
                measured.refused[status] = measured.refused.get(status, 0) + 1
                measured.refused_milliseconds.append(took)

    began = time.perf_counter()
    try:
        await asyncio.gather(*(client(connection) for connection in connections))
    finally:
        for connection in connections:
            connection.close()
    measured.seconds = time.perf_counter() - began
    measured.milliseconds.sort()
    return measured
