"""Staged rows become facts: a batch at a time, one statement for all kinds of facts in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection

STAGING = ("staged_facts",)
ROWS_PER_BATCH = 10_000
UNKNOWN_MEMBER = [
    {"pointer": "/medicaid_id", "code": "unknown", "message": "There is no such member. Import the members first."}
]


@dataclass(frozen=True, slots=True)
class Table:
    """Where facts of a kind are kept; `columns` say what each column gets of a staged row `s` (and its code `c`)."""

    kind: str
    name: str
    columns: Mapping[str, str]


TABLES = (
    Table("condition", "conditions", {"code": "c.id", "recorded_on": "s.day"}),
    Table(
        "observation",
        "observations",
        {
            "code": "c.id",
            "observed_on": "s.day",
            "value": "s.value",
            "unit": "s.unit",
            "comparator": "s.comparator",
            "specimen": "s.specimen",
        },
    ),
    Table(
        "encounter",
        "encounters",
        {
            "principal": "c.id",
            '"start"': "s.day",
            '"end"': "s.until",
            "class": "s.class::encounter_class",
            "icu": "coalesce(s.icu, false)",
            "diagnoses": """(select array_agg(d.id order by place)
                from unnest(s.several) with ordinality as named(code, place)
                join codes d on d.system = split_part(named.code, ':', 1) and d.code = split_part(named.code, ':', 2)
            )""",
        },
    ),
    Table(
        "medication",
        "medications",
        {
            "code": "c.id",
            "dispensed_on": "s.day",
            "given_class": "s.class::medication_class",
            "days_supply": "s.days_supply",
            "units": "s.units",
        },
    ),
    Table(
        "pregnancy",
        "pregnancies",
        {
            "estimated_due_date": "s.day",
            "noticed_on": "s.name::date",
            "ended_on": "s.until",
            "risks": "coalesce(s.several, '{}')",
        },
    ),
    Table("flag", "member_flags", {"flag": "s.name"}),
    Table("assessment", "assessments", {"instrument": "s.name", "completed_on": "s.day", "answers": "s.answers"}),
)

NEW_CODES = """
insert into codes (system, code)
select met.system, met.code from (
    select s.system, s.code from staged_facts s
    where s.import_id = $1 and s.line_number between $2 and $3 and s.code is not null
    union
    select split_part(named, ':', 1), split_part(named, ':', 2) from staged_facts s, unnest(s.several) named
    where s.import_id = $1 and s.line_number between $2 and $3 and s.kind = 'encounter'
) met
where not exists (select from codes known where known.system = met.system and known.code = met.code)
order by 1, 2
on conflict do nothing
"""

# Of several versions of a fact in one batch the newest counts. A fact that was deleted since does not come back.
KEEP = """
{table}_kept as (
    insert into {table} (member, changed_at, source, source_id, {columns})
    select s.member, s.changed_at, s.source, s.source_id, {values}
    from newest s left join codes c on c.system = s.system and c.code = s.code
    where s.kind = '{kind}' and not s.deleted and not exists (
        select from deleted_facts d where d.kind = '{kind}' and d.source_id = s.source_id and d.source = s.source
        and d.changed_at > s.changed_at)
    order by s.source_id, s.source
    on conflict (source_id, source) do update
    set member = excluded.member, changed_at = excluded.changed_at, {updates}
    where {table}.changed_at <= excluded.changed_at
    and ({table}.member, {own}) is distinct from (excluded.member, {given})
    returning xmax = 0 as is_new
), {table}_gone as (
    delete from {table} t using newest s
    where s.kind = '{kind}' and s.deleted and t.source_id = s.source_id and t.source = s.source
    and t.changed_at <= s.changed_at
    returning 1
)
"""

LOAD = """
with taken as (
    delete from staged_facts where import_id = $1 and line_number between $2 and $3 returning *
), staged as materialized (
    select taken.*, m.number as member from taken left join members m on m.medicaid_id = taken.medicaid_id
), newest as materialized (
    select distinct on (kind, source_id, source) * from staged
    where errors is null and (member is not null or deleted)
    order by kind, source_id, source, changed_at desc, line_number desc
), refused as (
    insert into import_rows (import_id, line_number, outcome, source_id, errors)
    select $1, line_number, 'refused', source_id, coalesce(errors::jsonb, $4) from staged
    where errors is not null or (member is null and not deleted)
    returning 1
), forgotten as (
    insert into deleted_facts (kind, source_id, source, changed_at)
    select kind, source_id, source, changed_at from newest where deleted
    on conflict (kind, source_id, source) do update
    set changed_at = greatest(deleted_facts.changed_at, excluded.changed_at)
), {kinds}, kept as (
    {kept}
)
select (select count(*) from taken)::integer as rows, (select count(*) from refused)::integer as refused,
    (select count(*) from kept where is_new)::integer as loaded,
    (select count(*) from kept where not is_new)::integer as updated,
    ({gone})::integer as deleted
"""


def _kind(table: Table) -> str:
    return KEEP.format(
        table=table.name,
        kind=table.kind,
        columns=", ".join(table.columns),
        values=", ".join(table.columns.values()),
        updates=", ".join(f"{name} = excluded.{name}" for name in table.columns),
        own=", ".join(f"{table.name}.{name}" for name in table.columns),
        given=", ".join(f"excluded.{name}" for name in table.columns),
    )


STATEMENT = LOAD.format(
    kinds=", ".join(_kind(table) for table in TABLES),
    kept=" union all ".join(f"select is_new from {table.name}_kept" for table in TABLES),
    gone=" + ".join(f"(select count(*) from {table.name}_gone)" for table in TABLES),
)


async def rows_left(tx: Connection, import_id: UUID, batches: int) -> bool:
    left = await tx.fetchval(
        "select exists (select from staged_facts where import_id = $1 and line_number > $2)",
        import_id,
        batches * ROWS_PER_BATCH,
    )
    return bool(left)


async def load(tx: Connection, import_id: UUID, batches: int) -> Any:
    """Row of `rows, refused, loaded, updated, deleted`; whatever is left of `rows` was known."""
    span = (import_id, batches * ROWS_PER_BATCH + 1, (batches + 1) * ROWS_PER_BATCH)
    await tx.execute(NEW_CODES, *span)
    return await tx.fetchrow(STATEMENT, *span, UNKNOWN_MEMBER)
