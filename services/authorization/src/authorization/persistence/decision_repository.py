"""Decisions with their lines, the authorizations they issue and the ones they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from authorization.domain.authorization import Authorization
from authorization.domain.decision import EndedLine, LineOutcome, RunningLine
from authorization.domain.request import Actor, AuthorizationRequest, Frequency
from authorization.domain.units import total_units
from authorization.persistence.request_repository import StoredRequest
from shared.kernel.calendar import Span
from shared.runtime.database import Connection
from shared.runtime.work import Reading

AUTHORIZATION_COLUMNS = (
    "id, number, request_id, decision_id, line_id, line_origin, plan_id, agency, sent_by, sender_agency, member_id, "
    'medicaid_id, provider_id, service_code, modifiers, units, frequency, "start", "end", total, issued_at'
)


@dataclass(frozen=True, slots=True)
class EndedAuthorization:
    """An authorization cut short: its last day, and the units that it then comes to."""

    id: UUID
    ended_on: date
    ended_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """The line as it stands after the decision; without units, start and end when it was refused."""

    outcome: LineOutcome
    units: int | None = None
    start: date | None = None
    end: date | None = None
    authorization_number: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "line_id": self.outcome.line_id,
            "outcome": self.outcome.outcome,
            "units": self.units,
            "start": self.start,
            "end": self.end,
            "authorization_number": self.authorization_number,
            "reasons": [
                {"code": reason.code, "text": reason.text, "citation": reason.citation}
                for reason in self.outcome.reasons
            ],
        }


async def next_sequences(tx: Connection, count: int) -> list[int]:
    rows = await tx.fetch("select nextval('authorization_numbers') as next from generate_series(1, $1)", count)
    return [row["next"] for row in rows]


async def insert_decision(
    tx: Connection,
    decision_id: UUID,
    request: AuthorizationRequest,
    actor: Actor,
    at: datetime,
    lines: Sequence[DecidedLine],
) -> None:
    await tx.execute(
        """
        with decision as (
            insert into decisions (id, request_id, decided_by, roles, desk, decided_at)
            values ($1, $2, $3, $4, $5, $6) returning id)
        insert into decision_lines (decision_id, line_id, outcome, units, "start", "end", reasons, authorization_number,
                                    advance_notice_exception)
        select decision.id, l.line_id, l.outcome, l.units, l."start", l."end", l.reasons, l.authorization_number,
               l.advance_notice_exception
        from decision, jsonb_to_recordset($7) as l(line_id uuid, outcome text, units integer, "start" date, "end" date,
                                                   reasons jsonb, authorization_number text,
                                                   advance_notice_exception text)
        """,
        decision_id,
        request.id,
        actor.subject,
        sorted(actor.roles),
        request.desk,
        at,
        [{**line.as_json(), "advance_notice_exception": line.outcome.advance_notice_exception} for line in lines],
    )


async def lock_lines(tx: Connection, line_origin: str) -> None:
    """Until the transaction ends nobody else issues, ends or restores lines of this origin.

    What is read after it was committed before it: a line that was replaced meanwhile is found as its successor.
    """
    await tx.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", line_origin)


RUNNING = """
select a.line_id, a.number, a.provider_id, a.units, a.frequency, a."start",
       greatest(a."start", coalesce(a.ended_on, a."end")) as "end", a.used, a.delivered_through
from authorizations a
where a.line_origin = $1 and a.replaced_by is null
  and a.line_id in (select l::uuid from jsonb_array_elements_text($2) l)
order by a.id
"""


async def running_lines(tx: Connection, line_origin: str, line_ids: Sequence[UUID]) -> dict[UUID, RunningLine]:
    """The present authorizations of these lines of one origin, locked in the order of their age."""
    return _running(await tx.fetch(f"{RUNNING} for update", line_origin, list(line_ids)))


async def running_lines_now(reading: Reading, line_origin: str, line_ids: Sequence[UUID]) -> dict[UUID, RunningLine]:
    """The same without a lock."""
    return _running(await reading.fetch(RUNNING, line_origin, list(line_ids)))


def _running(rows: Sequence[Any]) -> dict[UUID, RunningLine]:
    return {
        row["line_id"]: RunningLine(
            number=row["number"],
            provider_id=row["provider_id"],
            units=row["units"],
            frequency=Frequency(row["frequency"]),
            span=Span(row["start"], row["end"]),
            used=row["used"],
            delivered_through=row["delivered_through"],
        )
        for row in rows
    }


async def authorizations_to_end(
    tx: Connection, line_origin: str, ended: Sequence[EndedLine]
) -> list[EndedAuthorization]:
    """The live authorizations, locked, that these lines of one origin cut short."""
    rows = await tx.fetch(
        """
        select a.id, a.units, a.frequency, a."start", a.total, a.used, e.last_day
        from authorizations a
        join jsonb_to_recordset($1) as e(line_id uuid, last_day date) on e.line_id = a.line_id
        where a.line_origin = $2 and a.replaced_by is null and e.last_day < coalesce(a.ended_on, a."end")
        for update of a
        """,
        [{"line_id": line.line_id, "last_day": line.last_day} for line in ended],
        line_origin,
    )
    return [
        EndedAuthorization(
            row["id"],
            row["last_day"],
            max(row["used"], _total_until(row)),
        )
        for row in rows
    ]


def _total_until(row: Any) -> int:
    """What the shortened span comes to. What was used of the old total stays used, also where that is more."""
    if row["last_day"] < row["start"]:
        return 0
    span = Span(row["start"], row["last_day"])
    return int(min(row["total"], total_units(row["units"], Frequency(row["frequency"]), span)))


async def end_authorizations(tx: Connection, decision_id: UUID, ended: Sequence[EndedAuthorization]) -> None:
    await tx.execute(
        """
        update authorizations a
        set version = version + 1, cut_from = a.ended_on, cut_from_total = a.ended_total,
            ended_on = e.ended_on, ended_total = e.ended_total, ended_by = $1
        from jsonb_to_recordset($2) as e(id uuid, ended_on date, ended_total bigint) where a.id = e.id
        """,
        decision_id,
        [{"id": one.id, "ended_on": one.ended_on, "ended_total": one.ended_total} for one in ended],
    )


async def issue_authorizations(tx: Connection, issued: Sequence[dict[str, Any]]) -> None:
    """Store new authorizations; one that its line had before is replaced and hands on what was used of it."""
    await tx.execute(
        """
        update authorizations a set version = version + 1, replaced_by = n.number
        from jsonb_to_recordset($1) as n(line_id uuid, line_origin text, number text)
        where a.line_origin = n.line_origin and a.line_id = n.line_id and a.replaced_by is null
        """,
        issued,
    )
    await tx.execute(
        f"""
        insert into authorizations ({AUTHORIZATION_COLUMNS}, used, first_delivered_on, delivered_through)
        select {", ".join(f"n.{name.strip()}" for name in AUTHORIZATION_COLUMNS.split(","))},
               coalesce(before.used, 0), before.first_delivered_on, before.delivered_through
        from jsonb_populate_recordset(null::authorizations, $1) n
        left join authorizations before on before.replaced_by = n.number
        """,
        issued,
    )


def authorization_row(
    authorization: Authorization, authorization_id: UUID, decision_id: UUID, stored: StoredRequest, at: datetime
) -> dict[str, Any]:
    granted, submission = authorization.granted, stored.request.submission
    line = granted.line
    return {
        "id": authorization_id,
        "number": authorization.number,
        "request_id": stored.request.id,
        "decision_id": decision_id,
        "line_id": line.line_id,
        "line_origin": stored.line_origin,
        "plan_id": submission.plan_id,
        "agency": submission.agency,
        "sent_by": stored.sent_by,
        "sender_agency": stored.sender_agency,
        "member_id": stored.member_id,
        "medicaid_id": stored.medicaid_id,
        "provider_id": line.provider_id,
        "service_code": line.service_code,
        "modifiers": list(line.modifiers),
        "units": granted.units,
        "frequency": line.frequency,
        "start": granted.span.start,
        "end": granted.span.end,
        "total": granted.total,
        "issued_at": at,
    }
