"""Calling hours in the member's zone and what counts as having tried (scenarios 24 and 25)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.contact_rules import CallingHours, Persistence, next_allowed, tried, within_hours

HOURS = CallingHours(first=time(8), last=time(21), noon=time(12), evening=time(17))
WANTED = Persistence(attempts=3, day_parts=2, days=2)
CENTRAL, MOUNTAIN, EASTERN = ZoneInfo("America/Chicago"), ZoneInfo("America/Denver"), ZoneInfo("America/New_York")
HALF_PAST_EIGHT = datetime(2026, 3, 3, 20, 30, tzinfo=CENTRAL)


def test_it_is_the_hour_of_the_member_that_counts() -> None:
    assert within_hours(HALF_PAST_EIGHT, [MOUNTAIN], HOURS)
    assert not within_hours(HALF_PAST_EIGHT, [EASTERN], HOURS)
    assert next_allowed(HALF_PAST_EIGHT, [EASTERN], HOURS) == datetime(2026, 3, 4, 8, tzinfo=EASTERN)


def test_the_first_moment_is_allowed_and_the_last_is_not() -> None:
    assert within_hours(datetime(2026, 3, 3, 8, tzinfo=CENTRAL), [CENTRAL], HOURS)
    assert not within_hours(datetime(2026, 3, 3, 21, tzinfo=CENTRAL), [CENTRAL], HOURS)


def test_an_unknown_zone_is_every_zone_it_may_be() -> None:
    assert not within_hours(HALF_PAST_EIGHT, [MOUNTAIN, EASTERN], HOURS)
    assert next_allowed(HALF_PAST_EIGHT, [MOUNTAIN, EASTERN], HOURS) == datetime(2026, 3, 4, 8, tzinfo=MOUNTAIN)


@given(st.timedeltas(timedelta(), timedelta(days=365)))
def test_the_next_moment_is_allowed_and_not_earlier(later: timedelta) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + later
    found = next_allowed(at, [CENTRAL, EASTERN], HOURS)

    assert found >= at
    assert found - at <= timedelta(days=1)
    assert within_hours(found, [CENTRAL, EASTERN], HOURS)


def test_three_calls_at_the_same_hour_are_one_part_of_the_day() -> None:
    mornings = [datetime(2026, 3, day, 10, tzinfo=CENTRAL) for day in (2, 3, 4)]
    evening = datetime(2026, 3, 5, 18, 30, tzinfo=CENTRAL)

    assert tried(mornings, HOURS).lacks(WANTED) == ("day_parts",)
    assert tried([*mornings, evening], HOURS).lacks(WANTED) == ()
    assert tried([], HOURS).lacks(WANTED) == ("attempts", "day_parts", "days")
