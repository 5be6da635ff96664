"""What ends with a plan: its live authorizations, whatever was decided of them."""

from datetime import date, datetime
from typing import Any

from authorization.domain.request import Frequency
from authorization.domain.units import total_units
from shared.kernel.calendar import ONE_DAY, Span
from shared.runtime.database import Connection

RUNS_ON = """
select a.id, a.number, a.member_id, a.units, a.frequency, a."start", coalesce(a.ended_total, a.total) as total, a.used
from authorizations a
where a.line_origin = $1 and a.replaced_by is null
  and greatest($2::date, a."start" - 1) < coalesce(a.ended_on, a."end")
order by a.id for update
"""
END = """
update authorizations a
set version = version + 1, ended_on = e.ended_on, ended_total = e.ended_total,
    ended_by = null, cut_from = null, cut_from_total = null
from jsonb_to_recordset($1) as e(id uuid, ended_on date, ended_total bigint) where a.id = e.id
"""


CLOSE = """
insert into closed_plans (line_origin, last_day, reason, recorded_at) values ($1, $2, $3, $4)
on conflict (line_origin) do nothing
"""


async def remember_closure(tx: Connection, line_origin: str, last_day: date, reason: str, at: datetime) -> None:
    """A plan is closed once: the first message stays."""
    await tx.execute(CLOSE, line_origin, last_day, reason, at)


async def end_with_plan(tx: Connection, line_origin: str) -> list[Any]:
    """Rows of `number, member_id` of what ran beyond the last day of its closed plan and ends on it.

    One that begins later never runs. Nothing ends while the plan is open. The caller has locked the lines.
    """
    last_day = await tx.fetchval("select last_day from closed_plans where line_origin = $1", line_origin)
    if last_day is None:
        return []
    rows: list[Any] = await tx.fetch(RUNS_ON, line_origin, last_day)
    await tx.execute(END, [_ended(row, last_day) for row in rows])
    return rows


def _ended(row: Any, last_day: date) -> dict[str, Any]:
    """What was used of the old total stays used."""
    ended_on = max(last_day, row["start"] - ONE_DAY)
    total = 0
    if ended_on >= row["start"]:
        total = total_units(row["units"], Frequency(row["frequency"]), Span(row["start"], ended_on))
    return {"id": row["id"], "ended_on": ended_on, "ended_total": max(row["used"], min(row["total"], total))}
