"""How many units a line asks for. Every day count includes both ends; every result is a whole number."""

import calendar
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from plans.domain.plan import Frequency
from shared.kernel.calendar import Span

DAYS_OF_A_PLAN_YEAR = 365
DAYS_OF_A_WEEK = 7
MONTHS_OF_A_YEAR = 12
PERIOD_DAYS = {Frequency.CALENDAR_DAY: 1, Frequency.WEEK: DAYS_OF_A_WEEK, Frequency.YEAR: DAYS_OF_A_PLAN_YEAR}


class Rounding(StrEnum):
    """What happens to a part of a unit."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"


class MonthCounting(StrEnum):
    """`touched`: every calendar month with a day of the line; `anniversary`: months counted from the first day."""

    TOUCHED = "touched"
    ANNIVERSARY = "anniversary"


def plan_year_end(start: date) -> date:
    """The last day of a plan year, leap day or not: 365 days with both ends."""
    return start + timedelta(days=DAYS_OF_A_PLAN_YEAR - 1)


def total_units(
    units: int,
    frequency: Frequency,
    span: Span,
    rounding: Rounding = Rounding.UP,
    month_counting: MonthCounting = MonthCounting.TOUCHED,
) -> int:
    """Units over the whole span. A year's quantity is reached, never passed, within 365 days."""
    if frequency is Frequency.ONE_TIME:
        return units
    if frequency is Frequency.MONTH:
        return units * months(span, month_counting)
    return _divided(units * span.days, PERIOD_DAYS[frequency], rounding)


def total_on_weekdays(units: int, weekdays: Collection[int], span: Span) -> int:
    """Units on each of the named weekdays, Monday being 0."""
    whole_weeks, rest = divmod(span.days, DAYS_OF_A_WEEK)
    first = span.start.weekday()
    wanted = set(weekdays)
    in_rest = sum((first + offset) % DAYS_OF_A_WEEK in wanted for offset in range(rest))
    return units * (whole_weeks * len(wanted) + in_rest)


def months(span: Span, counting: MonthCounting) -> int:
    between = (span.end.year - span.start.year) * MONTHS_OF_A_YEAR + span.end.month - span.start.month
    if counting is MonthCounting.TOUCHED:
        return between + 1
    last_month_length = calendar.monthrange(span.end.year, span.end.month)[1]
    return between + 1 if span.end.day >= min(span.start.day, last_month_length) else between


def units_per_day(units: int | None, frequency: Frequency | None) -> Fraction | None:
    """The average, for comparing amounts; None for what is delivered once or cannot be counted."""
    if units is None or units < 1 or frequency is None or frequency is Frequency.ONE_TIME:
        return None
    if frequency is Frequency.MONTH:
        return Fraction(units * MONTHS_OF_A_YEAR, DAYS_OF_A_PLAN_YEAR)
    return Fraction(units, PERIOD_DAYS[frequency])


def split_by_days(total: int, days: Sequence[int]) -> tuple[int, ...]:
    """Share a total among parts in proportion to their days, by largest remainder: the parts sum to the total."""
    all_days = sum(days)
    if all_days == 0:
        raise ValueError("there are no days to share the units among")
    shares = [divmod(total * part, all_days) for part in days]
    parts = [whole for whole, _ in shares]
    by_remainder = sorted(range(len(days)), key=lambda place: (-shares[place][1], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def split_at_boundaries(total: int, days: Sequence[int]) -> tuple[int, ...]:
    """As `split_by_days` for two parts; of more, a cut leaves the parts before it as they were."""
    all_days, passed, given = sum(days), 0, 0
    parts = []
    for part in days:
        passed += part
        so_far = (2 * total * passed + all_days) // (2 * all_days)
        parts.append(so_far - given)
        given = so_far
    return tuple(parts)


def per_period_limit(limit: int, per: Frequency, frequency: Frequency) -> int | None:
    """The most units one period of a frequency can hold under a limit per day, week or year; None if it sets none."""
    if per is frequency:
        return limit
    length, limited = _LONGEST_PERIOD.get(frequency), _LONGEST_PERIOD.get(per)
    if length is None or limited is None or limited > length:
        return None
    return limit * -(-length // limited)


_LONGEST_PERIOD = {Frequency.CALENDAR_DAY: 1, Frequency.WEEK: 7, Frequency.MONTH: 31, Frequency.YEAR: 365}


def _divided(numerator: int, denominator: int, rounding: Rounding) -> int:
    if rounding is Rounding.UP:
        return -(-numerator // denominator)
    if rounding is Rounding.DOWN:
        return numerator // denominator
    return (2 * numerator + denominator) // (2 * denominator)
