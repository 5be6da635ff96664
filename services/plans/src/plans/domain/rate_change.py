"""A change of rate within a plan year: a line is split at the boundary and its units are conserved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.domain import catalogue
from plans.domain.plan import Frequency, ServiceLine
from plans.domain.totals import CENT, line_total
from plans.domain.units import split_by_days
from shared.kernel.calendar import ONE_DAY, Span


@dataclass(frozen=True, slots=True)
class RatedPart:
    """Units of a line over `span`, and their cost at the rate of those days."""

    span: Span
    units: int
    cost: Decimal


def split_at_rate_change(
    line: ServiceLine, starts: date, old_rate: Decimal, new_rate: Decimal
) -> tuple[RatedPart, ...] | None:
    """Two parts, before `starts` and from then on; one part where the boundary is outside the line.

    The parts sum to the units of the whole line, shared by days with the largest remainder. What is delivered once is
    not divided: it keeps the rate of its first day. None where the units of the line cannot be counted.
    """
    span = line.span
    whole = line.total
    if whole is None:
        whole = line_total(line, catalogue.find(line.service_code, line.modifiers))
    if span is None or whole is None:
        return None
    if line.frequency is Frequency.ONE_TIME or not span.start < starts <= span.end:
        rate = new_rate if span.start >= starts else old_rate
        return (RatedPart(span, whole, (whole * rate).quantize(CENT)),)
    spans = (Span(span.start, starts - ONE_DAY), Span(starts, span.end))
    shares = split_by_days(whole, [part.days for part in spans])
    return tuple(
        RatedPart(part, share, (share * rate).quantize(CENT))
        for part, share, rate in zip(spans, shares, (old_rate, new_rate), strict=True)
    )
