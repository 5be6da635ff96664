"""What a line that was changed in place comes to again, when an appeal restores it or the cut comes after all."""

from dataclasses import dataclass
from datetime import date

from authorization.domain.request import Frequency
from authorization.domain.units import total_units
from shared.kernel.calendar import ONE_DAY, Span

WHOLE_QUANTITIES = frozenset({Frequency.YEAR, Frequency.ONE_TIME})
"""Their total is one quantity, wherever in its time it is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a line is authorized for; `total` counts over the span."""

    units: int
    frequency: Frequency
    span: Span
    total: int


def total_restored(before: Terms, used: int) -> int:
    """The total of before; what was used since stays used."""
    return max(before.total, used)


def total_cut_after_all(cut: Terms, continued: Terms, used: int, today: date) -> int:
    """What the cut leaves: up to today the service ran as continued, from tomorrow on as it was cut.

    A quantity of the whole year is that of the cut. What was used stays used, also where that is more.
    """
    if cut.frequency in WHOLE_QUANTITIES or today < cut.span.start:
        return max(cut.total, used)
    ran = Span(cut.span.start, min(today, cut.span.end))
    total = total_units(continued.units, continued.frequency, ran)
    if today < cut.span.end:
        total += total_units(cut.units, cut.frequency, Span(today + ONE_DAY, cut.span.end))
    return max(total, used)
