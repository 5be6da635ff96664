"""The outbox of a database: messages of a test's own, workers that are asked by hand, time that passes at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from harmony.keys import development_key
from shared.runtime.database import Pool
from shared.runtime.neighbours import ServiceTokens, neighbour_client
from shared.runtime.outbox import OutboxWorker
from tests.support.databases import Databases
from tests.support.identities import ISSUER

SILENCE = """
create function tell_nobody() returns trigger language plpgsql as 'begin return null; end';
create trigger members_are_told_to_nobody before insert on outbox
    for each row when (new.topic = 'member_changed') execute function tell_nobody();
"""


async def plans_without_member_messages(databases: Databases) -> str:
    """The URL of a database of plans whose outbox holds nothing but messages of plans."""
    url = await databases.clone("plans")
    connection = await asyncpg.connect(url)
    await connection.execute(SILENCE)
    await connection.close()
    return url


@asynccontextmanager
async def worker_of(url: str) -> AsyncIterator[OutboxWorker]:
    """A worker as in another process of plans, delivering only when it is asked to."""
    pool = Pool(url, 4)
    await pool.open()
    tokens = ServiceTokens("plans", str(development_key().private), ISSUER, "harmony")
    async with neighbour_client() as client:
        yield OutboxWorker(pool, client, tokens)
    await pool.close()


ADD = """
insert into outbox (topic, key, method, url, payload, request_id) values ($4, $1, 'POST', $2, $3, 'r')
"""


class Messages:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def add(self, key: int, payload: Any, url: str, topic: str = "test") -> None:
        await self.connection.execute(ADD, UUID(int=key), url, orjson.dumps(payload).decode(), topic)

    async def waiting(self) -> bool:
        return bool(await self.connection.fetchval("select exists (select from outbox where delivered_at is null)"))


@asynccontextmanager
async def messages(url: str) -> AsyncIterator[Messages]:
    connection = await asyncpg.connect(url)
    try:
        yield Messages(connection)
    finally:
        await connection.close()


async def time_passes(connection: Any) -> None:
    """Every pause and every lease is over."""
    await connection.execute("update outbox set next_at = now(), leased_until = null where delivered_at is null")
