"""CK and PR-05: time runs from the first receipt, and an accepted priority has a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from authorization.domain.clock import Clock, ClockKind, Signal
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import DECISION_TIME, PRIORITY_WITHIN_A_DAY
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """The running clocks of an undecided request at an instant; no clocks when it is decided."""

    clocks: tuple[Clock, ...]
    now: datetime


def in_utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


@rule(
    id="PR-05",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="Priority was due {due}. Decide this request now.",
    citation=PRIORITY_WITHIN_A_DAY,
)
def an_accepted_priority_is_decided_within_a_day(facts: ClockFacts) -> Iterator[Violation]:
    for clock in facts.clocks:
        if clock.kind is ClockKind.PRIORITY and clock.signal(facts.now) is Signal.RED:
            yield Violation("/due_at", expected=clock.due_at.isoformat(), values={"due": in_utc(clock.due_at)})


@rule(
    id="CK-01",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="The {kind} decision is due {due}: most of its time is gone. Work on it next.",
    citation=DECISION_TIME,
)
def a_request_is_decided_before_it_is_due(facts: ClockFacts) -> Iterator[Violation]:
    overdue = "The {kind} decision was due {due}. Decide this request now and tell your lead that it is late."
    for clock in facts.clocks:
        signal = clock.signal(facts.now)
        if clock.kind is not ClockKind.PRIORITY and signal is not Signal.GREEN:
            yield Violation(
                "/due_at",
                expected=clock.due_at.isoformat(),
                values={"kind": clock.kind.value, "due": in_utc(clock.due_at)},
                message=overdue if signal is Signal.RED else None,
            )
