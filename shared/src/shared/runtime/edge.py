"""The outermost layer of a service: request id, size, identity, load, log line, and the last resort for mistakes."""

import re
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.runtime import clock
from shared.runtime.identity import KeysAway, NotAuthenticated, TokenCheck
from shared.runtime.log import logger
from shared.runtime.problems import problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


class BodyTooLarge(Exception):
    """More bytes arrived than this service takes."""


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """The most bytes of a body to addresses of this pattern, counted while they stream in."""

    path: re.Pattern[str]
    most: int


class Edge:
    def __init__(
        self,
        app: App,
        *,
        prefix: str,
        tokens: TokenCheck,
        body_limit: int,
        in_flight_limit: int,
        body_limits: Sequence[BodyLimit] = (),
    ) -> None:
        self.app = app
        self.protected = f"/{prefix}/v1/"
        self.tokens = tokens
        self.body_limit = body_limit
        self.body_limits = tuple(body_limits)
        self.in_flight_limit = in_flight_limit
        self.in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        call = _Call(self, scope, receive, send)
        await call.answer()


class _Call:
    """One request on its way through the edge."""

    def __init__(self, edge: Edge, scope: Scope, receive: Receive, send: Send) -> None:
        self.edge, self.scope, self._receive, self._send = edge, scope, receive, send
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.path: str = scope["path"]
        own = (limit.most for limit in edge.body_limits if limit.path.fullmatch(self.path))
        self.body_limit = next(own, edge.body_limit)
        self.status = 0
        self.received = 0
        given = self.headers.get(b"x-request-id", b"").decode("latin-1")
        self.request_id = given if REQUEST_ID.fullmatch(given) else clock.new_id().hex
        trace = self.headers.get(b"traceparent", b"").decode("latin-1")
        state = scope.setdefault("state", {})
        state["request_id"] = self.request_id
        state["traceparent"] = trace if TRACEPARENT.fullmatch(trace) else None
        state["caller"] = None

    async def answer(self) -> None:
        began = time.perf_counter()
        self.edge.in_flight += 1
        try:
            refusal = await self._refusal()
            if refusal is None:
                await self.edge.app(self.scope, self.receive, self.send)
            else:
                await refusal(self.scope, self.receive, self.send)
        except BodyTooLarge:
            await self._last_resort(413, f"The body is larger than {self.body_limit} bytes.")
        except Exception as error:
            # Only the kind and the places: the text of an error may hold a value from a member's record.
            where = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
            ]
            logger.error("mistake", request_id=self.request_id, kind=type(error).__name__, where=where[-12:])
            await self._last_resort(500, "We could not answer. Tell operations the request_id.")
        finally:
            self.edge.in_flight -= 1
            self._log(began)

    async def _refusal(self) -> Any:
        protected = self.path.startswith(self.edge.protected)
        if protected and self.edge.in_flight > self.edge.in_flight_limit:
            return problem(
                self.request_id,
                self.path,
                503,
                "Too many requests at once. Send this one again shortly.",
                code="busy",
                headers={"Retry-After": "1"},
            )
        length = self.headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self.body_limit:
            return problem(
                self.request_id,
                self.path,
                413,
                f"The body is larger than {self.body_limit} bytes.",
                headers={"Connection": "close"},
            )
        if protected:
            try:
                self.scope["state"]["caller"] = await self.edge.tokens.caller(self.headers)
            except NotAuthenticated as error:
                return problem(
                    self.request_id, self.path, 401, str(error), headers={"WWW-Authenticate": 'Bearer realm="harmony"'}
                )
            except KeysAway:
                return problem(
                    self.request_id,
                    self.path,
                    503,
                    "The keys that tokens are checked with cannot be read. Send the request again shortly.",
                    headers={"Retry-After": "1"},
                )
        return None

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
            if self.received > self.body_limit:
                raise BodyTooLarge
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = message.setdefault("headers", [])
            headers.append((b"x-request-id", self.request_id.encode()))
            if self.path.startswith(self.edge.protected):
                headers.append((b"cache-control", b"no-store"))
        await self._send(message)

    async def _last_resort(self, status: int, detail: str) -> None:
        if not self.status:
            await problem(self.request_id, self.path, status, detail)(self.scope, self.receive, self.send)

    def _log(self, began: float) -> None:
        route = self.scope.get("route")
        caller = self.scope["state"].get("caller")
        logger.info(
            "request",
            request_id=self.request_id,
            method=self.scope["method"],
            route=getattr(route, "path", "-"),
            status=self.status,
            ms=round((time.perf_counter() - began) * 1000, 1),
            subject=caller.subject if caller else None,
            traceparent=self.scope["state"].get("traceparent"),
        )
