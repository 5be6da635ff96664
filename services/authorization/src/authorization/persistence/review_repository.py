"""What happens to a request in review: assignments, questions and routings, one statement each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from authorization.domain.lifecycle import Desk
from shared.runtime.database import Connection


async def insert_assignment(tx: Connection, assignment_id: UUID, request_id: UUID, holder: str, at: datetime) -> None:
    await tx.execute(
        "insert into assignments (id, request_id, holder, claimed_at) values ($1, $2, $3, $4)",
        assignment_id,
        request_id,
        holder,
        at,
    )


async def end_assignment(tx: Connection, request_id: UUID, released_by: str, at: datetime) -> None:
    await tx.execute(
        "update assignments set released_at = $3, released_by = $2 where request_id = $1 and released_at is null",
        request_id,
        released_by,
        at,
    )


async def insert_question(tx: Connection, request_id: UUID, question: dict[str, Any]) -> None:
    """`question` has id, text, line_ids, documents, asked_by and asked_at."""
    await tx.execute(
        """
        insert into information_requests (id, request_id, text, line_ids, documents, asked_by, asked_at, status)
        values ($1, $2, $3, $4, $5, $6, $7, 'open')
        """,
        question["id"],
        request_id,
        question["text"],
        question["line_ids"],
        question["documents"],
        question["asked_by"],
        question["asked_at"],
    )


@dataclass(frozen=True, slots=True)
class Question:
    status: str
    asked_at: datetime


async def question_put(tx: Connection, request_id: UUID, question_id: UUID) -> Question | None:
    row = await tx.fetchrow(
        "select status, asked_at from information_requests where request_id = $1 and id = $2", request_id, question_id
    )
    return Question(*row) if row is not None else None


async def answer_question(
    tx: Connection, question_id: UUID, response: dict[str, Any], answered_by: str, at: datetime
) -> None:
    await tx.execute(
        "update information_requests set status = 'answered', response = $2, answered_by = $3, answered_at = $4 "
        "where id = $1",
        question_id,
        response,
        answered_by,
        at,
    )


async def close_question(tx: Connection, request_id: UUID) -> None:
    """Nobody answers the open question any more."""
    await tx.execute(
        "update information_requests set status = 'closed' where request_id = $1 and status = 'open'", request_id
    )


async def insert_routing(
    tx: Connection, routing_id: UUID, request_id: UUID, *, desks: tuple[Desk, Desk], reason: str, by: str, at: datetime
) -> None:
    """`desks` are where it came from and where it goes."""
    await tx.execute(
        "insert into routings (id, request_id, from_desk, to_desk, reason, routed_by, routed_at) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        routing_id,
        request_id,
        *desks,
        reason,
        by,
        at,
    )
