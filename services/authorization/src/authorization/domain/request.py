"""What was asked for, as received, and where the request stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from authorization.domain.lifecycle import Desk, RequestStatus
from shared.kernel.calendar import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something to a request. `agency` is set for an agency's users."""

    subject: str
    roles: frozenset[str]
    agency: str | None = None


class LineAction(StrEnum):
    """What is asked for a line; `NONE` is context and is not decided."""

    NEW = "new"
    CHANGE = "change"
    END = "end"
    NONE = "none"


class Frequency(StrEnum):
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ONE_TIME = "one_time"


class PriorityStatus(StrEnum):
    """Of a line or of a whole request: `DENIED` by rule for want of a note, `REJECTED` by a reviewer."""

    NOT_REQUESTED = "not_requested"
    DENIED = "denied"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedLine:
    """A line of the snapshot. `total` counts units over the whole span; None when the sender did not state it."""

    line_id: UUID
    action: LineAction
    service_code: str
    modifiers: tuple[str, ...] = ()
    provider_id: str | None = None
    units: int
    frequency: Frequency
    span: Span
    total: int | None = None
    supersedes: UUID | None = None

    @property
    def key(self) -> str:
        """Code with modifiers, as people write it: `T1019-TF`."""
        return "-".join((self.service_code, *self.modifiers))

    @property
    def named(self) -> str:
        """How a message names the line to a reviewer."""
        return f"{self.key} {self.span.start.isoformat()} to {self.span.end.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JustificationNote:
    """A complete note of type `priority_justification`; drafts are no evidence and never get here."""

    text: str
    written_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What the sender asked for. `plan_id` is None for a partner's request; `agency` is the case management agency."""

    submission_id: UUID
    plan_id: UUID | None
    plan_version: int | None
    agency: str | None
    case_manager: str | None
    approved_by: str | None
    plan_year: Span
    priority: bool
    expedited: bool
    lines: tuple[RequestedLine, ...]
    justifications: tuple[JustificationNote, ...] = ()

    @property
    def asked(self) -> tuple[RequestedLine, ...]:
        """The lines that must be decided."""
        return tuple(line for line in self.lines if line.action is not LineAction.NONE)

    @property
    def by_id(self) -> dict[UUID, RequestedLine]:
        return {line.line_id: line for line in self.lines}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePriority:
    line_id: UUID
    status: PriorityStatus
    rule_ids: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """A submission in the queue. `received_at` is its first receipt and never changes; `holder` is who claimed it.

    `extended_by` is how much longer its decision may take, `paused_for` how long questions stood open.
    `routed_by` sent it to its present desk: there, they are the proposer of what is decided.
    """

    id: UUID
    submission: Submission
    received_at: datetime
    status: RequestStatus = RequestStatus.RECEIVED
    desk: Desk = Desk.SPA_REVIEW
    holder: str | None = None
    priorities: tuple[LinePriority, ...] = ()
    priority_accepted_at: datetime | None = None
    routed_by: str | None = None
    extended_by: timedelta = timedelta(0)
    paused_for: timedelta = timedelta(0)
    version: int = 1

    @property
    def priority_under_review(self) -> bool:
        return any(entry.status is PriorityStatus.UNDER_REVIEW for entry in self.priorities)

    @property
    def proposers(self) -> frozenset[str]:
        """Who had a part in what is to be decided: case manager, approving supervisor, and who routed it here."""
        people = (self.submission.case_manager, self.submission.approved_by, self.routed_by)
        return frozenset(person for person in people if person)
