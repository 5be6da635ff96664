"""Service plans on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AliasChoices, BaseModel, Field, model_validator

from plans.api import examples
from plans.api.paper_schema import DocumentCreate, DocumentRead, NoteCreate, NoteRead, SuspensionRead, Text
from plans.domain.lifecycle import PlanAction, PlanStatus
from plans.domain.plan import (
    ChangeType,
    EndReason,
    EnteredBy,
    Frequency,
    LineStatus,
    PlanOrigin,
    PlanType,
)
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Units, Wire

Code = Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[A-Za-z0-9]+$")]
Modifier = Annotated[str, Field(min_length=1, max_length=2, pattern=r"^[A-Za-z0-9]+$")]
Subject = Annotated[str, Field(min_length=1, max_length=100)]


class ChangeOf(Wire):
    """What kind of change this is; worked out from the plan where it is left out."""

    type: ChangeType


class LineContent(Wire):
    """`ref` names the line inside this request; `provider` is another name of `provider_id`, as in the dry run."""

    ref: str | None = Field(default=None, max_length=64)
    service_code: Code
    modifiers: list[Modifier] = Field(default_factory=list, max_length=4)
    provider_id: UUID | None = Field(default=None, validation_alias=AliasChoices("provider_id", "provider"))
    units: Units
    frequency: Frequency
    start: Day | None = None
    end: Day | None = None


class LineCreate(LineContent, json_schema_extra=examples.LINE):
    """A draft line to add. `supersedes` is the id of the ended line that it follows."""

    status: Literal["draft"] = "draft"
    supersedes: UUID | None = None
    change: ChangeOf | None = None


class LoadedLine(LineContent):
    """A line of a new plan. `ref` names it inside this request, so that `supersedes` of another line can say it.

    Only the programme office sends lines that are authorized already.
    """

    supersedes: str | None = Field(default=None, max_length=64)
    status: Literal["draft", "authorized"] = "draft"
    used_units: int | None = Field(default=None, ge=0, le=1_000_000_000)
    delivered_through: Day | None = None
    authorization_number: str | None = Field(default=None, max_length=32)


class LineChange(Wire, json_schema_extra=examples.LINE_CHANGE):
    """Only the members of this object that are present change."""

    service_code: Code | None = None
    modifiers: list[Modifier] | None = Field(default=None, max_length=4)
    provider_id: UUID | None = None
    units: Units | None = None
    frequency: Frequency | None = None
    start: Day | None = None
    end: Day | None = None
    reason: EndReason | None = None
    change: ChangeOf | None = None

    @model_validator(mode="after")
    def _keeps_what_must_be_there(self) -> "LineChange":
        for name in ("service_code", "modifiers", "units", "frequency"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be cleared")
        return self


class Submission(Wire, json_schema_extra=examples.SUBMISSION):
    priority: bool = False


class PlanCreate(Wire, json_schema_extra=examples.PLAN):
    """A plan with as much of its content as is known; `submission` hands it to the supervisor in the same step."""

    member_id: UUID
    type: PlanType = PlanType.INITIAL
    origin: PlanOrigin = PlanOrigin.CASE_MANAGER
    start: Day
    end: Day
    case_manager: Subject | None = None
    agency: str | None = Field(default=None, max_length=64)
    short_reason: str | None = Field(default=None, max_length=500)
    change: ChangeOf | None = None
    lines: list[LoadedLine] = Field(default_factory=list, max_length=500)
    notes: list[NoteCreate] = Field(default_factory=list, max_length=100)
    documents: list[DocumentCreate] = Field(default_factory=list, max_length=100)
    submission: Submission | None = None


class ServiceChange(Wire, json_schema_extra=examples.SERVICE_CHANGE):
    """One call ends the running line the day before `effective` and adds its successor.

    `end` has no successor: the line's last day is `effective`. In a transfer of case management both agencies have
    the day `effective`, unless `shared_day` is false.
    """

    type: Literal["increase", "decrease", "transfer", "end"]
    line_id: UUID
    effective: Day
    units: Units | None = None
    frequency: Frequency | None = None
    provider_id: UUID | None = None
    reason: Text | None = None
    shared_day: bool = True


class SupervisorReview(Wire, json_schema_extra=examples.REVIEW):
    outcome: Literal["approved", "returned"]
    text: Text | None = None


class TermsRead(Wire):
    units: int
    frequency: Frequency
    start: Day
    end: Day


class LineRead(Wire):
    id: UUID
    service_code: str
    modifiers: list[str]
    provider_id: UUID | None
    units: int
    frequency: Frequency
    start: Day
    end: Day
    total: int | None
    cost: str | None
    status: LineStatus
    reason: EndReason | None
    supersedes: UUID | None
    entered_by: EnteredBy
    used_units: int | None
    delivered_through: Day | None
    changed_on: Day | None
    authorization_number: str | None
    authorized: TermsRead | None
    decision: dict[str, Any] | None
    priority: dict[str, Any] | None
    rate_from: Day | None = Field(
        default=None, description="first day of a line that only goes on with the one it supersedes, at a new rate"
    )


class PlanSummary(Wire):
    id: UUID
    version: int
    member_id: UUID
    agency: str | None
    type: PlanType
    origin: PlanOrigin
    status: PlanStatus
    start: Day
    end: Day
    case_manager: str | None
    short_reason: str | None
    priority: bool
    changes: list[ChangeType]
    submission_id: UUID | None
    submitted_at: Instant | None
    submitted_by: str | None
    review: dict[str, Any] | None
    decided_at: Instant | None
    suspensions: list[SuspensionRead] = Field(default_factory=list)
    created_at: Instant
    updated_at: Instant


class PlanVersionRead(PlanSummary):
    lines: list[LineRead]
    notes: list[NoteRead]
    documents: list[DocumentRead]


class PlanRead(PlanVersionRead):
    allowed_actions: list[PlanAction]


class PriorityRead(Wire):
    requested: bool
    granted: list[str]
    denied: list[str]


class NotEvaluatedRead(Wire):
    rule_id: str
    needs: list[str]


class TotalRead(Wire):
    ref: str
    units: int | None
    cost: str | None


class FindingsRead(Wire):
    """What the rules say of the plan as it stands; the shape of the dry run's answer."""

    policy: str
    outcome: Literal["clear", "warnings", "held", "blocked"]
    findings: list[FindingRead]
    not_evaluated: list[NotEvaluatedRead]
    totals: list[TotalRead]
    priority: PriorityRead


class ChangedPlanRead(PlanRead):
    """The plan after a change, with what the rules say of it now and would say at the next step."""

    outcome: Literal["clear", "warnings", "held", "blocked"]
    findings: list[FindingRead]


class EditedPlanRead(ChangedPlanRead):
    line_id: UUID


class ServicesChangedRead(ChangedPlanRead):
    ended: LineRead
    successor: LineRead | None


class SubmittedPlanRead(ChangedPlanRead):
    priority_outlook: PriorityRead


class VersionRead(Wire):
    version: int
    recorded_at: Instant
    action: str
    actor: str
    roles: list[str]
    status: PlanStatus
    rule_ids: list[str]


class HistoryRead(BaseModel):
    """`plan` is there with `as_of`: the plan as it was then."""

    items: list[VersionRead]
    next: str | None = None
    plan: PlanVersionRead | None = None
