"""A command that asks a neighbour before it changes anything: no transaction is open while the neighbour thinks."""

from collections.abc import Awaitable, Callable

import asyncpg
from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from shared.runtime.bodies import JsonRequest
from shared.runtime.database import refusal_of
from shared.runtime.idempotency import Idempotency, KeyTaken
from shared.runtime.work import CommandRoute, Handler, Reading, Services, Work


class Inquiry(Reading):
    """Reads and asks first; what changes, changes in `finish`, in one transaction."""

    def __init__(self, request: Request, services: Services) -> None:
        super().__init__(request, services)
        self._request = request
        self._services = services

    async def stored_answer(self) -> Response | None:
        """The answer to an earlier request with the same key. Raises `StillRunning`, `InvalidMember`."""
        async with self._services.database.transaction() as tx:
            idempotency = await Idempotency.of(self._request, self.caller, tx)
        return idempotency.stored if idempotency is not None else None

    async def finish(self, step: Callable[[Work], Awaitable[Response]]) -> Response:
        """Run the step in the one transaction of this request, with its audit, its messages and its key."""
        try:
            return await self._once(step)
        except KeyTaken:
            return await self._once(step)

    async def _once(self, step: Callable[[Work], Awaitable[Response]]) -> Response:
        async with self._services.database.transaction() as tx:
            work = Work(self._request, self._services, tx)
            idempotency = await Idempotency.of(self._request, self.caller, tx)
            if idempotency is not None and idempotency.stored is not None:
                return idempotency.stored
            response = await step(work)
            await work.epilogue.write(tx, work, idempotency, response)
        if work.epilogue.outbox:
            self._services.wake()
        return response


class AskingRoute(CommandRoute):
    """Gives the route an `Inquiry`; a repeated key is answered before anybody is asked again."""

    def get_route_handler(self) -> Handler:
        handler = APIRoute.get_route_handler(self)

        async def handle(request: Request) -> Response:
            request = JsonRequest(request.scope, request.receive)
            await request.refuse_other_types()
            services: Services = request.app.state.services
            inquiry = Inquiry(request, services)
            request.state.asking = inquiry
            try:
                return await inquiry.stored_answer() or await handler(request)
            except asyncpg.IntegrityConstraintViolationError as error:
                refusal = refusal_of(error, services.constraints)
                if refusal is None:
                    raise
                raise refusal from error

        return handle
