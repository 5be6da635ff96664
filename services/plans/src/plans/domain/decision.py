"""What a decision of the authorization unit does to a plan: an authorized line ends and is followed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from plans.domain.errors import PartNotFound
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.plan import Frequency, LineStatus
from plans.domain.stored_plan import LineAsk, StoredLine, StoredPlan
from shared.kernel.calendar import ONE_DAY


class Outcome(StrEnum):
    AUTHORIZED = "authorized"
    MODIFIED = "modified"
    NOT_AUTHORIZED = "not_authorized"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutcome:
    """`units`, `start` and `end` are what was authorized where it differs from what was asked."""

    line_id: UUID
    outcome: Outcome
    units: int | None = None
    frequency: Frequency | None = None
    start: date | None = None
    end: date | None = None
    authorization_number: str | None = None
    reasons: tuple[dict[str, Any], ...] = ()


def decided(plan: StoredPlan, outcomes: Sequence[LineOutcome], at: datetime, decision_id: UUID) -> StoredPlan:
    """The plan with each line's result. Raises `ActionNotAllowed`, `PartNotFound` for a line that is not there."""
    after = plan
    for outcome in outcomes:
        line = plan.line(outcome.line_id)
        if line is None:
            raise PartNotFound("line")
        after = _with_outcome(after, plan.what_is_asked_of(line), line, outcome, at, decision_id)
    action = _action([outcome.outcome for outcome in outcomes])
    return replace(after, status=PLAN_LIFECYCLE.after(plan.status, action), changes=(), priority=False, decided_at=at)


def _action(outcomes: Sequence[Outcome]) -> PlanAction:
    granted = [outcome is not Outcome.NOT_AUTHORIZED for outcome in outcomes]
    if all(granted):
        return PlanAction.AUTHORIZE
    return PlanAction.AUTHORIZE_IN_PART if any(granted) else PlanAction.REFUSE


def _with_outcome(
    plan: StoredPlan, asked: LineAsk, line: StoredLine, outcome: LineOutcome, at: datetime, decision_id: UUID
) -> StoredPlan:
    decision = {
        "decision_id": decision_id,
        "outcome": outcome.outcome,
        "decided_at": at,
        "reasons": list(outcome.reasons),
        "requested": line.terms,
    }
    if outcome.outcome is Outcome.NOT_AUTHORIZED:
        return _refused(plan, asked, replace(line, decision=decision))
    granted = replace(
        line,
        units=outcome.units or line.units,
        start=outcome.start or line.start,
        end=outcome.end or line.end,
        status=LineStatus.SERVICE_ENDED if asked is LineAsk.END else LineStatus.AUTHORIZED,
        authorization_number=outcome.authorization_number or line.authorization_number,
        decision=decision,
    )
    after = plan.with_line(replace(granted, authorized=granted.terms))
    followed = plan.line(line.supersedes) if line.supersedes else None
    if followed is not None:
        after = after.with_line(_superseded(followed, line, granted))
    return after


def _superseded(followed: StoredLine, asked: StoredLine, granted: StoredLine) -> StoredLine:
    """The followed line runs to the day before its successor, also when that begins later than asked."""
    end = followed.end
    if granted.start is not None and granted.start != asked.start:
        end = granted.start - ONE_DAY
    ended = replace(followed, end=end, status=LineStatus.SUPERSEDED)
    return replace(ended, authorized=ended.terms)


def _refused(plan: StoredPlan, asked: LineAsk, line: StoredLine) -> StoredPlan:
    """A refused successor leaves the old line running to its authorized end; a refused change changes nothing."""
    if asked is not LineAsk.NEW:
        return plan.with_line(line.back_to_authorized())
    after = plan.with_line(replace(line, status=LineStatus.NOT_AUTHORIZED))
    followed = plan.line(line.supersedes) if line.supersedes else None
    return after if followed is None else after.with_line(followed.back_to_authorized())


def after_appeal(plan: StoredPlan, outcomes: Sequence[LineOutcome], at: datetime, decision_id: UUID) -> StoredPlan:
    """The plan with the lines that an appeal lets run on, ends after all, or takes back; its status stays.

    Raises `PartNotFound` for a line that is not there.
    """
    after = plan
    for outcome in outcomes:
        line = after.line(outcome.line_id)
        if line is None:
            raise PartNotFound("line")
        decision = {
            "decision_id": decision_id,
            "outcome": outcome.outcome,
            "decided_at": at,
            "reasons": list(outcome.reasons),
            "requested": line.terms,
        }
        if outcome.outcome is Outcome.NOT_AUTHORIZED:
            after = after.with_line(replace(line, status=LineStatus.NOT_AUTHORIZED, decision=decision))
            continue
        ended = outcome.outcome is Outcome.MODIFIED
        running = replace(
            line,
            units=outcome.units or line.units,
            frequency=outcome.frequency or line.frequency,
            start=outcome.start or line.start,
            end=outcome.end or line.end,
            status=LineStatus.SERVICE_ENDED if ended else LineStatus.AUTHORIZED,
            reason=line.reason if ended else None,
            authorization_number=outcome.authorization_number or line.authorization_number,
            decision=decision,
        )
        after = after.with_line(replace(running, authorized=running.terms))
        followed = after.line(line.supersedes) if line.supersedes else None
        if followed is not None and running.start is not None and not ended:
            stopped = replace(followed, end=running.start - ONE_DAY, status=LineStatus.SUPERSEDED)
            after = after.with_line(replace(stopped, authorized=stopped.terms))
    return after


def with_priority(plan: StoredPlan, by_line: dict[UUID, dict[str, Any]]) -> StoredPlan:
    """The plan with what became of each line's priority."""
    return replace(
        plan,
        lines=tuple(replace(line, priority=by_line[line.id]) if line.id in by_line else line for line in plan.lines),
    )
