"""A real, migrated Postgres for tests: one server per worker, one template per service, clones of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg

from harmony.postgres import EmbeddedPostgres
from shared.runtime.database import Connection, prepare_connection
from shared.runtime.migrations import upgrade


class Databases:
    def __init__(self, server: EmbeddedPostgres) -> None:
        self.server = server
        self._migrated: set[str] = set()

    async def clone(self, service: str) -> str:
        """The URL of a new, migrated database."""
        template = f"{service}_template"
        if service not in self._migrated:
            await self.server.create_database(template)
            await asyncio.to_thread(upgrade, self.server.url(template), service)
            self._migrated.add(service)
        name = f"{service}_{uuid4().hex[:12]}"
        await self.server.create_database(name, template)
        return self.server.url(name)


class PinnedDatabase:
    """One connection in a transaction that is rolled back: the real commit path on savepoints, no row left."""

    def __init__(self, connection: Connection) -> None:
        self.raw = connection
        self._lock = asyncio.Lock()
        self.statements: list[str] = []

    @property
    def is_busy(self) -> bool:
        """Whether somebody is in a transaction now."""
        return self._lock.locked()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._lock, self.raw.transaction():
            yield self.raw

    connection = transaction
    search = transaction


@asynccontextmanager
async def pinned(url: str) -> AsyncIterator[PinnedDatabase]:
    connection = await asyncpg.connect(url)
    await prepare_connection(connection)
    transaction = connection.transaction()
    await transaction.start()
    database = PinnedDatabase(connection)
    connection.add_query_logger(lambda query: database.statements.append(query.query))
    try:
        yield database
    finally:
        await transaction.rollback()
        await connection.close()


@asynccontextmanager
async def running_server(folder: Path) -> AsyncIterator[Databases]:
    async with EmbeddedPostgres(folder) as server:
        yield Databases(server)
