"""Rows of the care tables, written together in one statement."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from shared.runtime.database import Connection

KEYS = {"assessment_factors": "assessment_id, code"}
Row = Mapping[str, Any]


async def save_rows(tx: Connection, **tables: Sequence[Row]) -> None:
    """Insert the rows of each table, or replace those whose key exists.

    Names of tables and columns come from our code alone. The rows of one table name the same columns, and of those
    that may not be empty all.
    """
    given = {table: rows for table, rows in tables.items() if rows}
    if given:
        columns = tuple((table, tuple(rows[0])) for table, rows in given.items())
        await tx.execute(_statement(columns), *given.values())


@lru_cache
def _statement(tables: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    writes = []
    for number, (table, columns) in enumerate(tables, 1):
        key = KEYS.get(table, "id")
        names = ", ".join(columns)
        changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key.split(", "))
        writes.append(
            f"{table}_saved as (insert into {table} ({names}) select {names} "
            f"from jsonb_populate_recordset(null::{table}, ${number}) on conflict ({key}) do update set {changed})"
        )
    return f"with {', '.join(writes)} select 1"
