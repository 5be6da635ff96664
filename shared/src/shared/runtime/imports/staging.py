"""Rows on their way in: copied into unlogged tables, a chunk at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.imports.table_reader import SourceRow

COPY_SECONDS = 120


async def _as_it_is(_tx: Connection, _job_id: UUID) -> None:
    """Nothing is to be done once all rows are staged."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where rows of one kind are staged: `cells` are those of `columns`. `staged` runs once all rows are there.

    `staging` are all tables in which rows wait.
    """

    kind: str
    table: str
    columns: tuple[str, ...]
    cells: Callable[[str, SourceRow], list[str]]
    staging: tuple[str, ...]
    staged: Callable[[Connection, UUID], Awaitable[None]] = _as_it_is


async def copy_csv(tx: Connection, table: str, columns: Sequence[str], rows: bytes) -> None:
    """`rows` is CSV without a heading; an empty cell is null."""
    await tx.copy_to_table(table, source=BytesIO(rows), columns=columns, format="csv", timeout=COPY_SECONDS)
