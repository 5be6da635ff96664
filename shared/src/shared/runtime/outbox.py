"""Delivery of what was announced: at least once, in order per key, with growing pauses, kept until acknowledged.

A batch is leased before it is sent, so no row lock is held across a call; a lease that runs out is taken up again.
"""

import asyncio
import contextlib
import random
from typing import Any

import asyncpg
import httpx
import orjson

from shared.runtime.database import Database
from shared.runtime.idempotency import KEPT_DAYS
from shared.runtime.log import logger
from shared.runtime.neighbours import ServiceTokens

BATCH = 32
POLL_SECONDS = 1.0
LEASE_SECONDS = 30
LONGEST_PAUSE_SECONDS = 60
CLEAN_EVERY_SECONDS = 3600

LEASE = f"""
update outbox set leased_until = now() + interval '{LEASE_SECONDS} seconds', attempts = attempts + 1
where id in (
    select id from outbox candidate
    where delivered_at is null and next_at <= now() and (leased_until is null or leased_until < now())
      and not exists (select from outbox earlier
                      where earlier.key = candidate.key and earlier.id < candidate.id and earlier.delivered_at is null)
    order by id limit {BATCH} for update skip locked)
returning id, topic, method, url, payload::text as payload, attempts, traceparent, request_id
"""
DELIVERED = "update outbox set delivered_at = now(), leased_until = null, last_error = null where id = $1"
FAILED = """
update outbox set leased_until = null, last_error = $2, next_at = now() + make_interval(secs => $3) where id = $1
"""


class OutboxWorker:
    def __init__(self, database: Database, client: httpx.AsyncClient, tokens: ServiceTokens) -> None:
        self._database = database
        self._client = client
        self._tokens = tokens
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._clean_at = 0.0

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="outbox")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def wake(self) -> None:
        """Deliver now instead of at the next poll."""
        self._wake.set()

    async def deliver_due(self) -> int:
        """Deliver one batch of due messages; answers how many were tried."""
        async with self._database.connection() as connection:
            batch = await connection.fetch(LEASE)
        await asyncio.gather(*(self._deliver(message) for message in batch))
        return len(batch)

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            tried = 0
            try:
                tried = await self.deliver_due()
                await self._clean()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("outbox waits for the database", kind=type(error).__name__)
            if not tried:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)

    async def _deliver(self, message: Any) -> None:
        failure = await self._send(message)
        async with self._database.connection() as connection:
            if failure is None:
                await connection.execute(DELIVERED, message["id"])
                return
            pause = min(LONGEST_PAUSE_SECONDS, 0.25 * 2 ** min(message["attempts"], 10)) * random.uniform(0.5, 1.0)  # noqa: S311
            await connection.execute(FAILED, message["id"], failure, pause)
        logger.warning(
            "message not delivered",
            topic=message["topic"],
            outbox_id=message["id"],
            attempts=message["attempts"],
            reason=failure,
        )

    async def _send(self, message: Any) -> str | None:
        """None when the receiver acknowledged, else why not, without anything of the payload."""
        headers = {
            "Authorization": f"Bearer {self._tokens.token()}",
            "Content-Type": "application/json",
            "X-Request-Id": message["request_id"],
        }
        if message["traceparent"]:
            headers["traceparent"] = message["traceparent"]
        try:
            answer = await self._client.request(
                message["method"], message["url"], content=message["payload"].encode(), headers=headers
            )
        except httpx.HTTPError as error:
            return type(error).__name__
        if answer.is_success:
            return None
        return f"status {answer.status_code} {_problem_type(answer)}"

    async def _clean(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._clean_at:
            return
        self._clean_at = now + CLEAN_EVERY_SECONDS
        async with self._database.connection() as connection:
            await connection.execute(
                f"delete from idempotency_keys where created_at < now() - interval '{KEPT_DAYS} days'"
            )


def _problem_type(answer: httpx.Response) -> str:
    try:
        return str(orjson.loads(answer.content).get("type", ""))
    except (orjson.JSONDecodeError, AttributeError):
        return ""
