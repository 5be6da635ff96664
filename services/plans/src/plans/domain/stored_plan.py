"""A service plan as it is kept: identity, status, version, and for each line what was last authorized."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from plans.domain.circumstances import Facility
from plans.domain.lifecycle import PlanStatus
from plans.domain.plan import (
    ChangeType,
    CompletionStatus,
    Document,
    DocumentType,
    EndReason,
    EnteredBy,
    Frequency,
    LineStatus,
    Note,
    NoteType,
    PlanOrigin,
    PlanType,
    ServiceLine,
    ServicePlan,
)

RUNNING = frozenset({LineStatus.AUTHORIZED, LineStatus.SUPERSEDED, LineStatus.SERVICE_ENDED})


class LineAsk(StrEnum):
    """What the plan asks the authorization unit to decide for a line."""

    NEW = "new"
    CHANGE = "change"
    END = "end"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizedTerms:
    """What the authorization unit last authorized for a line; the line may ask for something else since."""

    units: int
    frequency: Frequency
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """A planned service. Dates may be missing until the rules have judged the line; none is stored without.

    `rate_from` is the first day of a line that goes on with the one it supersedes at a new rate, and nothing else new.
    """

    id: UUID
    service_code: str
    modifiers: tuple[str, ...] = ()
    provider_id: UUID | None = None
    units: int
    frequency: Frequency
    start: date | None
    end: date | None
    total: int | None = None
    cost: Decimal | None = None
    status: LineStatus = LineStatus.DRAFT
    reason: EndReason | None = None
    supersedes: UUID | None = None
    entered_by: EnteredBy = EnteredBy.CASE_MANAGER
    used_units: int | None = None
    delivered_through: date | None = None
    changed_on: date | None = None
    authorization_number: str | None = None
    authorized: AuthorizedTerms | None = None
    decision: dict[str, Any] | None = None
    priority: dict[str, Any] | None = None
    rate_from: date | None = None

    @property
    def terms(self) -> AuthorizedTerms:
        return AuthorizedTerms(units=self.units, frequency=self.frequency, start=self.start, end=self.end)

    @property
    def differs_from_authorized(self) -> bool:
        return self.status is LineStatus.AUTHORIZED and self.authorized is not None and self.authorized != self.terms

    def back_to_authorized(self) -> "StoredLine":
        """The line as last authorized, its request taken back."""
        if self.authorized is None:
            return self
        terms = self.authorized
        return replace(
            self, units=terms.units, frequency=terms.frequency, start=terms.start, end=terms.end, reason=None
        )

    def as_service_line(self) -> ServiceLine:
        """The end of an authorized line is the unit's to apply: another one is a request, whoever entered it."""
        end, requested_end = self.end, None
        if self.status is LineStatus.AUTHORIZED and self.authorized is not None and self.authorized.end != self.end:
            end, requested_end = self.authorized.end, self.end
        return ServiceLine(
            ref=str(self.id),
            service_code=self.service_code,
            modifiers=self.modifiers,
            provider=str(self.provider_id) if self.provider_id else None,
            units=self.units,
            frequency=self.frequency,
            start=self.start,
            end=end,
            requested_end=requested_end,
            status=self.status,
            reason=self.reason,
            supersedes=str(self.supersedes) if self.supersedes else None,
            entered_by=self.entered_by,
            changed_on=self.changed_on,
            delivered_through=self.delivered_through,
            used_units=self.used_units,
            rate_from=self.rate_from,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNote:
    id: UUID
    type: NoteType
    status: CompletionStatus
    text: str
    author: str
    written_on: date
    acknowledged_by: str | None = None
    acknowledged_on: date | None = None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    id: UUID
    type: DocumentType
    status: CompletionStatus
    dated: date | None = None
    created_at: datetime

    @property
    def lacks_its_date(self) -> bool:
        return self.status is CompletionStatus.COMPLETE and self.dated is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Days on which a running line does not run, the member being an inpatient.

    `resumes_on` is None while the discharge is not known, and for a line that is over by then.
    """

    line_id: UUID
    start: date
    end: date
    resumes_on: date | None
    facility: Facility


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """`changes` are the kinds of change asked for since the last decision; empty while nothing is asked."""

    id: UUID
    version: int
    member_id: UUID
    agency: str | None
    type: PlanType
    origin: PlanOrigin
    status: PlanStatus
    start: date
    end: date
    case_manager: str | None
    short_reason: str | None = None
    priority: bool = False
    changes: tuple[ChangeType, ...] = ()
    submission_id: UUID | None = None
    submitted_at: datetime | None = None
    submitted_by: str | None = None
    review: dict[str, Any] | None = None
    decided_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    lines: tuple[StoredLine, ...] = field(default=())
    notes: tuple[StoredNote, ...] = field(default=())
    documents: tuple[StoredDocument, ...] = field(default=())
    suspensions: tuple[Suspension, ...] = ()

    def line(self, line_id: UUID) -> StoredLine | None:
        return next((line for line in self.lines if line.id == line_id), None)

    def with_line(self, changed: StoredLine) -> "StoredPlan":
        """The plan with this line replaced, or added at the end."""
        if self.line(changed.id) is None:
            return replace(self, lines=(*self.lines, changed))
        return replace(self, lines=tuple(changed if line.id == changed.id else line for line in self.lines))

    @property
    def kinds_of_change(self) -> frozenset[ChangeType]:
        """What the rules judge it as. A plan that never was decided is its own kind, until then and at the least."""
        if self.decided_at is not None or self.origin is PlanOrigin.CONVERSION:
            return frozenset(self.changes)
        own = ChangeType.REASSESSMENT if self.type is PlanType.REASSESSMENT else ChangeType.INITIAL
        return frozenset((*self.changes, own))

    def what_is_asked_of(self, line: StoredLine) -> LineAsk:
        """A line that a live successor follows asks for nothing itself: the successor carries its end."""
        if line.status in (LineStatus.DRAFT, LineStatus.REQUESTED):
            return LineAsk.NEW
        if not line.differs_from_authorized or self.successor_of(line.id) is not None:
            return LineAsk.NONE
        return LineAsk.END if line.reason is EndReason.END else LineAsk.CHANGE

    @property
    def asks_for_something(self) -> bool:
        return any(self.what_is_asked_of(line) is not LineAsk.NONE for line in self.lines)

    def asking_for(self, change: ChangeType) -> "StoredPlan":
        return self if change in self.changes else replace(self, changes=(*self.changes, change))

    def successor_of(self, line_id: UUID) -> StoredLine | None:
        return next(
            (
                line
                for line in self.lines
                if line.supersedes == line_id and line.status is not LineStatus.NOT_AUTHORIZED
            ),
            None,
        )

    def as_proposed(self) -> ServicePlan:
        """What the plan asks for now. A refused line asks for nothing any more."""
        return self._as_service_plan(
            tuple(line.as_service_line() for line in self.lines if line.status is not LineStatus.NOT_AUTHORIZED)
        )

    def as_last_authorized(self) -> ServicePlan | None:
        """The plan as the authorization unit left it; None while it never authorized anything."""
        running = tuple(line for line in self.lines if line.status in RUNNING)
        if not running and self.decided_at is None:
            return None
        return self._as_service_plan(tuple(line.back_to_authorized().as_service_line() for line in running))

    def _as_service_plan(self, lines: tuple[ServiceLine, ...]) -> ServicePlan:
        return ServicePlan(
            type=self.type,
            origin=self.origin,
            start=self.start,
            end=self.end,
            case_manager=self.case_manager,
            short_reason=self.short_reason,
            lines=lines,
            notes=tuple(
                Note(
                    type=note.type,
                    status=note.status,
                    text=note.text,
                    author=note.author,
                    written_on=note.written_on,
                    acknowledged_by=note.acknowledged_by,
                    acknowledged_on=note.acknowledged_on,
                )
                for note in self.notes
            ),
            documents=tuple(
                Document(type=document.type, status=document.status, dated=document.dated)
                for document in self.documents
            ),
        )
