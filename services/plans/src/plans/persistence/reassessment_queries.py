"""Plans that run out and are not followed by an authorized one: the work list of reassessments (DT-09)."""

from datetime import date
from typing import Any
from uuid import UUID

from plans.domain.policies import Policy
from plans.persistence.member_repository import visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading

DUE = f"""
with found as materialized (
    select p.id, p.member_id, p.agency, p.case_manager, p."start", p."end", p."end" - $7::date as days_left
    from service_plans p join members m on m.id = p.member_id
    where p.status in ('authorized', 'partially_authorized') and p."end" <= $8::date and m.deceased_on is null
      and {visible("p", 5, 6)} and ($9::date is null or (p."end", p.id) > ($9::date, $10::uuid))
      and ($14::text is null or p.case_manager = $14)
      and not exists (select from service_plans o where o.member_id = p.member_id and o."start" > p."end"
                      and o.status in ('authorized', 'partially_authorized'))
    order by p."end", p.id limit $11
), {access_log("service_plan")}
select found."end", found.id, jsonb_build_object(
    'plan_id', found.id, 'member_id', found.member_id, 'agency', agency, 'case_manager', case_manager,
    'start', found."start", 'end', found."end", 'days_left', days_left,
    'standing', case when days_left < 0 then 'lapsed' when days_left <= $13::integer then 'late'
                     when days_left <= $12::integer then 'overdue' else 'open' end,
    'severity', case when days_left <= $13::integer then 'error' when days_left <= $12::integer then 'warning'
                     else 'info' end,
    'next_plan', (select jsonb_build_object('id', o.id, 'status', o.status, 'start', o."start")
                  from service_plans o where o.member_id = found.member_id and o."start" > found."end"
                  and o.status <> 'closed' order by o."start" limit 1))::text as item
from found order by found."end", found.id
"""


async def reassessments_due(
    reading: Reading,
    policy: Policy,
    *,
    ends_by: date,
    case_manager: str | None,
    after: tuple[date | None, UUID | None],
    limit: int,
) -> list[Any]:
    """Up to `limit + 1` rows of `end`, `id` and `item`, those that end first at the front."""
    caller = reading.caller
    return await reading.search(
        DUE,
        *access_arguments(caller, reading.request_id),
        caller.sees_all,
        caller.agency,
        reading.today,
        ends_by,
        *after,
        limit + 1,
        policy.reassessment_days.overdue,
        policy.reassessment_days.late,
        case_manager,
    )
