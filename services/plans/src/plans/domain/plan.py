"""The service plan as rules see it, whether it was typed into a dry run or is stored."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

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
    """A planned service. `ref` names it inside its plan; `units` count per `frequency`; None means not stated."""

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
    type: NoteType
    status: CompletionStatus
    text: str = ""
    author: str | None = None
    written_on: date | None = None
    acknowledged_by: str | None = None
    acknowledged_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    type: DocumentType
    status: CompletionStatus
    dated: date | None = None


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

    @property
    def span(self) -> Span | None:
        return Span(self.start, self.end) if self.start <= self.end else None

    def line(self, ref: str) -> ServiceLine | None:
        return next((line for line in self.lines if line.ref == ref), None)

    def with_lines(self, lines: tuple[ServiceLine, ...]) -> "ServicePlan":
        return replace(self, lines=lines)


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
class PlanFacts:
    """All that the plan rules may know.

    `current` is the plan as last authorized, None for a plan that is not stored yet; `proposed` is what is asked for.
    `changes` are the kinds of change in it (a stored plan may hold several). `priority` and `other_plans`
    are None when not given: rules that need them say so.
    """

    as_of: date
    changes: frozenset[ChangeType]
    current: ServicePlan | None
    proposed: ServicePlan
    other_plans: tuple[OtherPlan, ...] | None = None
    priority: bool | None = None
