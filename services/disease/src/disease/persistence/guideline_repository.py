"""Guidelines and who received which version of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.work import Reading

ITEM = """jsonb_build_object('id', g.id, 'code', g.code, 'version', g.version, 'disease', g.disease, 'title', g.title,
    'summary', g.summary, 'points', g.points, 'reference', g.reference, 'adopted_on', g.adopted_on,
    'review_by', g.review_by, 'recorded_by', g.recorded_by, 'recorded_at', g.recorded_at)"""
COLUMNS = (
    "id, code, version, disease, title, summary, points, reference, adopted_on, review_by, recorded_by, recorded_at"
)
# The primary care providers of members who are enrolled in the program of the guideline.
AFFECTED = """(
    select distinct m.primary_care_npi as npi from enrolments e join members m on m.id = e.member_id
    where e.status not in ('disenrolled', 'identified') and e.disease = {disease} and m.primary_care_npi is not null
)"""


async def insert_guideline(tx: Connection, row: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = await tx.fetchval(
        f"insert into guidelines as g ({COLUMNS}) select {COLUMNS} from jsonb_populate_record(null::guidelines, $1) "
        f"returning {ITEM}",
        row,
    )
    return item


async def guideline_version(tx: Connection, code: str, version: int | None) -> Any:
    """Row of `id`, `version` and `disease` of this version, or of the newest."""
    return await tx.fetchrow(
        """
        select id, version, disease from guidelines
        where code = $1 and ($2::integer is null or version = $2) order by version desc limit 1
        """,
        code,
        version,
    )


async def affected_count(tx: Connection, guideline_id: UUID, disease: str) -> int:
    count: int = await tx.fetchval(
        f"""
        select count(*) from {AFFECTED.format(disease="$2")} a
        where not exists (select from guideline_receipts r where r.guideline_id = $1 and r.npi = a.npi)
        """,
        guideline_id,
        disease,
    )
    return count


async def send_batch(
    tx: Connection, job_id: UUID, guideline_id: UUID, channel: str, day: date, after: str, size: int
) -> Any:
    """Row of `found`, `last` and `sent`; a provider who has this version gets it no second time."""
    return await tx.fetchrow(
        f"""
        with due as materialized (
            select a.npi from guidelines g cross join lateral {AFFECTED.format(disease="g.disease")} a
            where g.id = $2 and a.npi > $5 order by a.npi limit $6
        ), sent as (
            insert into guideline_receipts (guideline_id, npi, job_id, channel, sent_on)
            select $2, npi, $1, $3, $4 from due
            on conflict (guideline_id, npi) do nothing returning npi
        )
        select (select count(*) from due) as found, (select max(npi) from due) as last,
               (select count(*) from sent) as sent
        """,
        job_id,
        guideline_id,
        channel,
        day,
        after,
        size,
    )


async def acknowledge(tx: Connection, guideline_id: UUID, npi: str, by: str, at: datetime) -> Any:
    """Row of `already` and the receipt's `item`; None when this version was not sent to this provider."""
    return await tx.fetchrow(
        f"""
        with before as (
            select acknowledged_at from guideline_receipts where guideline_id = $1 and npi = $2 for update
        ), kept as (
            update guideline_receipts r set acknowledged_at = coalesce(r.acknowledged_at, $4),
                acknowledged_by = coalesce(r.acknowledged_by, $3)
            from before where r.guideline_id = $1 and r.npi = $2 returning {RECEIPT} as item)
        select (select acknowledged_at from before) is not null as already, item from kept
        """,
        guideline_id,
        npi,
        by,
        at,
    )


RECEIPT = """jsonb_build_object('npi', r.npi, 'channel', r.channel, 'sent_on', r.sent_on,
    'acknowledged_at', r.acknowledged_at, 'acknowledged_by', r.acknowledged_by)"""


async def guidelines_read(reading: Reading, disease: str | None, after: UUID | None, limit: int) -> list[Any]:
    return await reading.search(
        f"""
        select g.id, ({ITEM} || jsonb_build_object('newest', not exists (
            select from guidelines later where later.code = g.code and later.version > g.version)))::text as item
        from guidelines g where ($1::text is null or g.disease = $1) and ($2::uuid is null or g.id < $2)
        order by g.id desc limit $3
        """,
        disease,
        after,
        limit + 1,
    )


async def receipts_read(reading: Reading, guideline_id: UUID, after: str | None, limit: int) -> list[Any]:
    """Affected providers and those who received it, by number: rows of `npi` and `item`."""
    return await reading.search(
        f"""
        select p.npi, jsonb_build_object('npi', p.npi, 'affected', p.affected, 'channel', r.channel,
            'sent_on', r.sent_on, 'acknowledged_at', r.acknowledged_at, 'acknowledged_by', r.acknowledged_by
            )::text as item
        from (
            select coalesce(a.npi, s.npi) as npi, a.npi is not null as affected
            from (select a.npi from guidelines g cross join lateral {AFFECTED.format(disease="g.disease")} a
                  where g.id = $1) a
            full join (select npi from guideline_receipts where guideline_id = $1) s on s.npi = a.npi
        ) p left join guideline_receipts r on r.guideline_id = $1 and r.npi = p.npi
        where $2::text is null or p.npi > $2 order by p.npi limit $3
        """,
        guideline_id,
        after,
        limit + 1,
    )


async def stale_read(reading: Reading, older_than: date, after: tuple[Any, Any], limit: int) -> list[Any]:
    """R22: affected providers without the newest version although it was adopted before the day; by code and number."""
    return await reading.search(
        f"""
        select g.code, a.npi, jsonb_build_object('code', g.code, 'version', g.version, 'disease', g.disease,
            'npi', a.npi, 'adopted_on', g.adopted_on, 'waiting_days', $2::date - g.adopted_on,
            'last_version', (select max(older.version) from guideline_receipts r
                             join guidelines older on older.id = r.guideline_id
                             where older.code = g.code and r.npi = a.npi))::text as item
        from guidelines g cross join lateral {AFFECTED.format(disease="g.disease")} a
        where g.adopted_on < $1
          and not exists (select from guidelines later where later.code = g.code and later.version > g.version)
          and not exists (select from guideline_receipts r where r.guideline_id = g.id and r.npi = a.npi)
          and ($3::text is null or (g.code, a.npi) > ($3, $4))
        order by g.code, a.npi limit $5
        """,
        older_than,
        reading.today,
        *after,
        limit + 1,
    )


async def guideline_known(reading: Reading, guideline_id: UUID) -> bool:
    return await reading.fetchrow("select from guidelines where id = $1", guideline_id) is not None
