"""Staged members and providers become records: new ones are made, known ones get what the file says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from plans.persistence import member_repository, provider_repository
from shared.runtime.database import Connection

ROWS_PER_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told of each record that changes, under `topic`: addresses (without the id) by service."""

    topic: str
    request_id: str
    kept_back: frozenset[str]
    addresses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Target:
    """`key` is what a record is known by outside; `blank` is a record of which nothing is said yet."""

    table: str
    key: str
    columns: str
    blank: dict[str, Any]


MEMBERS = Target("members", "medicaid_id", member_repository.COLUMNS, {"tty": False, "coverage": []})
PROVIDERS = Target("providers", "npi", provider_repository.COLUMNS, {"certifications": []})

LOAD = """
with staged as materialized (
    select s.line_number, s.source_id, s.record, s.errors::jsonb as errors, s.errors is null and exists (
        select from staged_records later where later.import_id = $1 and later.source_id = s.source_id
        and later.line_number > s.line_number and later.errors is null) as repeated
    from staged_records s where s.import_id = $1 and s.line_number between $2 and $3
), given as materialized (
    select staged.line_number, staged.source_id, t.id is null as is_new,
        coalesce(t.id, overlay(gen_random_uuid()::text placing $4 from 1 for 15)::uuid) as id,
        coalesce(to_jsonb(t), $5::jsonb) || staged.record as record,
        to_jsonb(t) || staged.record is distinct from to_jsonb(t) as changed
    from staged left join {table} t on t.{key} = staged.source_id
    where staged.errors is null and not staged.repeated
), written as (
    insert into {table} (id, version, created_at, updated_at, {columns})
    select given.id, 1, $6, $6, {prefixed}
    from given, jsonb_populate_record(null::{table}, given.record) r where given.is_new or given.changed
    on conflict ({key}) do update set version = {table}.version + 1, updated_at = excluded.updated_at, {updates}
    returning *
), told as (
    insert into outbox (topic, key, method, url, payload, request_id, next_at)
    select $8, md5(uuid_send(w.id) || convert_to(n.service, 'UTF8'))::uuid, 'PUT', n.address || w.id,
        to_jsonb(w) - $9::text[], $10, $6
    from written w cross join unnest($11::text[], $12::text[]) as n(service, address)
), outcomes as (
    insert into import_rows (import_id, line_number, outcome, source_id, subject_id, errors)
    select $1, line_number, case when is_new then 'loaded' when changed then 'updated' else 'known' end, source_id, id,
        null::jsonb from given
    union all
    select $1, line_number, 'refused', source_id, null, coalesce(errors, $7::jsonb) from staged
    where errors is not null or repeated
    returning outcome
)
select outcome, count(*)::integer as rows from outcomes group by outcome
"""
REPEATED = [
    {"pointer": "", "code": "duplicate", "message": "The same record stands again in a later row, which counts."}
]


def _statement(target: Target) -> str:
    columns = target.columns.split(", ")
    return LOAD.format(
        table=target.table,
        key=target.key,
        columns=target.columns,
        prefixed=", ".join(f"r.{name}" for name in columns),
        updates=", ".join(f"{name} = excluded.{name}" for name in columns),
    )


async def rows_left(tx: Connection, import_id: UUID, batches: int) -> bool:
    left = await tx.fetchval(
        "select exists (select from staged_records where import_id = $1 and line_number > $2)",
        import_id,
        batches * ROWS_PER_BATCH,
    )
    return bool(left)


async def load(
    tx: Connection,
    target: Target,
    import_id: UUID,
    batches: int,
    time_of_ids: str,
    now: datetime,
    telling: Telling,
) -> Sequence[Any]:
    """Rows of `outcome` and `rows`, how many came to it."""
    first = batches * ROWS_PER_BATCH + 1
    rows: Sequence[Any] = await tx.fetch(
        _statement(target),
        import_id,
        first,
        first + ROWS_PER_BATCH - 1,
        time_of_ids,
        target.blank,
        now,
        REPEATED,
        telling.topic,
        sorted(telling.kept_back),
        telling.request_id,
        list(telling.addresses),
        list(telling.addresses.values()),
    )
    return rows
