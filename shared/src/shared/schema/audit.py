"""An entry of the audit log, as operations read it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel


class AuditEntryRead(BaseModel):
    """`before` and `after` hold what changed; a read has neither, unless a reason was given for it.

    `effective_at` is when the change counts from. The read of a page has no `subject_id`: `shown` holds the ids of its
    records and of their members.
    """

    id: int
    kind: Literal["change", "read"]
    actor: str
    roles: list[str]
    agency: str | None
    request_id: str
    recorded_at: datetime
    effective_at: datetime
    action: str
    subject_type: str
    subject_id: UUID | None
    member_id: UUID | None
    shown: list[UUID] | None
    before: Any
    after: Any
    rule_ids: list[str]
