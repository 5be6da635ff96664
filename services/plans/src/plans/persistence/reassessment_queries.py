"""Plans that run out and are not followed by an authorized one: the work list of reassessments (DT-09)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from plans.domain.policies import Policy
from plans.persistence.member_repository import visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading, Work

# `p` runs out within the window and nothing authorized follows it. `{ends_by}` is the last end that counts.
RUNS_OUT = """p.status in ('authorized', 'partially_authorized') and p."end" <= {ends_by}::date
      and m.deceased_on is null
      and not exists (select from service_plans o where o.member_id = p.member_id and o."start" > p."end"
                      and o.status in ('authorized', 'partially_authorized'))"""
STANDING = """case when days_left < 0 then 'lapsed' when days_left <= {late}::integer then 'late'
    when days_left <= {overdue}::integer then 'overdue' else 'open' end"""

DUE = f"""
with found as materialized (
    select p.id, p.member_id, p.agency, p.case_manager, p."start", p."end", p."end" - $7::date as days_left
    from service_plans p join members m on m.id = p.member_id
    where {RUNS_OUT.format(ends_by="$8")}
      and {visible("p", 5, 6)} and ($9::date is null or (p."end", p.id) > ($9::date, $10::uuid))
      and ($14::text is null or p.case_manager = $14)
    order by p."end", p.id limit $11
), {access_log("service_plan")}
select found."end", found.id, jsonb_build_object(
    'plan_id', found.id, 'member_id', found.member_id, 'agency', agency, 'case_manager', case_manager,
    'start', found."start", 'end', found."end", 'days_left', days_left,
    'standing', {STANDING.format(late="$13", overdue="$12")},
    'opened_on', i.opened_on, 'standing_since', case when i.done_on is null then i.standing_since end,
    'severity', case when days_left <= $13::integer then 'error' when days_left <= $12::integer then 'warning'
                     else 'info' end,
    'next_plan', (select jsonb_build_object('id', o.id, 'status', o.status, 'start', o."start")
                  from service_plans o where o.member_id = found.member_id and o."start" > found."end"
                  and o.status <> 'closed' order by o."start" limit 1))::text as item
from found left join reassessment_items i on i.plan_id = found.id order by found."end", found.id
"""

# One statement: a work item per due plan, its standing as it is today, done when the plan is due no more.
REFRESH = f"""
with due as materialized (
    select p.id, p."end" - $1::date as days_left from service_plans p join members m on m.id = p.member_id
    where {RUNS_OUT.format(ends_by="$2")}
), judged as (
    select id, {STANDING.format(late="$4", overdue="$3")} as standing from due
), opened as (
    insert into reassessment_items (plan_id, standing, standing_since, opened_on)
    select id, standing, $1, $1 from judged
    on conflict (plan_id) do update set standing = excluded.standing, standing_since = excluded.standing_since,
        done_on = null
    where reassessment_items.standing <> excluded.standing or reassessment_items.done_on is not null
    returning plan_id, standing
), done as (
    update reassessment_items i set done_on = $1
    where i.done_on is null and not exists (select from due where due.id = i.plan_id)
    returning i.plan_id
), moved as (
    select plan_id, 'reassessment_' || standing as action, standing from opened
    union all select plan_id, 'reassessment_done', null from done
), logged as (
    insert into audit_log (kind, actor, roles, request_id, action, subject_type, subject_id, member_id, after, rule_ids,
                           effective_at)
    select 'change', $5, $6, $7, moved.action, 'service_plan', moved.plan_id, p.member_id,
        jsonb_build_object('standing', moved.standing), array['DT-09'], $1::date
    from moved join service_plans p on p.id = moved.plan_id
)
select count(*) from moved
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


async def refresh_items(work: Work, policy: Policy) -> int:
    """How many work items were opened, moved or done."""
    days = policy.reassessment_days
    return int(
        await work.tx.fetchval(
            REFRESH,
            work.today,
            work.today + timedelta(days=days.opens),
            days.overdue,
            days.late,
            work.caller.subject,
            sorted(work.caller.roles),
            work.request_id,
        )
    )
