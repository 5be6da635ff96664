"""Work that a service does by itself: one step after the other, each in transactions of its own."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from shared.runtime import clock
from shared.runtime.database import Database
from shared.runtime.log import logger

PAUSE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """What one step needs to know: its database, the moment it began, and how ids are made."""

    database: Database
    now: datetime
    today: date
    new_id: Callable[[], UUID]


Task = Callable[[Step], Awaitable[bool]]


def step_now(database: Database, time_zone: str) -> Step:
    return Step(database, clock.now(), clock.today(time_zone), clock.new_id)


class Background:
    """Runs a task step by step; it says whether there was something to do, and rests when there was not."""

    def __init__(self, task: Task, database: Database, time_zone: str) -> None:
        self._task, self._database, self._time_zone = task, database, time_zone
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._running = asyncio.create_task(self._run(), name=getattr(self._task, "__name__", "background"))

    async def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running

    async def _run(self) -> None:
        while True:
            busy = False
            try:
                busy = await self._task(step_now(self._database, self._time_zone))
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("background work waits for the database", kind=type(error).__name__)
            if not busy:
                await asyncio.sleep(PAUSE_SECONDS)
