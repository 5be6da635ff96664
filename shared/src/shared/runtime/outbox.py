"""Delivery of what was announced: at least once, in order per key, with growing pauses, kept until acknowledged.

What was tried in vain too often and what comes in bulk (topics that begin with `bulk.`) goes in a lane of its own:
neither a neighbour that is away nor an import holds back the message of a person who works now.
A batch is leased before it is sent, so no row lock is held across a call; a lease that runs out is taken up again.
A message that its receiver refuses for good is kept too: it is tried at the longest pause, holds back what follows it
under its key, and is counted by `health/ready` until somebody has put the receiver or the message right.
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
LEASE_SECONDS = 15
SEND_SECONDS = 10
LONGEST_PAUSE_SECONDS = 60
REFUSED = "refused:"
# Of the 4xx these may pass by themselves: keys and clocks (401, 403), time and load (408, 425, 429).
PASSING = frozenset({401, 403, 408, 425, 429})
CLEAN_EVERY_SECONDS = 3600

# Which messages yield: those of the slow lane. An index over exactly this expression serves a service with many.
YIELDS = "(attempts >= 6 or topic like 'bulk.%')"
LEASE = f"""
update outbox set leased_until = now() + interval '{LEASE_SECONDS} seconds', attempts = attempts + 1
where id in (
    select id from outbox candidate
    where delivered_at is null and next_at <= now() and (leased_until is null or leased_until < now())
      and id = (select min(first.id) from outbox first where first.key = candidate.key and first.delivered_at is null)
      and ($1::boolean is null or {YIELDS} = $1)
    order by {YIELDS}, next_at, id limit {BATCH} for update skip locked)
returning id, topic, method, url, payload::text as payload, attempts, traceparent, request_id
"""
DELIVERED = "update outbox set delivered_at = now(), leased_until = null, last_error = null where id = $1"
FAILED = """
update outbox set leased_until = null, last_error = $2, next_at = now() + make_interval(secs => $3)
where id = $1 and delivered_at is null
"""
FORGET = f"""
with forgotten as (delete from outbox where delivered_at < now() - interval '{KEPT_DAYS} days')
delete from idempotency_keys where created_at < now() - interval '{KEPT_DAYS} days'
"""


class OutboxWorker:
    def __init__(self, database: Database, client: httpx.AsyncClient, tokens: ServiceTokens) -> None:
        self._database = database
        self._client = client
        self._tokens = tokens
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._clean_at = 0.0

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._run(slow_lane), name=f"outbox{' in bulk' if slow_lane else ''}")
            for slow_lane in (False, True)
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def wake(self) -> None:
        """Deliver now instead of at the next poll."""
        self._wake.set()

    async def deliver_due(self, slow_lane: bool | None = None) -> int:
        """Deliver one batch of due messages of a lane, or of both; answers how many were tried."""
        async with self._database.connection() as connection:
            batch = await connection.fetch(LEASE, slow_lane)
        await asyncio.gather(*(self._deliver(message) for message in batch))
        return len(batch)

    async def _run(self, slow_lane: bool) -> None:
        while True:
            if not slow_lane:
                self._wake.clear()
            tried = 0
            try:
                tried = await self.deliver_due(slow_lane)
                if slow_lane:
                    await self._clean()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("outbox waits for the database", kind=type(error).__name__)
            except Exception as error:
                logger.error("mistake in the outbox", kind=type(error).__name__)
            if not tried and slow_lane:
                await asyncio.sleep(POLL_SECONDS)
            elif not tried:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)

    async def _deliver(self, message: Any) -> None:
        failure = await self._send(message)
        async with self._database.connection() as connection:
            if failure is None:
                await connection.execute(DELIVERED, message["id"])
                return
            await connection.execute(FAILED, message["id"], failure, _pause(message["attempts"], failure))
        logger.warning(
            "message not delivered",
            topic=message["topic"],
            outbox_id=message["id"],
            attempts=message["attempts"],
            reason=failure,
        )

    async def _send(self, message: Any) -> str | None:
        """None when the receiver acknowledged, else why not, without anything of the payload or the answer."""
        headers = {
            "Authorization": f"Bearer {self._tokens.token()}",
            "Content-Type": "application/json",
            "X-Request-Id": message["request_id"],
        }
        if message["traceparent"]:
            headers["traceparent"] = message["traceparent"]
        try:
            async with asyncio.timeout(SEND_SECONDS):
                answer = await self._client.request(
                    message["method"], message["url"], content=message["payload"].encode(), headers=headers
                )
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            return type(error).__name__
        if answer.is_success:
            return None
        failure = f"status {answer.status_code} {_problem_type(answer)}"
        return f"{REFUSED} {failure}" if answer.is_client_error and answer.status_code not in PASSING else failure

    async def _clean(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._clean_at:
            return
        self._clean_at = now + CLEAN_EVERY_SECONDS
        async with self._database.connection() as connection:
            await connection.execute(FORGET)


def _pause(attempts: int, failure: str) -> float:
    """Seconds until the next attempt: 0.25 to 0.5 first, then twice as long each time."""
    longest = failure.startswith(REFUSED) or attempts > 7
    return (LONGEST_PAUSE_SECONDS if longest else 0.25 * 2**attempts) * random.uniform(0.5, 1.0)  # noqa: S311


def _problem_type(answer: httpx.Response) -> str:
    try:
        kind = orjson.loads(answer.content).get("type", "")
        return kind if isinstance(kind, str) and kind.startswith("urn:harmony:problem:") else ""
    except (orjson.JSONDecodeError, AttributeError):
        return ""
