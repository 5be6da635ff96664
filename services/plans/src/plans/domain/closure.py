"""A plan that ends before its time: what becomes of its lines."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.plan import ChangeType, EndReason, LineStatus
from plans.domain.stored_plan import StoredLine, StoredPlan


class ClosureReason(StrEnum):
    DEATH = "death"
    LOSS_OF_ELIGIBILITY = "loss_of_eligibility"
    REQUEST = "request"
    MOVED = "moved"

    @property
    def is_known_later(self) -> bool:
        """It happened on a day whoever learns of it; what somebody asks for begins today at the earliest."""
        return self in (ClosureReason.DEATH, ClosureReason.LOSS_OF_ELIGIBILITY)


def begun_after(plan: StoredPlan, effective: date, today: date | None) -> date | None:
    """First day of a line that would never run although it was delivered or, where `today` is given, has begun by then.

    CS-08 judges the lines that end; of a line that begins after the last day nothing would be left to judge.
    """
    begun = [
        line.start
        for line in plan.lines
        if line.status is LineStatus.AUTHORIZED and line.start is not None and effective < line.start
        if line.delivered_through is not None or (today is not None and line.start <= today)
    ]
    return min(begun, default=None)


def ending(plan: StoredPlan, effective: date) -> StoredPlan:
    """The plan as it would run out: nothing is asked for, every line ends on the day at the latest.

    What the rules say of it decides whether the plan may be closed on that day.
    """
    kept = tuple(line for line in plan.lines if line.status not in (LineStatus.DRAFT, LineStatus.REQUESTED))
    lines = tuple(_ended(line, effective) if line.status is LineStatus.AUTHORIZED else line for line in kept)
    return replace(plan, lines=lines, changes=(ChangeType.END,), priority=False)


def _ended(line: StoredLine, effective: date) -> StoredLine:
    running = line.back_to_authorized()
    if running.start is None or running.end is None or not running.start <= effective < running.end:
        return running
    return replace(running, end=effective, reason=EndReason.END)


def closed(plan: StoredPlan, effective: date) -> StoredPlan:
    """The ending plan, its lines ended; one that has not begun by then never runs. Raises `ActionNotAllowed`."""
    status = PLAN_LIFECYCLE.after(plan.status, PlanAction.CLOSE)
    lines = tuple(_over(plan, line, effective) if line.status is LineStatus.AUTHORIZED else line for line in plan.lines)
    return replace(plan, status=status, lines=lines, changes=())


def _over(plan: StoredPlan, line: StoredLine, effective: date) -> StoredLine:
    """In a transfer on the last day that day stays with the line that was taken over."""
    before = plan.line(line.supersedes) if line.supersedes else None
    shares = before is not None and before.end == line.start == effective
    if line.start is not None and (line.start > effective or shares):
        return replace(line, status=LineStatus.NOT_AUTHORIZED)
    return replace(line, status=LineStatus.SERVICE_ENDED, authorized=line.terms)
