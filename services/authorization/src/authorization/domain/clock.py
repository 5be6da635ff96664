"""By when a request must be decided. Everything is reckoned in UTC, so that neither zones nor summer time move it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from authorization.domain.policies.policy import Policy


class ClockKind(StrEnum):
    STANDARD = "standard"
    EXPEDITED = "expedited"
    PRIORITY = "priority"


class Signal(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Clock:
    """Starts, turns amber, turns red on `due_at` itself."""

    kind: ClockKind
    started_at: datetime
    amber_at: datetime
    due_at: datetime

    def signal(self, now: datetime) -> Signal:
        if now >= self.due_at:
            return Signal.RED
        return Signal.AMBER if now >= self.amber_at else Signal.GREEN


def clocks_of(
    policy: Policy,
    *,
    received_at: datetime,
    expedited: bool,
    priority_accepted_at: datetime | None,
    extended_by: timedelta = timedelta(0),
    paused_for: timedelta = timedelta(0),
) -> tuple[Clock, ...]:
    """The decision clock from first receipt and, once a priority is accepted, the priority clock from that moment.

    A denied priority has no clock, so it restarts nothing. An extension lengthens the decision clock only;
    `paused_for` is how long questions stood open, and lengthens the clocks that the policy pauses meanwhile.
    Raises `ValueError` for an instant without a zone.
    """
    kind = ClockKind.EXPEDITED if expedited else ClockKind.STANDARD
    running = [_started(policy, kind, received_at, extended_by, paused_for)]
    if priority_accepted_at is not None:
        running.append(_started(policy, ClockKind.PRIORITY, priority_accepted_at, timedelta(0), paused_for))
    return tuple(running)


def leading_clock(clocks: tuple[Clock, ...]) -> Clock:
    """The clock that is due first; it turns amber as soon as any of them does."""
    first = min(clocks, key=lambda clock: clock.due_at)
    return Clock(first.kind, first.started_at, min(clock.amber_at for clock in clocks), first.due_at)


def decision_clock(clocks: tuple[Clock, ...]) -> Clock:
    """The clock that the decision is due by, whatever the priority."""
    return next(clock for clock in clocks if clock.kind is not ClockKind.PRIORITY)


def _started(policy: Policy, kind: ClockKind, at: datetime, extended_by: timedelta, paused_for: timedelta) -> Clock:
    if at.tzinfo is None:
        raise ValueError("a clock starts at an instant with a time zone")
    started_at = at.astimezone(UTC)
    length = policy.clocks[kind] + extended_by + (paused_for if kind in policy.pending_pauses else timedelta(0))
    return Clock(kind, started_at, started_at + length * policy.amber_share, started_at + length)
