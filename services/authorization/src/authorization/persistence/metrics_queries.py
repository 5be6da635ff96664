"""The yearly figures, counted anew from history with each call: nothing is kept that could drift from it."""

from decimal import Decimal
from typing import Any

from authorization.domain.metrics import DecidedAppeals, DecidedRequests
from shared.runtime.work import Reading

YEAR = "make_timestamptz($1, 1, 1, 0, 0, 0, $2)", "make_timestamptz($1 + 1, 1, 1, 0, 0, 0, $2)"
REQUESTS = f"""
with decided as (
    select r.expedited, r.extension is not null as extended,
           extract(epoch from d.decided_at - r.received_at) / 3600 as hours,
           bool_and(l.outcome = 'authorized') as approved, bool_and(l.outcome = 'not_authorized') as denied
    from decisions d join requests r on r.id = d.request_id join decision_lines l on l.decision_id = d.id
    where d.decided_at >= {YEAR[0]} and d.decided_at < {YEAR[1]}
    group by d.id, r.id)
select kind.expedited, count(d.expedited) filter (where d.approved) as approved,
       count(d.expedited) filter (where d.denied) as denied,
       count(d.expedited) filter (where not d.approved and not d.denied) as partial,
       count(d.expedited) filter (where d.extended) as extended,
       count(d.expedited) filter (where d.extended and d.approved) as approved_after_extension,
       count(d.expedited) filter (where d.extended and not d.approved and not d.denied) as partial_after_extension,
       avg(d.hours) as mean, percentile_cont(0.5) within group (order by d.hours) as median
from (values (false), (true)) as kind(expedited) left join decided d on d.expedited = kind.expedited
group by kind.expedited order by kind.expedited
"""
APPEALS = f"""
select count(*) as decided, count(*) filter (where status = 'overturned') as overturned,
       count(*) filter (where status = 'upheld') as upheld, count(*) filter (where status = 'withdrawn') as withdrawn
from appeals where decided_at >= {YEAR[0]} and decided_at < {YEAR[1]}
"""
SERVICES = f"""
select distinct line->>'service_code' as code
from decisions d join requests r on r.id = d.request_id, jsonb_array_elements(r.snapshot->'lines') line
where d.decided_at >= {YEAR[0]} and d.decided_at < {YEAR[1]} and line->>'action' <> 'none' order by 1
"""


async def decided_requests(reading: Reading, year: int, zone: str) -> list[DecidedRequests]:
    """Standard and expedited, also where there were none; a year is that of the office's calendar."""
    return [_decided(row) for row in await reading.search(REQUESTS, year, zone)]


def _decided(row: Any) -> DecidedRequests:
    return DecidedRequests(
        kind="expedited" if row["expedited"] else "standard",
        approved=row["approved"],
        partial=row["partial"],
        denied=row["denied"],
        extended=row["extended"],
        approved_after_extension=row["approved_after_extension"],
        partial_after_extension=row["partial_after_extension"],
        mean_hours=row["mean"],
        median_hours=None if row["median"] is None else Decimal(repr(row["median"])),
    )


async def decided_appeals(reading: Reading, year: int, zone: str) -> DecidedAppeals:
    (row,) = await reading.search(APPEALS, year, zone)
    return DecidedAppeals(**row)


async def decided_services(reading: Reading, year: int, zone: str) -> list[str]:
    return [row["code"] for row in await reading.search(SERVICES, year, zone)]
