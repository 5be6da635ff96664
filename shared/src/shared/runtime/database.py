"""The service's Postgres: a pool, transactions, and which constraint means which refusal."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg
import orjson

from shared.kernel.errors import HarmonyError

Connection = Any  # asyncpg publishes no types
Constraints = Mapping[str, Callable[[], HarmonyError]]


class Database(Protocol):
    """What use cases and queries need; tests bind it to one connection that is rolled back."""

    def transaction(self) -> Any:
        """Async context manager of a connection in a transaction: commits at the end, rolls back on an error."""

    def connection(self) -> Any:
        """Async context manager of a connection outside any transaction: each statement commits by itself."""


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
    """A pool of one process. Opened in the lifespan of the application."""

    def __init__(self, url: str, size: int) -> None:
        self._url = url
        self._size = size
        self._pool: Any = None

    async def open(self) -> None:
        self._pool = await asyncpg.create_pool(
            self._url,
            min_size=1,
            max_size=self._size,
            timeout=5,
            command_timeout=30,
            init=prepare_connection,
            reset=_keep_session,
            server_settings={
                "timezone": "UTC",
                "plan_cache_mode": __import__("os").environ.get("PCM","auto"),
                "statement_timeout": "20s",
                "lock_timeout": "5s",
                "idle_in_transaction_session_timeout": "30s",
            },
        )

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        async with self._pool.acquire(timeout=5) as connection:
            yield connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._pool.acquire(timeout=5) as connection, connection.transaction():
            yield connection


def refusal_of(error: asyncpg.IntegrityConstraintViolationError, constraints: Constraints) -> HarmonyError | None:
    """The refusal that a broken constraint stands for; None for one that only a mistake of ours can break."""
    refusal = constraints.get(error.constraint_name or "")
    return refusal() if refusal else None
