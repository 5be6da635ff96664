"""Days and instants as the contract writes them, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.schema.wire import Day, Instant

DAY: TypeAdapter[date] = TypeAdapter(Day)
INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
# Not of our time, or numbers, which pydantic by itself takes for seconds.
NEITHER: tuple[object, ...] = (
    *("1899-12-31", "2200-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2018-10-24 15:00:00Z"),
    *("1540339200", 0, 1540339200, 1.5, True, None, []),
)


def test_a_day() -> None:
    assert DAY.validate_python("2018-10-24") == date(2018, 10, 24)


@pytest.mark.parametrize("given", ["2018-02-30", "2018-1-1", "20181024", " 2018-10-24", "٢٠١٨-١٠-٢٤", "", *NEITHER])
def test_no_day(given: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(given)


@pytest.mark.parametrize(
    "given", ["2018-10-24T15:00:00Z", "2018-10-24T10:00:00-05:00", "2018-10-24t15:00z", "2018-10-24T15:00:00.000+00:00"]
)
def test_an_instant(given: str) -> None:
    assert INSTANT.validate_python(given) == datetime(2018, 10, 24, 15, tzinfo=UTC)
    assert INSTANT.dump_json(datetime(2018, 10, 24, 15, tzinfo=UTC)) == b'"2018-10-24T15:00:00Z"'


@pytest.mark.parametrize("given", ["2018-10-24", "2018-10-24T15:00:00", "2018-10-24T25:00:00Z", "", *NEITHER])
def test_no_instant(given: object) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(given)
