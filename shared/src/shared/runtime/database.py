"""The service's Postgres: a pool, transactions, and which constraint means which refusal."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import asyncpg
import orjson

from shared.kernel.errors import HarmonyError

Connection = Any  # asyncpg publishes no types
Constraints = Mapping[str, Callable[[], HarmonyError]]
CONNECT_SECONDS = 5


class Database(Protocol):
    """What use cases and queries need; tests bind it to one connection that is rolled back."""

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """A connection in a transaction: commits at the end, rolls back on an error."""

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        """A connection outside any transaction, for statements by key: planned once, whatever the arguments."""

    def search(self) -> AbstractAsyncContextManager[Connection]:
        """A connection for statements with optional filters: planned for the arguments of each call."""


def json_text(value: Any) -> str:
    """JSON of plain values and of domain dataclasses; amounts become decimal strings."""
    return orjson.dumps(value, default=str).decode()


async def prepare_connection(connection: Connection) -> None:
    """`json` and `jsonb` travel as Python values, dumped and parsed by orjson."""
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, schema="pg_catalog", format="text", encoder=json_text, decoder=orjson.loads
        )


async def _keep_session(_connection: Connection) -> None:
    """Sessions hold no state worth a round trip to reset."""


class Pool:
    """The connections of one process. Opened in the lifespan of the application."""

    def __init__(self, url: str, size: int) -> None:
        self._url = url
        self._size = size
        self._keyed: Any = None
        self._searching: Any = None

    async def open(self) -> None:
        self._keyed = await self._opened(self._size, "force_generic_plan")
        self._searching = await self._opened(max(1, self._size // 2), "auto")

    async def _opened(self, size: int, plan_cache_mode: str) -> Any:
        return await asyncpg.create_pool(
            self._url,
            min_size=0,  # with a floor, asyncpg fails to start and logs stack traces while the database is away
            max_size=size,
            timeout=CONNECT_SECONDS,
            command_timeout=30,
            init=prepare_connection,
            reset=_keep_session,
            server_settings={
                "timezone": "UTC",
                "plan_cache_mode": plan_cache_mode,
                "statement_timeout": "20s",
                "lock_timeout": "5s",
                "idle_in_transaction_session_timeout": "30s",
            },
        )

    async def close(self) -> None:
        for pool in (self._keyed, self._searching):
            if pool is not None:
                await pool.close()

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        acquired: AbstractAsyncContextManager[Connection] = self._keyed.acquire(timeout=CONNECT_SECONDS)
        return acquired

    def search(self) -> AbstractAsyncContextManager[Connection]:
        acquired: AbstractAsyncContextManager[Connection] = self._searching.acquire(timeout=CONNECT_SECONDS)
        return acquired

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self.connection() as connection, connection.transaction():
            yield connection


def refusal_of(error: asyncpg.IntegrityConstraintViolationError, constraints: Constraints) -> HarmonyError | None:
    """The refusal that a broken constraint stands for; None for one that only a mistake of ours can break."""
    refusal = constraints.get(error.constraint_name or "")
    return refusal() if refusal else None
