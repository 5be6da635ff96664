"""The service plan as rules see it, whether it was typed into a dry run or is stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from plans.domain.circumstances import (
    Caregiver,
    MemberFacts,
    PlanContent,
    ProviderChoice,
    ProviderFacts,
    Signature,
)
from shared.kernel.calendar import Span


class PlanType(StrEnum):
    INITIAL = "initial"
    REASSESSMENT = "reassessment"
    REENTRY = "reentry"


class PlanOrigin(StrEnum):
    CONVERSION = "conversion"
    MSU = "msu"
    CASE_MANAGER = "case_manager"


class ChangeType(StrEnum):
    INITIAL = "initial"
    ADDENDUM = "addendum"
    INCREASE = "increase"
    DECREASE = "decrease"
    TRANSFER = "transfer"
    END = "end"
    REASSESSMENT = "reassessment"
    ADDITIONAL_CM_UNITS = "additional_cm_units"


class EndReason(StrEnum):
    """The four reasons that may move the end of an authorized line."""

    TRANSFER = "transfer"
    INCREASE = "increase"
    DECREASE = "decrease"
    END = "end"


class LineStatus(StrEnum):
    DRAFT = "draft"
    REQUESTED = "requested"
    AUTHORIZED = "authorized"
    NOT_AUTHORIZED = "not_authorized"
    SERVICE_ENDED = "service_ended"
    SUPERSEDED = "superseded"


class Frequency(StrEnum):
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ONE_TIME = "one_time"


class EnteredBy(StrEnum):
    CASE_MANAGER = "case_manager"
    MSU = "msu"
    CONVERSION = "conversion"


class NoteType(StrEnum):
    SUPERVISOR_REVIEW = "supervisor_review"
    PRIORITY_JUSTIFICATION = "priority_justification"
    CONDITION_RESPONSE = "condition_response"
    GENERAL = "general"


class CompletionStatus(StrEnum):
    """Status of a note or a document; only what is complete is evidence."""

    DRAFT = "draft"
    COMPLETE = "complete"


class DocumentType(StrEnum):
    UCAT = "ucat"
    NURSE_EVALUATION = "nurse_evaluation"
    SERVICE_TEAM_RELEASE = "service_team_release"
    ADDITIONAL_UNITS_REQUEST = "additional_units_request"
    ASSISTED_LIVING_MOVE_IN = "assisted_living_move_in"
    CDPASS_BUDGET_WORKSHEET = "cdpass_budget_worksheet"
    CHANGE_OF_PROVIDER = "change_of_provider"
    CLOSURE_REQUEST = "closure_request"
    SIGNED_PLAN = "signed_plan"
    FREEDOM_OF_CHOICE = "freedom_of_choice"
    FACILITY_PAPERS = "facility_papers"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A planned service. `ref` names it inside its plan; `units` count per `frequency`; None means not stated.

    `requested_end` asks MSU to end an authorized line on that day; `end` stays what was authorized. `rate_from` is the
    first day of a line that only goes on with another, at a new rate.
    """

    ref: str
    service_code: str
    modifiers: tuple[str, ...] = ()
    provider: str | None = None
    units: int | None = None
    frequency: Frequency | None = None
    start: date | None = None
    end: date | None = None
    status: LineStatus = LineStatus.DRAFT
    reason: EndReason | None = None
    supersedes: str | None = None
    entered_by: EnteredBy | None = None
    changed_on: date | None = None
    delivered_through: date | None = None
    used_units: int | None = None
    total: int | None = None
    cost: Decimal | None = None
    requested_end: date | None = None
    rate_from: date | None = None
    retro_reason: str | None = None
    needs: tuple[str, ...] | None = None
    goals: tuple[str, ...] | None = None
    caregiver: Caregiver | None = None
    provider_choice: ProviderChoice | None = None

    @property
    def key(self) -> str:
        """Code with modifiers, as people write it: `T1019-TF`."""
        return "-".join((self.service_code, *self.modifiers))

    @property
    def span(self) -> Span | None:
        """None while a date is missing or the dates are reversed."""
        if self.start is None or self.end is None or self.end < self.start:
            return None
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """`recipients` are roles or units, `attachments` media types; None where nobody said."""

    type: NoteType
    status: CompletionStatus
    text: str = ""
    author: str | None = None
    written_on: date | None = None
    acknowledged_by: str | None = None
    acknowledged_on: date | None = None
    recipients: tuple[str, ...] | None = None
    attachments: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`valid_from` and `valid_through` bound the days for which this version of the form is the right one."""

    type: DocumentType
    status: CompletionStatus
    dated: date | None = None
    valid_from: date | None = None
    valid_through: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """A plan year with its lines, notes and documents. Years run `start` to `end`, both included."""

    type: PlanType
    origin: PlanOrigin
    start: date
    end: date
    case_manager: str | None = None
    short_reason: str | None = None
    lines: tuple[ServiceLine, ...] = ()
    notes: tuple[Note, ...] = ()
    documents: tuple[Document, ...] = ()
    content: PlanContent | None = None
    signatures: tuple[Signature, ...] | None = None
    reviewed_on: date | None = None
    contacted_on: date | None = None

    @property
    def span(self) -> Span | None:
        return Span(self.start, self.end) if self.start <= self.end else None

    def line(self, ref: str) -> ServiceLine | None:
        return next((line for line in self.lines if line.ref == ref), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """Another plan of the same member; `lines` is None when they were not given."""

    type: PlanType
    origin: PlanOrigin
    start: date
    end: date
    lines: tuple[ServiceLine, ...] | None = None

    @property
    def span(self) -> Span | None:
        return Span(self.start, self.end) if self.start <= self.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A request of the member that waits for its decision."""

    ref: str
    lines: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Dollars a plan year: the most a plan may cost, whether an exception is on record, and agency care instead."""

    plan_cost_cap: Decimal | None = None
    cap_exception: bool = False
    agency_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """All that the plan rules may know.

    `current` is the plan as last authorized, None for a plan that is not stored yet; `proposed` is what is asked for.
    `changes` are the kinds of change in it (a stored plan may hold several). `priority` and `other_plans`
    are None when not given: rules that need them say so. What stands around the plan (from `received_on` on) is judged
    only where it was given.
    """

    as_of: date
    changes: frozenset[ChangeType]
    current: ServicePlan | None
    proposed: ServicePlan
    other_plans: tuple[OtherPlan, ...] | None = None
    priority: bool | None = None
    received_on: date | None = None
    member: MemberFacts | None = None
    providers: tuple[ProviderFacts, ...] | None = None
    open_requests: tuple[OpenRequest, ...] | None = None
    costs: Costs | None = None
