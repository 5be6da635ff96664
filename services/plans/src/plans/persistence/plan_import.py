"""Staged plan lines become plans, a batch of plans at a time, by statements over the whole batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from plans.domain.conversion import Offer
from shared.runtime.database import Connection

BATCH = "s.import_id = $1 and p.import_id = $1 and p.number between $2 and $3 and s.plan_id = p.source_id"
UNKNOWN_YET = "not exists (select from imported_plans k where k.source_id = p.source_id)"

KNOWN = f"""
with kept as (
    insert into import_rows (import_id, line_number, outcome, source_id, subject_id)
    select $1, s.line_number, 'known', s.line_id, k.plan_id
    from staged_plans p join staged_plan_lines s on {BATCH} join imported_plans k on k.source_id = p.source_id
    returning 1
)
select count(*) from kept
"""

# Only rows of plans with something to look at come out; `others` and `taken` are what the member has already.
LOOK = f"""
with line as materialized (
    select p.number, s.*, m.id as member_id, r.id as provider_id,
        (o.most is null or s.units is null or s.units < 1 or s.units > o.most or s."end" is null
         or s."end" < s."start" or s."start" < s.plan_start or s."end" > s.plan_end
         or s.plan_end - s.plan_start not between 0 and 364
         or s."start" <= lag(s."end") over alike or lag(s.line_number) over alike is not null and s.frequency = 'year'
        ) is not false as suspect,
        count(*) over (partition by p.number, s.line_id) > 1 as repeated
    from staged_plans p join staged_plan_lines s on {BATCH}
    left join members m on m.medicaid_id = s.medicaid_id
    left join providers r on r.npi = s.provider_npi
    left join unnest($4::text[], $5::text[], $6::integer[]) as o(service_key, frequency, most)
        on o.service_key = s.service_key and o.frequency = s.frequency
    where {UNKNOWN_YET}
    window alike as (partition by p.number, s.service_key order by s."start", s.line_number)
), plan as (
    select number, max(member_id::text)::uuid as member_id, min(plan_start) as plan_start, max(plan_end) as plan_end,
        min(medicaid_id) is distinct from max(medicaid_id) or min(plan_start) is distinct from max(plan_start)
        or min(plan_end) is distinct from max(plan_end)
        or min(coalesce(plan_type, 'initial')) is distinct from max(coalesce(plan_type, 'initial')) as mixed,
        bool_or(errors is not null or member_id is null or suspect or repeated
                or provider_npi is not null and provider_id is null) as wrong
    from line group by number
), looked_at as (
    select plan.*, exists (
            select from service_plans o where o.member_id = plan.member_id
            and (o.status = 'closed' or daterange(o."start", o."end", '[]')
                 && daterange(least(plan.plan_start, plan.plan_end), plan.plan_end, '[]'))) as beside,
        count(*) over (partition by plan.member_id) > 1 and plan.member_id is not null as crowded
    from plan
)
select line.number, line.line_number, line.errors, line.line_id, line.service_code, line.modifiers, line.service_key,
    line.provider_npi, line.units, line.frequency, line."start", line."end",
    coalesce(line.plan_type, 'initial') as type,
    line.plan_start, line.plan_end, line.member_id, line.repeated, l.mixed,
    line.provider_npi is not null and line.provider_id is null as provider_unknown,
    case when l.beside then (
        select jsonb_agg(jsonb_build_object('type', o.type, 'origin', o.origin, 'start', o."start", 'end', o."end"))
        from service_plans o where o.member_id = line.member_id and o.status <> 'closed') end as others,
    l.beside and exists (
        select from plan_lines t where t.member_id = line.member_id
        and t.line_key = array_to_string(array_prepend(line.service_code, line.modifiers), '-')
        and t.status in ('requested', 'authorized', 'service_ended', 'superseded')
        and daterange(t.overlap_from, t."end", '[]')
            && daterange(line."start", greatest(line."start", line."end"), '[]')
    ) as taken
from looked_at l join line using (number)
where l.mixed or l.wrong or l.beside or l.crowded
order by line.number, line.line_number
"""

TERMS = f"""
select distinct s.service_key, s.units, s.frequency, s."start", s."end"
from staged_plans p join staged_plan_lines s on {BATCH} where {UNKNOWN_YET} and not p.number = any($4::integer[])
"""

# The first fifteen characters of an id are its time; the rest is random, as in every UUIDv7.
NEW_ID = "overlay(gen_random_uuid()::text placing $5 from 1 for 15)::uuid"

LOAD = f"""
with source as materialized (
    select p.number, p.source_id, {NEW_ID} as id from staged_plans p
    where p.import_id = $1 and p.number between $2 and $3 and {UNKNOWN_YET} and not p.number = any($4::integer[])
), line as materialized (
    select source.number, source.source_id as plan_source, source.id as plan_id, {NEW_ID} as id, s.line_number,
        s.line_id,
        m.id as member_id, coalesce(s.agency, m.agency) as agency, coalesce(s.plan_type, 'initial') as type,
        s.plan_start, s.plan_end, s.case_manager, s.short_reason, s.service_code, s.modifiers, r.id as provider_id,
        s.units, s.frequency, s."start", s."end", s.used_units, s.delivered_through, s.authorization_number,
        coalesce(w.total, t.total) as total, coalesce(w.cost, t.cost) as cost,
        row_number() over (partition by source.number order by s.line_number) as position
    from source join staged_plan_lines s on s.import_id = $1 and s.plan_id = source.source_id
    join members m on m.medicaid_id = s.medicaid_id
    left join providers r on r.npi = s.provider_npi
    left join unnest($6::text[], $7::integer[], $8::text[], $9::date[], $10::date[], $11::integer[],
            $12::numeric(14, 2)[])
        as t(service_key, units, frequency, "start", "end", total, cost)
        on t.service_key = s.service_key and t.units = s.units and t.frequency = s.frequency
        and t."start" = s."start" and t."end" = s."end"
    left join unnest($13::integer[], $14::integer[], $15::numeric(14, 2)[]) as w(line_number, total, cost)
        on w.line_number = s.line_number
), plan as materialized (
    select * from line where position = 1
), plans as (
    insert into service_plans (id, version, member_id, agency, type, origin, status, "start", "end", case_manager,
                               short_reason, created_at, updated_at)
    select plan_id, 1, member_id, agency, type, 'conversion', 'authorized', plan_start, plan_end, case_manager,
        short_reason, $16, $16 from plan
), lines as (
    insert into plan_lines (id, plan_id, member_id, position, service_code, modifiers, line_key, provider_id, units,
        frequency, "start", "end", total, cost, status, entered_by, used_units, delivered_through,
        authorization_number, authorized, overlap_from)
    select id, plan_id, member_id, position, service_code, modifiers,
        array_to_string(array_prepend(service_code, modifiers), '-'), provider_id, units, frequency, "start", "end",
        total, cost, 'authorized', 'conversion', used_units, delivered_through, authorization_number,
        jsonb_build_object('units', units, 'frequency', frequency, 'start', "start", 'end', "end"), "start"
    from line
), versions as (
    insert into plan_versions (plan_id, version, recorded_at, action, actor, roles, status, snapshot)
    select plan.plan_id, 1, $16, 'imported', $17, $18, 'authorized', json_build_object(
        'id', plan.plan_id, 'version', 1, 'member_id', plan.member_id, 'agency', plan.agency, 'type', plan.type,
        'origin', 'conversion', 'status', 'authorized', 'start', plan.plan_start, 'end', plan.plan_end,
        'case_manager', plan.case_manager, 'short_reason', plan.short_reason, 'priority', false,
        'changes', '[]'::json, 'submission_id', null, 'submitted_at', null, 'submitted_by', null, 'review', null,
        'decided_at', null, 'created_at', $16::timestamptz, 'updated_at', $16::timestamptz, 'lines', of_plan.lines,
        'notes', '[]'::json, 'documents', '[]'::json, 'suspensions', '[]'::json)
    from plan join (
        select plan_id, json_agg(json_build_object(
            'id', id, 'service_code', service_code, 'modifiers', modifiers, 'provider_id', provider_id,
            'units', units, 'frequency', frequency, 'start', "start", 'end', "end", 'total', total,
            'cost', cost::text, 'status', 'authorized', 'reason', null, 'supersedes', null,
            'entered_by', 'conversion', 'used_units', used_units, 'delivered_through', delivered_through,
            'changed_on', null, 'authorization_number', authorization_number,
            'authorized', json_build_object('units', units, 'frequency', frequency, 'start', "start", 'end', "end"),
            'decision', null, 'priority', null, 'rate_from', null) order by position) as lines
        from line group by plan_id
    ) of_plan using (plan_id)
), sources as (
    insert into imported_plans (source_id, plan_id, import_id) select plan_source, plan_id, $1 from plan
), outcomes as (
    insert into import_rows (import_id, line_number, outcome, source_id, subject_id)
    select $1, line_number, 'loaded', line_id, plan_id from line
)
select count(*) from line
"""

REFUSE = """
insert into import_rows (import_id, line_number, outcome, source_id, errors, findings)
select $1, r.line_number, r.outcome, r.source_id, r.errors, r.findings
from jsonb_to_recordset($2) as r(line_number integer, outcome text, source_id text, errors jsonb, findings jsonb)
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Plans `first` to `last` of an import, by their numbers."""

    import_id: UUID
    first: int
    last: int

    @property
    def arguments(self) -> tuple[UUID, int, int]:
        return self.import_id, self.first, self.last


async def batch_after(tx: Connection, import_id: UUID, batches: int, size: int) -> Batch | None:
    """None when all plans of the import are done."""
    batch = Batch(import_id, batches * size + 1, (batches + 1) * size)
    left = await tx.fetchval(
        "select exists (select from staged_plans where import_id = $1 and number >= $2)", import_id, batch.first
    )
    return batch if left else None


async def keep_known(tx: Connection, batch: Batch) -> int:
    """Rows of plans that came in before."""
    return int(await tx.fetchval(KNOWN, *batch.arguments))


async def rows_to_look_at(tx: Connection, batch: Batch, offers: Sequence[Offer]) -> list[Any]:
    rows: list[Any] = await tx.fetch(
        LOOK,
        *batch.arguments,
        [offer.service_key for offer in offers],
        [offer.frequency for offer in offers],
        [offer.most for offer in offers],
    )
    return rows


async def terms(tx: Connection, batch: Batch, refused: Sequence[int]) -> list[tuple[str, int, str, date, date]]:
    """Every combination of service, units, frequency and dates that the batch has."""
    return [tuple(row) for row in await tx.fetch(TERMS, *batch.arguments, refused)]


async def load(
    tx: Connection,
    batch: Batch,
    refused: Sequence[int],
    totals: Mapping[tuple[str, int, str, date, date], tuple[int | None, Decimal | None]],
    worked: Mapping[int, tuple[int | None, Decimal | None]],
    *,
    time_of_ids: str,
    now: datetime,
    actor: str,
    roles: Sequence[str],
) -> int:
    """Rows that were loaded. Raises what a broken constraint raises."""
    keys = list(totals)
    return int(
        await tx.fetchval(
            LOAD,
            *batch.arguments,
            refused,
            time_of_ids,
            *([key[place] for key in keys] for place in range(5)),
            [total for total, _ in totals.values()],
            [cost for _, cost in totals.values()],
            list(worked),
            [total for total, _ in worked.values()],
            [cost for _, cost in worked.values()],
            now,
            actor,
            roles,
        )
    )


async def refuse_rows(tx: Connection, import_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await tx.execute(REFUSE, import_id, rows)
