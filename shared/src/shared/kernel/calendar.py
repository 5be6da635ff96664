"""Days and spans. Every span includes both its first and its last day."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

ONE_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of the month, or its last day where it is too short; a negative number goes back."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """`start` to `end`, both included; `start <= end`. Raises `ValueError` otherwise."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a span ends on or after its start")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def overlaps(self, other: "Span") -> bool:
        return self.start <= other.end and other.start <= self.end

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def shared_with(self, other: "Span") -> "Span | None":
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start <= end else None


Dated = TypeVar("Dated")


def in_force(entries: Iterable[tuple[date, Dated]], day: date) -> Dated | None:
    """The value of the latest entry that began on or before the day; None when none had begun."""
    begun = [(start, value) for start, value in entries if start <= day]
    return max(begun, key=lambda entry: entry[0])[1] if begun else None
