"""What the authorization service accepts: a submitted plan version, a partner's request, the end of a plan."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Money, Units, Wire


class RequestMember(Wire):
    """The member as known when the request was made."""

    id: UUID | None = None
    medicaid_id: str = Field(min_length=1, max_length=32)
    given_name: str = Field(max_length=100)
    family_name: str = Field(max_length=100)
    birth_date: Day
    county: str | None = Field(default=None, max_length=100)
    language: str | None = Field(default=None, max_length=35)


class RequestPlan(Wire):
    type: Literal["initial", "reassessment", "reentry"]
    origin: Literal["conversion", "msu", "case_manager"]
    start: Day
    end: Day


class RequestLine(Wire):
    """A line of the plan. `action` says what is asked for it: `none` is context, everything else must be decided.

    `new` is a line to authorize, `change` an authorized line changed in place, `end` an authorized line to end
    without a successor. A line that a new line supersedes is context: the new line's decision carries it.
    """

    line_id: UUID
    ref: str | None = Field(default=None, max_length=64)
    action: Literal["new", "change", "end", "none"]
    service_code: str = Field(min_length=1, max_length=16)
    modifiers: list[str] = Field(default_factory=list, max_length=4)
    provider_id: str | None = Field(default=None, max_length=64)
    units: Units = Field(gt=0)
    frequency: Literal["calendar_day", "week", "month", "year", "one_time"]
    start: Day
    end: Day
    total: int | None = Field(default=None, ge=0, le=1_000_000_000_000)
    cost: Money | None = None
    status: Literal["draft", "requested", "authorized", "not_authorized", "service_ended", "superseded"] = "requested"
    reason: Literal["transfer", "increase", "decrease", "end"] | None = None
    supersedes: UUID | None = None


class RequestNote(Wire):
    type: Literal["supervisor_review", "priority_justification", "condition_response", "general"]
    status: Literal["draft", "complete"]
    text: str = Field(default="", max_length=8000)
    author: str | None = None
    written_on: Day | None = None
    acknowledged_by: str | None = None
    acknowledged_on: Day | None = None


class RequestDocument(Wire):
    type: str = Field(max_length=64)
    status: Literal["draft", "complete"]
    dated: Day | None = None


class RequestCreate(Wire):
    """`submission_id` makes the request idempotent: the same one twice is the same request.

    `plan_id` and `plan_version` are absent for a partner's request, which no plan of ours stands behind.
    """

    submission_id: UUID
    plan_id: UUID | None = None
    plan_version: int | None = Field(default=None, ge=1, le=2_147_483_647)
    agency: str | None = Field(default=None, max_length=64)
    case_manager: str | None = Field(default=None, max_length=100)
    member: RequestMember
    plan: RequestPlan
    changes: list[str] = Field(default_factory=list)
    priority: bool = False
    expedited: bool = False
    submitted_at: Instant | None = None
    approved_by: str | None = None
    lines: list[RequestLine] = Field(min_length=1, max_length=500)
    notes: list[RequestNote] = Field(default_factory=list, max_length=500)
    documents: list[RequestDocument] = Field(default_factory=list, max_length=500)
    findings: list[FindingRead] = Field(default_factory=list)


class PlanClosure(Wire):
    """Body of `PUT /authorization/v1/plans/{id}/closure`. `effective` is the last day on which services may run."""

    model_config = ConfigDict(json_schema_extra={"example": {"reason": "death", "effective": "2018-12-03"}})

    reason: Literal["death", "loss_of_eligibility", "request", "moved"]
    effective: Day
