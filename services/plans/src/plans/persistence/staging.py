"""Rows on their way in: copied into unlogged tables, a chunk at a time."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from shared.runtime.database import Connection

COPY_SECONDS = 120
NUMBER_PLANS = """
insert into staged_plans (import_id, number, source_id)
select $1, row_number() over (order by min(line_number)), plan_id
from staged_plan_lines where import_id = $1 group by plan_id
"""


async def copy_csv(tx: Connection, table: str, columns: Sequence[str], rows: bytes) -> None:
    """`rows` is CSV without a heading; an empty cell is null."""
    await tx.copy_to_table(table, source=BytesIO(rows), columns=columns, format="csv", timeout=COPY_SECONDS)


async def number_plans(tx: Connection, import_id: UUID) -> None:
    """Give every plan of the file a number, so that batches are ranges of numbers."""
    await tx.execute("set local statement_timeout = '10min'")
    await tx.execute(NUMBER_PLANS, import_id, timeout=600)
    await tx.execute("analyze staged_plans, staged_plan_lines")
