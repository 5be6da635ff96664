"""Where rows of files wait, and the numbers of staged plans: batches are ranges of numbers."""

from uuid import UUID

from shared.runtime.database import Connection

STAGING = ("staged_plans", "staged_plan_lines", "staged_records")
NUMBER_PLANS = """
insert into staged_plans (import_id, number, source_id)
select $1, row_number() over (order by min(line_number)), plan_id
from staged_plan_lines where import_id = $1 group by plan_id
"""


async def number_plans(tx: Connection, import_id: UUID) -> None:
    """Give every plan of the file a number."""
    await tx.execute("set local statement_timeout = '10min'")
    await tx.execute(NUMBER_PLANS, import_id, timeout=600)
    await tx.execute("analyze staged_plans, staged_plan_lines")
