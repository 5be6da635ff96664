"""Months on the calendar: the same day, or the last one where the month is too short."""

from datetime import date

import pytest

from shared.kernel.calendar import months_after


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 10), -6, date(2025, 7, 10)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
    ],
)
def test_months_after_a_day(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
