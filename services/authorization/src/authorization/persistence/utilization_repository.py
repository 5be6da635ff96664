"""What was delivered, kept as reported; the authorization carries the sum."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from authorization.domain.utilization import AuthorizedUse, UtilizationReport
from authorization.persistence.visibility import visibility, visible
from shared.kernel.calendar import Span
from shared.runtime.database import Connection
from shared.runtime.identity import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedAuthorization:
    """A locked authorization with what its provider may be told of it."""

    id: UUID
    member_id: UUID | None
    provider_id: str | None
    line_origin: str
    line_id: UUID
    replaced_by: str | None
    issued_at: datetime
    deceased_on: date | None
    use: AuthorizedUse


@dataclass(frozen=True, slots=True)
class KnownReport:
    id: UUID
    report_id: str
    content_hash: str
    units: int


async def authorization_for_update(tx: Connection, number: str, caller: Caller) -> UsedAuthorization | None:
    """The authorization, locked until the transaction ends; None when the caller may not know of it."""
    row = await tx.fetchrow(
        f"""
        select a.id, a.member_id, a.provider_id, a.line_origin, a.line_id, a.replaced_by, a.issued_at, a."start",
               coalesce(a.ended_on, a."end") as "end", coalesce(a.ended_total, a.total) as total, a.used,
               a.delivered_through, array_to_string(a.service_code || a.modifiers, '-') as service,
               (select m.deceased_on from members m where m.id = a.member_id) as deceased_on
        from authorizations a where a.number = $1 and {visible("a", 2, to_providers=True)} for update
        """,
        number,
        *visibility(caller),
    )
    if row is None:
        return None
    return UsedAuthorization(
        id=row["id"],
        member_id=row["member_id"],
        provider_id=row["provider_id"],
        line_origin=row["line_origin"],
        line_id=row["line_id"],
        replaced_by=row["replaced_by"],
        issued_at=row["issued_at"],
        deceased_on=row["deceased_on"],
        use=use_of(row),
    )


def use_of(row: Any) -> AuthorizedUse:
    """From a row of `service, start, end, total, used, delivered_through`; one cut before its start keeps that day."""
    return AuthorizedUse(
        service=row["service"],
        span=Span(row["start"], max(row["start"], row["end"])),
        total=row["total"],
        used=row["used"],
        delivered_through=row["delivered_through"],
    )


async def reports_named(tx: Connection, used: UsedAuthorization, *report_ids: str) -> dict[str, KnownReport]:
    """The reports of the authorization's line with these ids, by id."""
    rows = await tx.fetch(
        "select id, report_id, content_hash, units from utilization_reports "
        "where line_origin = $1 and line_id = $2 and report_id in (select jsonb_array_elements_text($3))",
        used.line_origin,
        used.line_id,
        list(report_ids),
    )
    return {row["report_id"]: KnownReport(*row) for row in rows}


async def store_report(
    tx: Connection,
    used: UsedAuthorization,
    utilization_id: UUID,
    report: UtilizationReport,
    corrected: KnownReport | None,
    *,
    content_hash: str,
    by: str,
    at: datetime,
) -> None:
    """Keep the report with its days."""
    await tx.execute(
        """
        with report as (
            insert into utilization_reports (id, authorization_id, line_origin, line_id, report_id, content_hash,
                                             corrects, units, reported_by, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id)
        insert into utilization_days (utilization_id, delivered_on, units)
        select report.id, d.delivered_on, d.units
        from report, jsonb_to_recordset($11) as d(delivered_on date, units integer)
        """,
        utilization_id,
        used.id,
        used.line_origin,
        used.line_id,
        report.report_id,
        content_hash,
        corrected.id if corrected else None,
        report.units,
        by,
        at,
        [{"delivered_on": day.delivered_on, "units": day.units} for day in report.days],
    )


async def add_use(tx: Connection, used: UsedAuthorization, units: int) -> tuple[int, date | None, date | None]:
    """Add units, or take them back, and count the first and last day anew. Raises for more than is left.

    The days are those of the reports that no other report corrects.
    """
    row = await tx.fetchrow(
        """
        with days as (
            select min(d.delivered_on) as first, max(d.delivered_on) as last
            from utilization_reports r join utilization_days d on d.utilization_id = r.id
            where r.line_origin = $3 and r.line_id = $4 and d.units > 0
              and not exists (select from utilization_reports c where c.corrects = r.id))
        update authorizations a
        set version = version + 1, used = used + $2, first_delivered_on = days.first, delivered_through = days.last
        from days where a.id = $1 returning a.used, a.first_delivered_on, a.delivered_through
        """,
        used.id,
        units,
        used.line_origin,
        used.line_id,
    )
    return row["used"], row["first_delivered_on"], row["delivered_through"]
