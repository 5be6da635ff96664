"""What the claims system is told of authorizations, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.kernel.lifecycle import Lifecycle


class ExportStatus(StrEnum):
    """`READY` waits to be sent; `RESENT` was rejected and went out again under another control number."""

    READY = "ready"
    SENT = "sent"
    APPROVED = "approved"
    REJECTED = "rejected"
    RESENT = "resent"


class ExportAction(StrEnum):
    SENT = "sent"
    APPROVED = "approved"
    REJECTED = "rejected"
    RESEND = "resend"


LIFECYCLE: Lifecycle[ExportStatus, ExportAction] = Lifecycle(
    "export",
    {
        (ExportStatus.READY, ExportAction.SENT): ExportStatus.SENT,
        # An answer says that it was sent, also where nobody told us so.
        (ExportStatus.READY, ExportAction.APPROVED): ExportStatus.APPROVED,
        (ExportStatus.READY, ExportAction.REJECTED): ExportStatus.REJECTED,
        (ExportStatus.SENT, ExportAction.APPROVED): ExportStatus.APPROVED,
        (ExportStatus.SENT, ExportAction.REJECTED): ExportStatus.REJECTED,
        (ExportStatus.REJECTED, ExportAction.RESEND): ExportStatus.RESENT,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """An entry on its way; `since` is when it got its status."""

    number: str
    status: ExportStatus
    since: datetime
    reason: str | None
