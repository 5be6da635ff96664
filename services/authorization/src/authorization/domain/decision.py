"""The decision on a request: an outcome for every line that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from authorization.domain.policies.policy import Policy
from authorization.domain.request import Actor, AuthorizationRequest, Frequency, LineAction, RequestedLine
from authorization.domain.units import total_units
from shared.kernel.calendar import ONE_DAY, Span


class Outcome(StrEnum):
    AUTHORIZED = "authorized"
    MODIFIED = "modified"
    NOT_AUTHORIZED = "not_authorized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    code: str
    text: str
    citation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutcome:
    """`units`, `start` and `end` are stated where they differ from what was asked; None means as asked.

    `advance_notice_exception` says why a running service may be cut before its notice has had time.
    """

    line_id: UUID
    outcome: Outcome
    units: int | None = None
    start: date | None = None
    end: date | None = None
    reasons: tuple[Reason, ...] = ()
    advance_notice_exception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLine:
    """What is authorized for a line at present and how much of it was delivered.

    `number` is None for a line of a former system.
    """

    number: str | None
    provider_id: str | None
    units: int
    frequency: Frequency
    span: Span
    used: int
    delivered_through: date | None

    @property
    def end(self) -> date:
        return self.span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """All that the decision rules may know; `running` are the present authorizations of the request's lines.

    `noticed_on` is the date on the letters that the decision sends.
    """

    request: AuthorizationRequest
    outcomes: tuple[LineOutcome, ...]
    decider: Actor
    policy: Policy
    noticed_on: date
    running: Mapping[UUID, RunningLine] = field(default_factory=dict)

    def used_of(self, line_id: UUID | None) -> int:
        running = self.running.get(line_id) if line_id else None
        return running.used if running else 0

    def delivered_through(self, line_id: UUID) -> date | None:
        running = self.running.get(line_id)
        return running.delivered_through if running else None

    @property
    def decider_is_clinician(self) -> bool:
        return bool(self.decider.roles & self.policy.clinician_roles)

    @property
    def decider_had_a_part(self) -> bool:
        """Of the case management agency, or the plan's own case manager or approving supervisor."""
        submission = self.request.submission
        own_agency = submission.agency is not None and self.decider.agency == submission.agency
        return own_agency or self.decider.subject in {submission.case_manager, submission.approved_by}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedLine:
    """What was authorized of a line. `total` counts units over the span."""

    line: RequestedLine
    units: int
    span: Span
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedLine:
    """An authorized line that a decision ends; `last_day` is its last day of service."""

    line_id: UUID
    last_day: date


def asked_total(line: RequestedLine, *, judged_by_plans: bool) -> int:
    """Units over the span as asked: what plans computed, or what a partner states where that is no more than it is."""
    computed = total_units(line.units, line.frequency, line.span)
    if line.total is None:
        return computed
    return line.total if judged_by_plans else min(line.total, computed)


def granted_span(line: RequestedLine, outcome: LineOutcome) -> Span | None:
    """The span as decided; None when its dates are reversed."""
    start, end = outcome.start or line.span.start, outcome.end or line.span.end
    return Span(start, end) if start <= end else None


def granted_lines(request: AuthorizationRequest, outcomes: tuple[LineOutcome, ...]) -> tuple[GrantedLine, ...]:
    """The lines for which an authorization is issued: new or changed ones that were not refused."""
    granted = []
    lines = request.submission.by_id
    for outcome in outcomes:
        line = lines.get(outcome.line_id)
        if line is None or outcome.outcome is Outcome.NOT_AUTHORIZED or line.action is LineAction.END:
            continue
        span = granted_span(line, outcome) or line.span
        units = outcome.units or line.units
        as_asked = units == line.units and span == line.span
        stated = asked_total(line, judged_by_plans=request.submission.plan_id is not None)
        total = stated if as_asked else total_units(units, line.frequency, span)
        granted.append(GrantedLine(line=line, units=units, span=span, total=total))
    return tuple(granted)


def ended_lines(request: AuthorizationRequest, outcomes: tuple[LineOutcome, ...]) -> tuple[EndedLine, ...]:
    """The authorized lines that this decision ends: those asked to end, and those that a granted line supersedes.

    A successor that begins later than asked lets the old line run on by as many days, so that no gap opens.
    """
    ended = []
    lines = request.submission.by_id
    for outcome in outcomes:
        line = lines.get(outcome.line_id)
        if line is None or outcome.outcome is Outcome.NOT_AUTHORIZED:
            continue
        if line.action is LineAction.END:
            ended.append(EndedLine(line_id=line.line_id, last_day=outcome.end or line.span.end))
        elif line.supersedes is not None:
            old = lines.get(line.supersedes)
            asked = old.span.end if old is not None else line.span.start - ONE_DAY
            delay = (outcome.start or line.span.start) - line.span.start
            ended.append(EndedLine(line_id=line.supersedes, last_day=asked + delay))
    return tuple(ended)


def with_citations(outcomes: tuple[LineOutcome, ...], policy: Policy) -> tuple[LineOutcome, ...]:
    """Each reason with a citation: the reviewer's, else that of its code."""
    return tuple(_cited(outcome, policy) for outcome in outcomes)


def _cited(outcome: LineOutcome, policy: Policy) -> LineOutcome:
    reasons = []
    for reason in outcome.reasons:
        known = policy.reason_code(reason.code)
        by_code = f"{known.citation.source.title}, {known.citation.section}" if known else None
        reasons.append(Reason(code=reason.code, text=reason.text, citation=reason.citation or by_code))
    return replace(outcome, reasons=tuple(reasons))
