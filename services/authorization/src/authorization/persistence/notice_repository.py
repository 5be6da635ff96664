"""Notices, kept word for word as they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from authorization.domain.notice import Deadlines, NoticeKind
from shared.runtime.database import Connection

COLUMNS = (
    "id, kind, request_id, decision_id, line_ids, plan_id, agency, sent_by, sender_agency, member_id, medicaid_id, "
    "language, noticed_on, receipt_presumed_on, appeal_by, continue_by, policy, findings, letter"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    id: UUID
    kind: NoticeKind
    decision_id: UUID | None
    line_ids: Sequence[UUID]
    language: str
    noticed_on: date
    deadlines: Deadlines
    policy: str
    findings: list[dict[str, Any]]
    letter: dict[str, Any]


async def insert_notices(tx: Connection, request_id: UUID, notices: Sequence[NewNotice]) -> None:
    """All in one statement; whom they concern and who may see them is that of their request."""
    rows = [
        {
            "id": notice.id,
            "kind": notice.kind,
            "decision_id": notice.decision_id,
            "line_ids": list(notice.line_ids),
            "language": notice.language,
            "noticed_on": notice.noticed_on,
            "receipt_presumed_on": notice.deadlines.receipt_presumed_on,
            "appeal_by": notice.deadlines.appeal_by,
            "continue_by": notice.deadlines.continue_by,
            "policy": notice.policy,
            "findings": notice.findings,
            "letter": notice.letter,
        }
        for notice in notices
    ]
    await tx.execute(
        f"""
        insert into notices ({COLUMNS}, created_at)
        select n.id, n.kind, r.id, n.decision_id, array(select jsonb_array_elements_text(n.line_ids)::uuid), r.plan_id,
               r.agency, r.sent_by, r.sender_agency, r.member_id, r.medicaid_id, n.language, n.noticed_on,
               n.receipt_presumed_on, n.appeal_by, n.continue_by, n.policy, n.findings, n.letter, now()
        from requests r, jsonb_to_recordset($2) as n(
            id uuid, kind text, decision_id uuid, line_ids jsonb, language text, noticed_on date,
            receipt_presumed_on date, appeal_by date, continue_by date, policy text, findings jsonb, letter jsonb)
        where r.id = $1
        """,
        request_id,
        rows,
    )
