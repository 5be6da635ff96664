"""What a service does by itself, again and again: each process tries, and the step sees to it that one does it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import asyncpg
from starlette.datastructures import Headers
from starlette.responses import Response

from shared.runtime import clock
from shared.runtime.database import Connection
from shared.runtime.identity import Caller, Role
from shared.runtime.log import logger
from shared.runtime.work import Services, Work


class OwnWork(Work):
    """A unit of work of the service itself: nobody asks, and the audit log names the step as its actor."""

    def __init__(self, services: Services, tx: Connection, step: str) -> None:
        self.caller = Caller(f"service:{step}", frozenset({Role.SERVICE}))
        self.request_id = clock.new_id().hex
        self.traceparent = None
        self.headers = Headers()
        self.now = clock.now()
        self.settings = services.settings
        self._time_zone = services.time_zone
        self.begin(tx)

    async def finish(self) -> None:
        """Write audit entries and messages; the last thing in the transaction."""
        await self.epilogue.write(self.tx, self, None, Response())


@dataclass(frozen=True, slots=True)
class Periodic:
    """`run` is safe to repeat and to kill; it is tried every `seconds` in every process, at once when it says True."""

    name: str
    seconds: float
    run: Callable[[Services], Awaitable[bool]]


class PeriodicWorker:
    def __init__(self, step: Periodic, services: Services) -> None:
        self._step = step
        self._services = services
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=self._step.name)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            busy = False
            try:
                busy = await self._step.run(self._services)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("periodic step waits", step=self._step.name, kind=type(error).__name__)
            except Exception as error:
                logger.error("mistake in a periodic step", step=self._step.name, kind=type(error).__name__)
            if not busy:
                await asyncio.sleep(self._step.seconds)
