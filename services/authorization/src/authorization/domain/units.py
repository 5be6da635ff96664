"""How many units a line comes to over its span."""

from authorization.domain.request import Frequency
from shared.kernel.calendar import Span

DAYS_OF_A_WEEK = 7
DAYS_OF_A_PLAN_YEAR = 365


def total_units(units: int, frequency: Frequency, span: Span) -> int:
    """Parts of a week or year are rounded up; a month counts as soon as it is touched; a year never exceeds itself."""
    match frequency:
        case Frequency.CALENDAR_DAY:
            return units * span.days
        case Frequency.WEEK:
            return -(-units * span.days // DAYS_OF_A_WEEK)
        case Frequency.MONTH:
            years = span.end.year - span.start.year
            return units * (years * 12 + span.end.month - span.start.month + 1)
        case Frequency.YEAR:
            return min(units, -(-units * span.days // DAYS_OF_A_PLAN_YEAR))
        case Frequency.ONE_TIME:
            return units


def most_units_a_year(total: int, span: Span) -> int:
    """The largest quantity of a plan year that comes to no more than this total over the span."""
    return total * DAYS_OF_A_PLAN_YEAR // min(span.days, DAYS_OF_A_PLAN_YEAR)
