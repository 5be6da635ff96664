"""When somebody may be called: the hours of the place where they live, and how often was tried."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class DayPart(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class CallingHours:
    """From `first` (included) to `last` (not included), local time; `noon` and `evening` part the day."""

    first: time
    last: time
    noon: time
    evening: time


@dataclass(frozen=True, slots=True)
class Persistence:
    """How often must have been tried before somebody counts as not reachable."""

    attempts: int
    day_parts: int
    days: int


@dataclass(frozen=True, slots=True)
class Tried:
    attempts: int
    day_parts: int
    days: int

    def lacks(self, wanted: Persistence) -> tuple[str, ...]:
        """What is still missing, by name: `attempts`, `day_parts`, `days`."""
        return tuple(name for name in ("attempts", "day_parts", "days") if getattr(self, name) < getattr(wanted, name))


def within_hours(at: datetime, zones: Sequence[ZoneInfo], hours: CallingHours) -> bool:
    """Whether it is calling time in every zone; several zones stand for one that is not known."""
    return all(hours.first <= at.astimezone(zone).time() < hours.last for zone in zones)


def next_allowed(at: datetime, zones: Sequence[ZoneInfo], hours: CallingHours) -> datetime:
    """`at` itself when it is calling time, else the next moment that is, in the zone of `at`.

    Raises `ValueError` when the zones lie so far apart that no hour suits them all.
    """
    if within_hours(at, zones, hours):
        return at
    candidates = sorted(
        opening
        for zone in zones
        for days in range(3)
        if (opening := _opening(at, zone, days, hours)) > at and within_hours(opening, zones, hours)
    )
    if not candidates:
        raise ValueError("no hour suits all of these time zones")
    return candidates[0].astimezone(at.tzinfo)


def _opening(at: datetime, zone: ZoneInfo, days: int, hours: CallingHours) -> datetime:
    day = at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, hours.first, zone)


def day_part(local: datetime, hours: CallingHours) -> DayPart:
    if local.time() < hours.noon:
        return DayPart.MORNING
    return DayPart.AFTERNOON if local.time() < hours.evening else DayPart.EVENING


def tried(local_times: Iterable[datetime], hours: CallingHours) -> Tried:
    """Attempts in the local time of whoever was called."""
    times = list(local_times)
    days: set[date] = {at.date() for at in times}
    return Tried(len(times), len({day_part(at, hours) for at in times}), len(days))
