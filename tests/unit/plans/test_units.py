"""Unit mathematics of the domain reference, §2.3, with its vectors, and money by day of service."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain import catalogue
from plans.domain.plan import Frequency, ServiceLine
from plans.domain.totals import line_cost, line_totals
from plans.domain.units import (
    MonthCounting,
    Rounding,
    months,
    per_period_limit,
    plan_year_end,
    split_by_days,
    total_on_weekdays,
    total_units,
)
from shared.kernel.calendar import Span

DAY, WEEK, MONTH, YEAR = Frequency.CALENDAR_DAY, Frequency.WEEK, Frequency.MONTH, Frequency.YEAR
DATES = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def span(start: str, end: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(end))


def days(count: int, start: date = date(2018, 7, 15)) -> Span:
    return Span(start, start + timedelta(days=count - 1))


def a_service_line(code: str, units: int, frequency: Frequency, dates: Span, *modifiers: str) -> ServiceLine:
    return ServiceLine(
        ref="L1",
        service_code=code,
        modifiers=modifiers,
        units=units,
        frequency=frequency,
        start=dates.start,
        end=dates.end,
    )


@pytest.mark.parametrize(
    ("units", "frequency", "dates", "total"),
    [
        (48, WEEK, span("2018-07-15", "2018-11-04"), 775),
        (60, WEEK, span("2018-11-05", "2019-07-14"), 2160),
        (48, WEEK, days(365), 2503),
        (175, YEAR, days(366), 176),
        (175, YEAR, days(365), 175),
        (175, YEAR, span("2018-12-12", "2019-07-14"), 104),
        (1, DAY, days(366), 366),
        (1, DAY, span("2018-12-20", "2018-12-29"), 10),
        (1, MONTH, span("2018-10-17", "2019-07-14"), 10),
        (3, Frequency.ONE_TIME, days(1), 3),
        (1, WEEK, days(1), 1),
    ],
)
def test_vectors(units: int, frequency: Frequency, dates: Span, total: int) -> None:
    assert total_units(units, frequency, dates) == total


@pytest.mark.parametrize(
    ("dates", "touched", "anniversary"),
    [
        (span("2018-10-17", "2019-07-14"), 10, 9),
        (span("2018-10-17", "2019-07-16"), 10, 9),
        (span("2018-10-17", "2019-07-17"), 10, 10),
        (span("2019-01-31", "2019-02-27"), 2, 1),
        (span("2019-01-31", "2019-02-28"), 2, 2),
        (span("2018-10-17", "2018-10-17"), 1, 1),
    ],
)
def test_months_are_touched_or_counted_from_the_first_day(dates: Span, touched: int, anniversary: int) -> None:
    assert months(dates, MonthCounting.TOUCHED) == touched
    assert months(dates, MonthCounting.ANNIVERSARY) == anniversary


def test_days_of_the_week() -> None:
    assert total_on_weekdays(2, {1, 2}, span("2008-01-01", "2008-01-11")) == 8


@pytest.mark.parametrize(("rounding", "total"), [(Rounding.UP, 104), (Rounding.DOWN, 103), (Rounding.NEAREST, 103)])
def test_rounding_is_a_property_of_the_service(rounding: Rounding, total: int) -> None:
    assert total_units(175, YEAR, span("2018-12-12", "2019-07-14"), rounding) == total


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2019-03-01", "2020-02-28"),
        ("2020-02-29", "2021-02-27"),
        ("2020-03-01", "2021-02-28"),
        ("2020-03-02", "2021-03-01"),
        ("2019-04-10", "2020-04-08"),
    ],
)
def test_a_plan_year_ends_364_days_after_it_starts(start: str, end: str) -> None:
    assert plan_year_end(date.fromisoformat(start)) == date.fromisoformat(end)


def test_a_year_quantity_is_split_by_largest_remainder() -> None:
    assert split_by_days(175, [174, 191]) == (83, 92)


def test_lines_that_follow_each_other_share_the_quantity() -> None:
    lines = [
        a_service_line("T1016", 175, YEAR, span("2019-04-10", "2019-09-30")),
        a_service_line("T1016", 175, YEAR, span("2019-10-01", "2020-04-08")),
    ]

    assert line_totals(lines) == [83, 92]


def test_lines_apart_are_counted_by_themselves() -> None:
    lines = [
        a_service_line("T1016", 175, YEAR, span("2019-04-10", "2019-09-30")),
        a_service_line("T1016", 175, YEAR, span("2019-10-02", "2020-04-08")),
    ]

    assert line_totals(lines) == [84, 92]


@pytest.mark.parametrize(
    ("code", "units", "dates", "cost"),
    [
        ("T1019", 775, span("2018-07-15", "2018-11-04"), "3138.75"),
        ("T1019", 2160, span("2018-11-05", "2019-07-14"), "8748.00"),
        ("T1019", 10, span("2018-06-30", "2018-07-01"), None),
        ("UB120", 10, span("2018-12-20", "2018-12-29"), None),
        ("S5125", 100, span("2022-09-30", "2022-10-01"), "393.50"),
        ("S5125", 3, span("2022-09-30", "2022-10-01"), "11.29"),
        ("S5125", 7, span("2022-10-01", "2022-10-07"), "31.15"),
    ],
)
def test_cost_is_by_the_rate_of_the_day(code: str, units: int, dates: Span, cost: str | None) -> None:
    line = a_service_line(code, units, WEEK, dates)

    assert line_cost(line, units, catalogue.find(code)) == (None if cost is None else Decimal(cost))


def test_a_limit_per_day_holds_for_every_frequency() -> None:
    assert per_period_limit(32, DAY, WEEK) == 224
    assert per_period_limit(5, YEAR, YEAR) == 5
    assert per_period_limit(5, YEAR, WEEK) is None


@given(st.integers(0, 5000), st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_a_split_conserves_the_total_and_is_fair(total: int, parts: list[int]) -> None:
    shares = split_by_days(total, parts)

    assert sum(shares) == total
    for share, part in zip(shares, parts, strict=True):
        assert share >= 0
        assert abs(share * sum(parts) - total * part) < sum(parts)


@given(st.integers(1, 2000), st.sampled_from([DAY, WEEK, MONTH, YEAR]), DATES, st.integers(1, 366))
def test_totals_are_never_less_than_the_days_ask_and_never_a_unit_more(
    units: int, frequency: Frequency, start: date, count: int
) -> None:
    total = total_units(units, frequency, days(count, start))

    assert total > 0
    if frequency is WEEK:
        assert 0 <= total * 7 - units * count < 7
    if frequency is YEAR and count <= 365:
        assert total <= units


@given(st.integers(1, 400), DATES, st.integers(1, 364))
def test_a_year_split_anywhere_sums_to_its_quantity(units: int, start: date, first_days: int) -> None:
    end = plan_year_end(start)
    boundary = start + timedelta(days=first_days)
    lines = [
        a_service_line("T1016", units, YEAR, Span(start, boundary - timedelta(days=1))),
        a_service_line("T1016", units, YEAR, Span(boundary, end)),
    ]

    assert sum(total or 0 for total in line_totals(lines)) == units


@given(st.sets(st.integers(0, 6)), DATES, st.integers(1, 60))
def test_days_of_the_week_are_counted_as_by_hand(weekdays: set[int], start: date, count: int) -> None:
    by_hand = sum((start + timedelta(days=offset)).weekday() in weekdays for offset in range(count))

    assert total_on_weekdays(1, weekdays, days(count, start)) == by_hand
