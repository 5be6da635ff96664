"""Goals: where they stand (lifecycle) and what came of them (achievement) are two things; a goal may end unmet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from casemanagement.domain.care.policy import CarePolicy
from shared.kernel.lifecycle import Lifecycle


class GoalLifecycle(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    ENTERED_IN_ERROR = "entered_in_error"


class Achievement(StrEnum):
    IN_PROGRESS = "in_progress"
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no_change"
    ACHIEVED = "achieved"
    SUSTAINING = "sustaining"
    NOT_ACHIEVED = "not_achieved"
    NO_PROGRESS = "no_progress"
    NOT_ATTAINABLE = "not_attainable"


class GoalPriority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


L = GoalLifecycle
ENDS = (L.COMPLETED, L.CANCELLED, L.ENTERED_IN_ERROR)
GOAL_LIFECYCLE: Lifecycle[GoalLifecycle, GoalLifecycle] = Lifecycle(
    "goal",
    {
        (start, end): end
        for start, ends in {
            L.PROPOSED: (L.PLANNED, L.ACCEPTED, L.REJECTED, L.CANCELLED, L.ENTERED_IN_ERROR),
            L.PLANNED: (L.ACCEPTED, L.REJECTED, L.CANCELLED, L.ENTERED_IN_ERROR),
            L.ACCEPTED: (L.ACTIVE, L.ON_HOLD, *ENDS),
            L.ACTIVE: (L.ON_HOLD, *ENDS),
            L.ON_HOLD: (L.ACTIVE, *ENDS),
            L.COMPLETED: (L.ACTIVE, L.ENTERED_IN_ERROR),
        }.items()
        for end in ends
    },
)
"""A step is named by where it leads. A completed goal can become active again: what was met may be lost."""

ELIGIBLE = frozenset({L.ACCEPTED, L.ACTIVE, L.ON_HOLD, L.COMPLETED})
MET = frozenset({Achievement.ACHIEVED, Achievement.SUSTAINING})
AGREED = frozenset({L.ACCEPTED, L.ACTIVE, L.ON_HOLD, L.COMPLETED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """`barriers` are the ids of what stands in the way; `no_barrier` says that none was found."""

    id: UUID
    text: str
    lifecycle: GoalLifecycle
    achievement: Achievement | None = None
    priority: GoalPriority | None = None
    measure: str | None = None
    target: str | None = None
    due: date | None = None
    owner: str | None = None
    preference: str | None = None
    problem_id: UUID | None = None
    barriers: tuple[UUID, ...] = ()
    no_barrier: bool = False
    reason: str | None = None
    cancelled_at: datetime | None = None

    @property
    def eligible(self) -> bool:
        return self.lifecycle in ELIGIBLE

    @property
    def met(self) -> bool:
        return self.eligible and self.achievement in MET


@dataclass(frozen=True, slots=True)
class GoalCount:
    """`improving` is not met; what was only proposed, rejected or cancelled does not count."""

    met: int
    eligible: int

    @property
    def defined(self) -> bool:
        return self.eligible > 0

    @property
    def enough(self) -> bool:
        """Four fifths in whole numbers: 35 of 44 would round to 80 percent and is not enough; of none, never."""
        return self.eligible > 0 and 5 * self.met >= 4 * self.eligible


def count(goals: Iterable[Goal]) -> GoalCount:
    known = tuple(goals)
    return GoalCount(sum(goal.met for goal in known), sum(goal.eligible for goal in known))


def late_cancellations(goals: Iterable[Goal], now: datetime, policy: CarePolicy) -> tuple[Goal, ...]:
    """Goals cancelled within the last days before `now`, whom a discharge lists."""
    since = now - timedelta(days=policy.late_cancellation_days)
    return tuple(goal for goal in goals if goal.cancelled_at is not None and goal.cancelled_at >= since)


def moved(goal: Goal, to: GoalLifecycle, reason: str | None, now: datetime) -> Goal:
    """The goal in its next state. Raises `ActionNotAllowed`."""
    if to is goal.lifecycle:
        return goal
    after = GOAL_LIFECYCLE.after(goal.lifecycle, to)
    return replace(
        goal,
        lifecycle=after,
        reason=reason if reason is not None else goal.reason,
        cancelled_at=now if after is L.CANCELLED else goal.cancelled_at,
    )
