"""Business days leave out weekends and the holidays of the office."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.business_days import business_days_after, is_business_day
from shared.runtime.office_days import holidays_of

MISSOURI = holidays_of("US", "MO")


def test_a_weekend_and_a_holiday_do_not_count() -> None:
    friday_before_labor_day = date(2026, 9, 4)
    assert business_days_after(friday_before_labor_day, 1, MISSOURI) == date(2026, 9, 8)


def test_a_holiday_of_another_state_is_a_business_day() -> None:
    truman_day = date(2026, 5, 8)
    assert not is_business_day(truman_day, MISSOURI)
    assert is_business_day(truman_day, holidays_of("US", "KS"))


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 30))
def test_between_there_are_as_many_business_days(day: date, count: int) -> None:
    last = business_days_after(day, count, MISSOURI)
    between = [day + timedelta(days=number + 1) for number in range((last - day).days)]
    assert sum(is_business_day(each, MISSOURI) for each in between) == count
    assert not between or is_business_day(last, MISSOURI)
