"""The vectors of the domain page §2.3 that a decision can need."""

from datetime import date

import pytest

from authorization.domain.request import Frequency
from authorization.domain.units import total_units
from shared.kernel.calendar import Span


@pytest.mark.parametrize(
    ("units", "frequency", "start", "end", "total"),
    [
        (48, "week", date(2018, 7, 15), date(2018, 11, 4), 775),
        (60, "week", date(2018, 11, 5), date(2019, 7, 14), 2160),
        (48, "week", date(2018, 7, 15), date(2019, 7, 14), 2503),
        (1, "calendar_day", date(2018, 12, 20), date(2018, 12, 29), 10),
        (1, "month", date(2018, 10, 17), date(2019, 7, 14), 10),
        (175, "year", date(2018, 12, 12), date(2019, 7, 14), 104),
        (175, "year", date(2019, 4, 10), date(2020, 4, 9), 175),
        (3, "one_time", date(2018, 12, 20), date(2018, 12, 20), 3),
    ],
)
def test_vectors(units: int, frequency: str, start: date, end: date, total: int) -> None:
    assert total_units(units, Frequency(frequency), Span(start, end)) == total
