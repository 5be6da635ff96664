"""What every change writes besides itself, in one statement at the end of its transaction."""

from typing import TYPE_CHECKING, Any

import asyncpg
from starlette.responses import Response

from shared.runtime.database import Connection
from shared.runtime.idempotency import KEPT_HEADERS, Idempotency, KeyTaken

if TYPE_CHECKING:
    from shared.runtime.work import Work

STATEMENT = """
with audited as (
    insert into audit_log (kind, actor, roles, agency, request_id, recorded_at, action, subject_type, subject_id,
                           member_id, before, after, rule_ids, effective_at)
    select 'change', $1, $2, $3, $4, $5, a.action, a.subject_type, a.subject_id, a.member_id, a.before, a.after,
           array(select jsonb_array_elements_text(a.rule_ids)), a.effective_at
    from jsonb_to_recordset($6) as a(action text, subject_type text, subject_id uuid, member_id uuid, before jsonb,
                                     after jsonb, rule_ids jsonb, effective_at timestamptz)
), announced as (
    insert into outbox (topic, key, method, url, payload, traceparent, request_id, next_at)
    select o.topic, o.key, o.method, o.url, o.payload, o.traceparent, $4, $5
    from jsonb_to_recordset($7) as o(topic text, key uuid, method text, url text, payload jsonb, traceparent text)
)
insert into idempotency_keys (scope, key, body_hash, status, headers, body)
select $8, $9, $10, $11, $12, $13 where $8::text is not null
"""


class Epilogue:
    def __init__(self) -> None:
        self.audit: list[dict[str, Any]] = []
        self.outbox: list[dict[str, Any]] = []

    async def write(self, tx: Connection, work: "Work", idempotency: Idempotency | None, response: Response) -> None:
        """Raises `KeyTaken` when another process has just stored an answer for the same key."""
        if not self.audit and not self.outbox and idempotency is None:
            return
        kept: tuple[Any, ...] = (None,) * 6
        if idempotency is not None:
            headers = {name: value for name, value in response.headers.items() if name in KEPT_HEADERS}
            kept = (
                idempotency.scope,
                idempotency.key,
                idempotency.body_hash,
                response.status_code,
                headers,
                bytes(response.body),
            )
        try:
            await tx.execute(
                STATEMENT,
                work.caller.subject,
                sorted(work.caller.roles),
                work.caller.agency,
                work.request_id,
                work.now,
                self.audit,
                self.outbox,
                *kept,
            )
        except asyncpg.UniqueViolationError as error:
            if error.constraint_name == "idempotency_keys_pkey":
                raise KeyTaken from error
            raise
