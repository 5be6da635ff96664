"""Enrolments follow cover, death and the registry: a few statements, for one member or a batch of the population.

The table of moves and the days that are due come from the domain as values, so that there is one truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection

BATCH = 2000
_TELLING = """jsonb_build_object('status', {0}.status, 'tier', {0}.tier, 'disease', {0}.disease,
    'number', {0}.number, 'reason', {0}.reason, 'call_due_on', {0}.call_due_on, 'mail_due_on', {0}.mail_due_on)"""
_DUE = """due as (
    select * from jsonb_to_recordset($3) as d(
        tier tier, welcome_on date, mail_on date, call_on date, call_acute_on date)
), moves as (
    select * from jsonb_to_recordset($4) as m(status text, tier tier, after text, actions jsonb)
)"""
# The tier that holds today: an override of a nurse until it expires, else what the runs assigned.
_PLACED = """(
    select r.*, case when r.override_tier is not null and coalesce(r.override_until, 'infinity') >= $2::date
                     then r.override_tier else r.assigned_tier end as tier,
           case when r.override_tier is not null and coalesce(r.override_until, 'infinity') >= $2::date
                then r.override_since else r.assigned_since end as since,
           r.rules && $5::text[] as acute
    from registry r where r.identified
)"""
_LEFT = """exists (select from opt_outs o where o.member_id = m.id and o.revoked_at is null
                   and o.effective_on <= $2::date
                   and o.scope in (select jsonb_array_elements_text($6::jsonb->p.disease)))"""

# $1 one member or null for all, $2 today, then what each statement names.
END = f"""
with ending as materialized (
    select e.id, e.status, case when m.deceased_on is not null then 'death' else 'term' end as reason,
           coalesce(m.deceased_on, cover.last_day, least(e.identified_on, $2::date)) as last_day
    from enrolments e join members m on m.id = e.member_id
    cross join lateral (
        select max(upper(span)) - 1 as last_day from unnest(m.covered) span where upper(span) <= $2::date) cover
    where ($1::uuid is null or e.member_id = $1) and case
        when e.status <> 'disenrolled' then m.deceased_on is not null or not m.covered @> $2::date
        when $1 is null then false
        when m.deceased_on is not null then e.reason <> 'death' and e.disenrolled_on > m.deceased_on
        else e.reason = 'term' and not m.covered @> e.disenrolled_on and cover.last_day < e.disenrolled_on end
    order by e.id limit {BATCH} for update of e skip locked
)
update enrolments e set status = 'disenrolled', reason = n.reason, disenrolled_on = n.last_day, call_due_on = null,
    mail_due_on = null, welcome_due_on = null, retry_on = null, assignee = null, assigned_at = null,
    version = e.version + 1, updated_at = $3
from ending n where e.id = n.id
returning e.id, e.member_id, n.status as before, {_TELLING.format("e")} as after, n.last_day as effective_on,
          '["disenrol"]'::jsonb as actions
"""
REINSTATE = f"""
with {_DUE}, again as materialized (
    select e.id, e.reason, p.tier, p.since, p.acute
    from enrolments e join members m on m.id = e.member_id
    left join {_PLACED} p on p.member = m.number and p.disease = e.disease
    where ($1::uuid is null or e.member_id = $1) and e.status = 'disenrolled' and m.deceased_on is null
      and m.covered @> $2::date
      and (e.reason = 'death' or (e.reason = 'term' and e.disenrolled_on >= $2::date - $8::integer))
      and not exists (select from enrolments later where later.member_id = e.member_id and later.disease = e.disease
                      and later.number > e.number)
      and not {_LEFT.replace("p.disease", "e.disease")}
    order by e.id limit {BATCH} for update of e skip locked
)
update enrolments e set status = coalesce(v.after, 'identified'), reason = null, disenrolled_on = null,
    tier = n.tier, tier_since = n.since, acute = coalesce(n.acute, false),
    enrolled_on = case when v.after is not null then coalesce(e.enrolled_on, $2::date) end,
    mail_due_on = d.mail_on, call_due_on = case when n.acute then d.call_acute_on else d.call_on end,
    version = e.version + 1, updated_at = $7
from again n left join due d on d.tier = n.tier left join moves v on v.tier = n.tier and v.status = 'identified'
where e.id = n.id
returning e.id, e.member_id, 'disenrolled' as before, {_TELLING.format("e")} as after, $2::date as effective_on,
          '["reinstate"]'::jsonb || coalesce(v.actions, '[]') as actions
"""
MOVE = f"""
with {_DUE}, differing as materialized (
    select e.id, e.status, e.tier as tier_before, e.acute as acute_before, p.tier, p.since, p.acute
    from enrolments e join members m on m.id = e.member_id
    join {_PLACED} p on p.member = m.number and p.disease = e.disease
    where ($1::uuid is null or e.member_id = $1) and e.status <> 'disenrolled' and p.tier is not null
      and (e.tier, e.tier_since, e.acute) is distinct from (p.tier, p.since, p.acute)
      and $6::jsonb is not null
    order by e.id limit {BATCH} for update of e skip locked
)
update enrolments e set status = coalesce(v.after, e.status), tier = n.tier, tier_since = n.since, acute = n.acute,
    enrolled_on = coalesce(e.enrolled_on, $2::date),
    welcome_due_on = case when e.enrolled_on is null then d.welcome_on
                          when e.welcome_due_on is not null then least(e.welcome_due_on, d.welcome_on) end,
    mail_due_on = case when n.tier = n.tier_before then e.mail_due_on else least(e.mail_due_on, d.mail_on) end,
    mailings_sent = case when n.tier = n.tier_before then e.mailings_sent else 0 end,
    call_due_on = case when d.call_on is null then null
                       when n.acute and not n.acute_before then least(e.call_due_on, d.call_acute_on)
                       when n.tier = n.tier_before then e.call_due_on
                       else least(e.call_due_on, case when n.acute then d.call_acute_on else d.call_on end) end,
    unreachable_since = case when n.tier > n.tier_before or (n.acute and not n.acute_before) then null
                             else e.unreachable_since end,
    retry_on = case when n.tier > n.tier_before or (n.acute and not n.acute_before) then null else e.retry_on end,
    assignee = case when d.call_on is not null then e.assignee end,
    assigned_at = case when d.call_on is not null then e.assigned_at end,
    version = e.version + 1, updated_at = $7
from differing n join due d on d.tier = n.tier left join moves v on v.tier = n.tier and v.status = n.status
where e.id = n.id
returning e.id, e.member_id, n.status as before, {_TELLING.format("e")} as after, n.since as effective_on,
          coalesce(v.actions, '[]') as actions
"""
OPEN = f"""
with {_DUE}, wanted as materialized (
    select m.id as member_id, p.disease, p.tier, p.since, p.acute, p.identified_since,
           coalesce(last.number, 0) as number
    from {_PLACED} p join members m on m.number = p.member
    left join lateral (
        select e.number, e.status, e.reason, e.disenrolled_on from enrolments e
        where e.member_id = m.id and e.disease = p.disease order by e.number desc limit 1) last on true
    where ($1::uuid is null or m.id = $1) and p.tier is not null and m.deceased_on is null and m.covered @> $2::date
      and (last.number is null or (last.status = 'disenrolled' and case last.reason
           when 'term' then last.disenrolled_on < $2::date - $8::integer
           when 'opt_out' then true
           when 'moved_to_cm' then not exists (
               select from case_leads l where l.member_id = m.id and l.lead_open)
           else false end))
      and not {_LEFT}
    limit {BATCH}
)
insert into enrolments as e (id, member_id, disease, number, status, tier, tier_since, acute, source, identified_on,
                             enrolled_on, welcome_due_on, mail_due_on, call_due_on, updated_at)
select overlay(gen_random_uuid()::text placing $9 from 1 for 15)::uuid, n.member_id, n.disease, n.number + 1, v.after,
       n.tier, n.since, n.acute, 'stratification', n.identified_since, $2::date, d.welcome_on, d.mail_on,
       case when n.acute then d.call_acute_on else d.call_on end, $7
from wanted n join due d on d.tier = n.tier join moves v on v.tier = n.tier and v.status = 'identified'
on conflict do nothing
returning e.id, e.member_id, null::text as before, {_TELLING.format("e")} as after, e.identified_on as effective_on,
          '["stratify", "enrol"]'::jsonb as actions
"""
ENGAGE = f"""
with assessed as materialized (
    select e.id, max(a.completed_on) as completed_on
    from enrolments e join members m on m.id = e.member_id
    join assessments a on a.member = m.number and a.completed_on between $2::date - $4::integer and $2::date
     and a.instrument in (select jsonb_array_elements_text($5::jsonb->e.disease))
    where ($1::uuid is null or e.member_id = $1) and e.status = 'telephonic_outreach'
    group by e.id order by e.id limit {BATCH}
)
update enrolments e set status = 'engaged', engaged_on = n.completed_on, version = e.version + 1, updated_at = $3
from assessed n where e.id = n.id and e.status = 'telephonic_outreach'
returning e.id, e.member_id, 'telephonic_outreach' as before, {_TELLING.format("e")} as after,
          n.completed_on as effective_on, '["engage"]'::jsonb as actions
"""
UNREACHED = f"""
with silent as materialized (
    select e.member_id, max(e.letter_sent_on) + $4::integer as since
    from enrolments e
    where ($1::uuid is null or e.member_id = $1) and e.status <> 'disenrolled' and e.letter_sent_on is not null
      and e.unreachable_since is null
    group by e.member_id having max(e.letter_sent_on) + $4::integer <= $2::date
    order by e.member_id limit {BATCH}
)
update enrolments e set unreachable_since = n.since, retry_on = n.since + $5::integer, version = e.version + 1,
    updated_at = $3
from silent n where e.member_id = n.member_id and e.status <> 'disenrolled' and e.unreachable_since is null
returning e.id, e.member_id, e.status as before, {_TELLING.format("e")} as after, n.since as effective_on,
          '["flag_unreachable"]'::jsonb as actions
"""
# One question to case management for each tier that a member reached; none while case management leads already.
PROPOSE = f"""
insert into case_management_proposals (id, member_id, enrolment_id, disease, tier, cause_on, status, rule_ids,
                                       opened_at)
select overlay(gen_random_uuid()::text placing $4 from 1 for 15)::uuid, e.member_id, e.id, e.disease, e.tier,
       e.tier_since, case when exists (select from case_leads l where l.member_id = e.member_id and l.lead_open)
                          then 'withdrawn' else 'open' end,
       coalesce((select r.rules from registry r join members m on m.number = r.member
                 where m.id = e.member_id and r.disease = e.disease), '{{}}'), $2
from enrolments e
where ($1::uuid is null or e.member_id = $1) and e.status <> 'disenrolled' and e.tier = any($3::tier[])
  and not exists (select from case_management_proposals p where p.member_id = e.member_id and p.disease = e.disease
                  and p.tier = e.tier and p.cause_on = e.tier_since)
limit {BATCH}
on conflict do nothing
"""


@dataclass(frozen=True, slots=True)
class Following:
    """What the domain says: `due` and `moves` as JSON rows, `leaving` and `instruments` by disease."""

    today: date
    now: datetime
    due: Sequence[dict[str, Any]]
    moves: Sequence[dict[str, Any]]
    acute_rules: Sequence[str]
    leaving: dict[str, list[str]]
    instruments: dict[str, list[str]]
    reinstatement_days: int
    hra_valid_days: int
    letter_wait_days: int
    retry_days: int
    proposing: Sequence[str]
    time_of_ids: str


async def follow(tx: Connection, member_id: UUID | None, told: Following) -> list[Any]:
    """Rows of `id, member_id, before, after, effective_on, actions` of every enrolment that changed, step by step."""
    placed = (member_id, told.today, list(told.due), list(told.moves), list(told.acute_rules), told.leaving, told.now)
    rows = await tx.fetch(END, member_id, told.today, told.now)
    rows += await tx.fetch(REINSTATE, *placed, told.reinstatement_days)
    rows += await tx.fetch(MOVE, *placed)
    rows += await tx.fetch(OPEN, *placed, told.reinstatement_days, told.time_of_ids)
    rows += await tx.fetch(ENGAGE, member_id, told.today, told.now, told.hra_valid_days, told.instruments)
    rows += await tx.fetch(UNREACHED, member_id, told.today, told.now, told.letter_wait_days, told.retry_days)
    await tx.execute(PROPOSE, member_id, told.now, list(told.proposing), told.time_of_ids)
    return list(rows)
