"""Days on which the office works: which ones they are comes in as a question."""

from collections.abc import Callable
from datetime import date, timedelta

Closed = Callable[[date], bool]


def is_business_day(day: date, holiday: Closed) -> bool:
    return day.isoweekday() <= 5 and not holiday(day)


def business_days_after(day: date, count: int, holiday: Closed) -> date:
    """The last of `count` business days after `day`; `day` itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day, holiday)
    return day
