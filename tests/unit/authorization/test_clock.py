"""CK-01, PR-05 and scenario 24 of the domain page: by when a request must be decided."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from authorization.domain.clock import Clock, ClockKind, Signal, clocks_of, leading_clock
from authorization.domain.rules import PERIODIC_RULES
from authorization.domain.rules.clocks import ClockFacts
from shared.kernel.rule import evaluate
from tests.unit.authorization.builders import POLICY, RECEIVED_AT, ids


def clocks(expedited: bool = False, accepted_at: datetime | None = None) -> tuple[Clock, ...]:
    return clocks_of(POLICY, received_at=RECEIVED_AT, expedited=expedited, priority_accepted_at=accepted_at)


def periodic(running: tuple[Clock, ...], now: datetime) -> list[str]:
    return ids(evaluate(PERIODIC_RULES, ClockFacts(running, now), POLICY.id))


def test_scenario_24_clocks_run_in_utc_over_weekend_and_summer_time() -> None:
    received = datetime(2026, 3, 6, 16, 0, tzinfo=timezone(timedelta(hours=-6)))

    (standard,) = clocks_of(POLICY, received_at=received, expedited=False, priority_accepted_at=None)
    (expedited,) = clocks_of(POLICY, received_at=received, expedited=True, priority_accepted_at=None)

    assert standard.started_at == datetime(2026, 3, 6, 22, 0, tzinfo=UTC)
    assert standard.due_at == datetime(2026, 3, 13, 22, 0, tzinfo=UTC)
    assert expedited.due_at == datetime(2026, 3, 9, 22, 0, tzinfo=UTC)
    assert expedited.due_at.astimezone(timezone(timedelta(hours=-5))).hour == 17
    assert standard.due_at.tzinfo is UTC


def test_a_clock_needs_an_instant_with_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clocks_of(POLICY, received_at=RECEIVED_AT.replace(tzinfo=None), expedited=False, priority_accepted_at=None)


@pytest.mark.parametrize(
    ("share", "signal"),
    [(0.0, Signal.GREEN), (0.699, Signal.GREEN), (0.7, Signal.AMBER), (0.999, Signal.AMBER), (1.0, Signal.RED)],
)
def test_amber_from_seventy_percent_and_red_when_due(share: float, signal: Signal) -> None:
    (clock,) = clocks()

    assert clock.signal(RECEIVED_AT + timedelta(days=7) * share) is signal


def test_an_accepted_priority_runs_a_day_from_its_acceptance() -> None:
    accepted_at = RECEIVED_AT + timedelta(hours=5)

    decision, priority = clocks(accepted_at=accepted_at)

    assert decision.due_at == RECEIVED_AT + timedelta(days=7)
    assert priority.due_at == accepted_at + timedelta(hours=24)
    assert leading_clock((decision, priority)).kind is ClockKind.PRIORITY


def test_a_late_acceptance_does_not_move_the_decision_clock() -> None:
    leading = leading_clock(clocks(accepted_at=RECEIVED_AT + timedelta(days=6, hours=12)))

    assert leading.kind is ClockKind.STANDARD
    assert leading.due_at == RECEIVED_AT + timedelta(days=7)
    assert leading.signal(RECEIVED_AT + timedelta(days=6, hours=12)) is Signal.AMBER


def test_ck_01_speaks_at_amber_and_at_red() -> None:
    for expedited, hours in ((False, 168), (True, 72)):
        running = clocks(expedited)
        moments = [RECEIVED_AT + timedelta(hours=hours) * share for share in (0.5, 0.7, 1.0)]
        told = [periodic(running, moment) for moment in moments]
        assert told == [[], ["CK-01"], ["CK-01"]]

    amber, red = (evaluate(PERIODIC_RULES, ClockFacts(running, at), POLICY.id).findings[0] for at in moments[1:])
    assert amber.message.startswith("The expedited decision is due 2018-10-27 15:00 UTC")
    assert red.message.startswith("The expedited decision was due 2018-10-27 15:00 UTC")


def test_pr_05_speaks_when_an_accepted_priority_is_a_day_old() -> None:
    running = clocks(accepted_at=RECEIVED_AT)

    assert periodic(running, RECEIVED_AT + timedelta(hours=23, minutes=59)) == []
    assert periodic(running, RECEIVED_AT + timedelta(hours=24)) == ["PR-05"]


def test_a_decided_request_has_no_running_clock() -> None:
    assert periodic((), RECEIVED_AT + timedelta(days=365)) == []


def test_the_signal_never_improves_with_time() -> None:
    running = leading_clock(clocks(expedited=True, accepted_at=RECEIVED_AT + timedelta(hours=30)))
    order = [Signal.GREEN, Signal.AMBER, Signal.RED]
    seen = [order.index(running.signal(RECEIVED_AT + timedelta(hours=hour))) for hour in range(100)]

    assert all(before <= after for before, after in pairwise(seen))
