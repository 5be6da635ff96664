"""One request, one unit of work: its transaction, its caller, its audit entries and its messages."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import asyncpg
from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from shared.kernel.errors import NotPermitted, UnsupportedType
from shared.runtime import clock
from shared.runtime.bodies import JsonRequest
from shared.runtime.database import Connection, Constraints, Database, refusal_of
from shared.runtime.epilogue import Epilogue
from shared.runtime.idempotency import Idempotency, KeyTaken
from shared.runtime.identity import Caller, Role

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Services:
    """What the application holds for its routes; built by `create_service`."""

    def __init__(
        self,
        database: Database,
        constraints: Constraints,
        time_zone: str,
        wake: Callable[[], None],
        settings: Any = None,
    ) -> None:
        self.database = database
        self.constraints = constraints
        self.time_zone = time_zone
        self.wake = wake
        self.settings = settings


class Asking:
    """Who asks, when, and under which request id; `settings` are those of the service."""

    def __init__(self, request: Request, services: Services) -> None:
        self.caller: Caller = request.state.caller
        self.request_id: str = request.state.request_id
        self.traceparent: str | None = request.state.traceparent
        self.headers: Mapping[str, str] = request.headers
        self.now: datetime = clock.now()
        self.settings: Any = services.settings
        self._time_zone = services.time_zone

    @cached_property
    def today(self) -> date:
        return clock.today(self._time_zone)

    def day_of(self, at: datetime) -> date:
        """The calendar day of an instant in the programme office."""
        return clock.day_of(at, self._time_zone)


class Reading(Asking):
    """A request that changes nothing. Each statement stands alone."""

    def __init__(self, request: Request, services: Services) -> None:
        super().__init__(request, services)
        self._database = services.database

    async def fetch(self, statement: str, *arguments: Any) -> list[Any]:
        async with self._database.connection() as connection:
            rows: list[Any] = await connection.fetch(statement, *arguments)
            return rows

    async def search(self, statement: str, *arguments: Any) -> list[Any]:
        """`fetch` for a statement with optional filters: planned anew for the arguments that are given."""
        async with self._database.search() as connection:
            rows: list[Any] = await connection.fetch(statement, *arguments)
            return rows

    async def fetchrow(self, statement: str, *arguments: Any) -> Any:
        async with self._database.connection() as connection:
            return await connection.fetchrow(statement, *arguments)


class Work(Asking):
    """A request that may change something, inside its one transaction. Nobody commits but the route."""

    def __init__(self, request: Request, services: Services, tx: Connection) -> None:
        super().__init__(request, services)
        self.begin(tx)

    def begin(self, tx: Connection) -> None:
        self.tx = tx
        self.epilogue = Epilogue()

    def record(
        self,
        action: str,
        subject_type: str,
        subject_id: UUID,
        *,
        member_id: UUID | None = None,
        before: Any = None,
        after: Any = None,
        rule_ids: tuple[str, ...] = (),
        effective_at: datetime | date | None = None,
    ) -> None:
        """Add an audit entry to this transaction; `before` and `after` are JSON values."""
        self.epilogue.audit.append(
            {
                "action": action,
                "subject_type": subject_type,
                "subject_id": subject_id,
                "member_id": member_id,
                "before": before,
                "after": after,
                "rule_ids": list(rule_ids),
                "effective_at": effective_at or self.now,
            }
        )

    def announce(self, topic: str, key: UUID, method: str, url: str, payload: Any) -> None:
        """Add a message to this transaction; messages of one key are delivered in order. `payload` is a JSON value."""
        self.epilogue.outbox.append(
            {
                "topic": topic,
                "key": key,
                "method": method,
                "url": url,
                "payload": payload,
                "traceparent": self.traceparent,
            }
        )

    def new_id(self) -> UUID:
        return clock.new_id()


class Receiving(Asking):
    """A request whose body is taken in as it arrives; each piece of work opens a transaction of its own."""

    def __init__(self, request: Request, services: Services) -> None:
        super().__init__(request, services)
        self.database = services.database

    def new_id(self) -> UUID:
        return clock.new_id()


class StreamRoute(APIRoute):
    """Leaves the body to the route, which reads it piece by piece."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request.state.asking = Receiving(request, request.app.state.services)
            return await handler(request)

        return handle


class QueryRoute(APIRoute):
    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request.state.asking = Reading(request, request.app.state.services)
            return await handler(request)

        return handle


class PlainRoute(APIRoute):
    """Hands the request over as it is, for hot answers that need no model, no role and no database."""

    def get_route_handler(self) -> Handler:
        endpoint: Handler = self.endpoint
        return endpoint


class CommandRoute(APIRoute):
    """Runs the route inside one transaction and commits before the answer leaves; replays a repeated key."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request = JsonRequest(request.scope, request.receive)
            await request.refuse_other_types()
            return await _committed(handler, request, request.app.state.services)

        return handle


class Uploading(Asking):
    """A request with a form that was read whole; what is kept outside the database is kept before `commit`."""

    def __init__(self, request: Request, services: Services) -> None:
        super().__init__(request, services)
        self._request, self._services = request, services

    async def fetchrow(self, statement: str, *arguments: Any) -> Any:
        async with self._services.database.connection() as connection:
            return await connection.fetchrow(statement, *arguments)

    def new_id(self) -> UUID:
        return clock.new_id()

    async def commit(self, act: Callable[[Work], Awaitable[Response]]) -> Response:
        """The answer of `act`, run inside one transaction as a command is; a repeated key answers again without it."""

        async def handle(request: Request) -> Response:
            return await act(request.state.asking)

        return await _committed(handle, self._request, self._services)


class FormRoute(APIRoute):
    """A command whose body is a multipart form. No transaction is open until it asks for one."""

    body_type = "multipart/form-data"

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if await request.body() and not request.headers.get("content-type", "").startswith(self.body_type):
                raise UnsupportedType(f"Send the body as {self.body_type}.")
            request.state.asking = Uploading(request, request.app.state.services)
            return await handler(request)

        return handle


async def _committed(handler: Handler, request: Request, services: Services) -> Response:
    try:
        try:
            return await _run(handler, request, services)
        except KeyTaken:
            return await _run(handler, request, services)
    except asyncpg.IntegrityConstraintViolationError as error:
        refusal = refusal_of(error, services.constraints)
        if refusal is None:
            raise
        raise refusal from error


async def _run(handler: Handler, request: Request, services: Services) -> Response:
    async with services.database.transaction() as tx:
        work = Work(request, services, tx)
        request.state.asking = work
        idempotency = await Idempotency.of(request, work.caller, tx)
        if idempotency is not None and idempotency.stored is not None:
            return idempotency.stored
        response = await handler(request)
        await work.epilogue.write(tx, work, idempotency, response)
    if work.epilogue.outbox:
        services.wake()
    return response


class _Permit:
    def __init__(self, roles: tuple[Role, ...]) -> None:
        self.roles = roles

    async def __call__(self, request: Request) -> Any:
        asking: Asking = request.state.asking
        if self.roles and not asking.caller.has(*self.roles):
            needed = ", ".join(self.roles)
            raise NotPermitted(f"This needs one of the roles: {needed}.")
        return asking


def permit(*roles: Role) -> Any:
    """The unit of work (or reading) of this request, for callers with one of the roles; no role named: for all."""
    return Depends(_Permit(roles))
