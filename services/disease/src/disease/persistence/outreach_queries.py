"""The telephonic work list: one statement, the access logged in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from disease.persistence.call_repository import LEAD_OPEN, LOGGED, STANDING
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading

WORKLIST = f"""
with found as materialized (
    select e.id, e.member_id, e.tier, e.call_due_on, e.disease, e.status, e.last_reached_on, e.unreachable_since,
           e.retry_on, e.letter_due_on, e.letter_sent_on, e.assignee, e.version
    from enrolments e join members m on m.id = e.member_id
    where e.status <> 'disenrolled' and e.call_due_on is not null
      and m.deceased_on is null and m.covered @> $5::date
      and (e.unreachable_since is null or e.retry_on <= $5)
      and $7::boolean = ({LEAD_OPEN})
      and not exists (select from opt_outs o where o.member_id = m.id and o.revoked_at is null
                      and o.effective_on <= $5 and o.scope = 'channel:phone')
      and coalesce((select c.outcome from calls c where c.member_id = m.id
                    and c.outcome in ('reached', 'deceased_reported') order by c.placed_at desc limit 1),
                   'reached') <> 'deceased_reported'
      and ($8::text is null or e.disease = $8) and ($9::tier is null or e.tier = $9)
      and ($10::text is null or e.assignee = $10) and (not $11::boolean or e.assignee is null)
      and ($12::date is null or e.call_due_on <= $12)
      and ($13::tier is null or e.tier < $13 or (e.tier = $13 and (e.call_due_on, e.id) > ($14::date, $15::uuid)))
    order by e.tier desc, e.call_due_on, e.id limit $16
), {access_log("enrolment")}
select f.*, m.given_name, m.family_name, m.birth_date, m.language, m.tty, m.time_zone, m.address->>'state' as state,
       coalesce(p.confidential_phone, m.phone) as phone, coalesce(p.interpreter, false) as interpreter,
       {LOGGED.format(now="$6::timestamptz")} as calls, {STANDING.format(today="$5::date")} as opt_outs,
       {LEAD_OPEN} as case_lead_open
from found f join members m on m.id = f.member_id left join contact_preferences p on p.member_id = m.id
order by f.tier desc, f.call_due_on, f.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistFilter:
    """Absent members do not restrict; `suppressed` shows those that a lead case manager calls instead."""

    disease: str | None = None
    tier: str | None = None
    assignee: str | None = None
    unassigned: bool = False
    due_by: date | None = None
    suppressed: bool = False


async def worklist(
    reading: Reading, wanted: WorklistFilter, after: tuple[str | None, date | None, UUID | None], limit: int
) -> list[Any]:
    """Up to `limit + 1` rows, the highest tier first and the oldest due date in it."""
    rows: list[Any] = await reading.search(
        WORKLIST,
        *access_arguments(reading.caller, reading.request_id),
        reading.today,
        reading.now,
        wanted.suppressed,
        wanted.disease,
        wanted.tier,
        wanted.assignee,
        wanted.unassigned,
        wanted.due_by,
        *after,
        limit + 1,
    )
    return rows


CALLS = """
with found as materialized (select m.id, m.id as member_id from members m where m.id = $5), {log}
select c.id, {item}::text as item from found join calls c on c.member_id = found.id
where $6::uuid is null or c.id < $6 order by c.id desc limit $7
"""


async def calls_of(reading: Reading, member_id: UUID, item: str, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    return await reading.fetch(
        CALLS.format(log=access_log("member"), item=item),
        *access_arguments(reading.caller, reading.request_id),
        member_id,
        before,
        limit + 1,
    )
