"""Requests on the wire."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from authorization.api.examples import QUEUED, READ
from authorization.api.straight_through_schema import StraightThroughRead
from authorization.domain.clock import ClockKind, Signal
from authorization.domain.decision import Outcome
from authorization.domain.lifecycle import Desk, RequestAction, RequestStatus
from authorization.domain.member import MemberStanding
from authorization.domain.request import PriorityStatus
from shared.schema.authorization import (
    RequestDocument,
    RequestLine,
    RequestMember,
    RequestNote,
    RequestPlan,
)
from shared.schema.findings import FindingRead
from shared.schema.plans import DecisionReason
from shared.schema.wire import Day, Instant, Wire


class RequestStanding(Wire):
    """What the queue and the whole request both show.

    `priority` is whether it stands above the others; `age` is in seconds, from receipt to the decision or to now;
    `signal` is amber when most of the time is gone and red from `due_at` on. `assignee` and `member_standing`, which
    is how plans last told of the member, are shown to the office only.
    """

    id: UUID
    submission_id: UUID
    plan_id: UUID | None
    plan_version: int | None
    agency: str | None
    case_manager: str | None
    status: RequestStatus
    desk: Desk
    priority: bool
    priority_status: PriorityStatus
    priority_accepted_at: Instant | None
    expedited: bool
    assignee: str | None
    assigned: bool
    clock: ClockKind
    received_at: Instant
    amber_at: Instant
    due_at: Instant
    decided_at: Instant | None
    policy: str
    age: int
    signal: Signal
    member_standing: MemberStanding | None
    member: RequestMember


class RequestQueued(RequestStanding):
    model_config = ConfigDict(json_schema_extra={"example": QUEUED})

    lines_asked: int


class PriorityOfLine(Wire):
    status: PriorityStatus
    rule_ids: list[str]
    reason: str | None


class DecisionOfLine(Wire):
    """What was authorized; units and dates are null for a refused line."""

    outcome: Outcome
    units: int | None
    start: Day | None
    end: Day | None
    reasons: list[DecisionReason]
    authorization_number: str | None


class RequestLineRead(RequestLine):
    """A line of the snapshot. `priority` is null for context; `decision` until the request is decided."""

    priority: PriorityOfLine | None
    decision: DecisionOfLine | None


class InformationResponseRead(Wire):
    text: str
    documents: list[RequestDocument]


class InformationRequestRead(Wire):
    """`closed` when the request was decided without an answer."""

    id: UUID
    text: str
    line_ids: list[UUID]
    documents: list[str]
    asked_by: str
    asked_at: Instant
    status: Literal["open", "answered", "closed"]
    response: InformationResponseRead | None
    answered_by: str | None
    answered_at: Instant | None


class RoutingRead(Wire):
    id: UUID
    from_desk: Desk
    to_desk: Desk
    reason: str
    routed_by: str
    routed_at: Instant


class ExtensionRead(Wire):
    days: int
    reason: str
    text: str
    extended_by: str
    extended_at: Instant


class ExpiryRead(Wire):
    """The decision clock ran out: a `denial` where the programme says so, else an `alert`."""

    due_at: Instant
    outcome: Literal["denial", "alert"]
    recorded_at: Instant


class DecisionRead(Wire):
    id: UUID
    decided_by: str
    decided_at: Instant
    desk: Desk


class RequestRead(RequestStanding):
    """The snapshot as received, with all that happened to it.

    `findings` are ours: on receipt, from priority review, and of the running clocks; `submitted_findings` came with it.
    """

    model_config = ConfigDict(json_schema_extra={"example": READ})

    version: int
    plan: RequestPlan
    changes: list[str]
    approved_by: str | None
    submitted_at: Instant | None
    lines: list[RequestLineRead]
    notes: list[RequestNote]
    documents: list[RequestDocument]
    submitted_findings: list[FindingRead]
    findings: list[FindingRead]
    information_requests: list[InformationRequestRead]
    routings: list[RoutingRead]
    extension: ExtensionRead | None
    expired: list[ExpiryRead] | None
    decision: DecisionRead | None
    straight_through: StraightThroughRead | None = Field(
        description="what straight-through approval said of it, where it is on; shown to the office"
    )
    allowed_actions: list[RequestAction] = Field(description="what the reader can do to the request now")
