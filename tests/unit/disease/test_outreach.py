"""Which calls count as attempts, and when a member counts as not reachable (§5.5)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from disease.domain.outreach import Attempt, CallOutcome, attempts_in_vain, day_parts_open, reachability
from disease.domain.policies import policy_on
from shared.kernel.contact_rules import DayPart

MONDAY = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("America/Chicago"))
POLICY = policy_on(date(2026, 3, 2))
RULE, HOURS = POLICY.unable_to_reach, POLICY.hours


def call(days: int = 0, hour: int = 10, outcome: CallOutcome = CallOutcome.NO_ANSWER, number: str = "1") -> Attempt:
    return Attempt(MONDAY.replace(hour=hour) + timedelta(days=days), outcome, number)


def judged(*calls: Attempt, letter: date | None = None, today: date = date(2026, 3, 20)) -> tuple[str, ...]:
    return reachability(attempts_in_vain(calls, "1"), letter, today, RULE, HOURS).lacks


def test_three_morning_calls_lack_another_part_of_the_day() -> None:
    assert judged(call(0), call(1), call(2)) == ("day_parts",)
    assert judged(call(0), call(1), call(2), call(3, hour=18)) == ("letter",)


def test_three_calls_of_one_day_lack_another_day() -> None:
    assert judged(call(0, 9), call(0, 13), call(0, 18)) == ("days",)


def test_calls_too_far_apart_do_not_add_up() -> None:
    assert judged(call(0), call(7, 18), call(14)) == ("letter",)
    assert judged(call(0), call(7, 18), call(15)) == ("attempts",)


def test_fourteen_days_after_the_letter_the_member_is_not_reachable_and_not_a_day_before() -> None:
    calls = (call(0), call(1, 18), call(2))
    letter = date(2026, 3, 6)

    assert judged(*calls, letter=letter, today=date(2026, 3, 19)) == ("wait",)
    found = reachability(attempts_in_vain(calls, "1"), letter, date(2026, 3, 20), RULE, HOURS)
    assert (found.lacks, found.unreachable_on) == ((), date(2026, 3, 20))


def test_a_wrong_number_uses_up_no_attempt_on_another_number() -> None:
    calls = (call(0, outcome=CallOutcome.WRONG_NUMBER, number="9"), call(1), call(2, 18))

    assert len(attempts_in_vain(calls, "1")) == 2
    assert len(attempts_in_vain((call(0, outcome=CallOutcome.DISCONNECTED), call(1)), "1")) == 2


def test_a_talk_begins_the_count_anew() -> None:
    calls = (call(0), call(1), call(2, outcome=CallOutcome.REACHED), call(3))

    assert [attempt.local_at.day for attempt in attempts_in_vain(calls, "1")] == [5]


def test_the_parts_of_the_day_still_needed_are_named() -> None:
    assert day_parts_open((call(0),), RULE, HOURS) == (DayPart.AFTERNOON, DayPart.EVENING)
    assert day_parts_open((call(0), call(1, 18)), RULE, HOURS) == ()
    assert day_parts_open((), RULE, HOURS) == tuple(DayPart)


@given(st.lists(st.builds(call, st.integers(0, 60), st.integers(8, 20), st.sampled_from(CallOutcome)), max_size=8))
def test_the_order_in_which_calls_are_told_does_not_matter(calls: list[Attempt]) -> None:
    told = reachability(attempts_in_vain(calls, "1"), None, date(2026, 6, 1), RULE, HOURS)
    turned = reachability(attempts_in_vain(calls[::-1], "1"), None, date(2026, 6, 1), RULE, HOURS)

    assert told == turned
