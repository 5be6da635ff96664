"""Totals and costs of the lines of one plan, by catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from plans.domain import catalogue
from plans.domain.catalogue import Service
from plans.domain.plan import Frequency, LineStatus, ServiceLine
from plans.domain.units import MonthCounting, Rounding, split_at_boundaries, split_by_days, total_units
from shared.kernel.calendar import ONE_DAY

CENT = Decimal("0.01")


def line_total(line: ServiceLine, service: Service | None = None) -> int | None:
    """Units of one line by itself; None where its units, frequency or dates cannot be counted."""
    span = line.span
    if span is None or line.frequency is None or line.units is None or line.units < 1:
        return None
    rounding = service.rounding if service else Rounding.UP
    month_counting = service.month_counting if service else MonthCounting.TOUCHED
    return total_units(line.units, line.frequency, span, rounding, month_counting)


def line_totals(lines: Sequence[ServiceLine]) -> list[int | None]:
    """The total of every line, in order. A year quantity, or a line at a new rate, keeps its total when it is split."""
    totals = [line_total(line, catalogue.find(line.service_code, line.modifiers)) for line in lines]
    for places in _split_lines(lines, totals):
        spans = [span for place in places if (span := lines[place].span) is not None]
        first = lines[places[0]]
        joined = replace(first, start=spans[0].start, end=spans[-1].end)
        whole = line_total(joined, catalogue.find(first.service_code, first.modifiers)) or 0
        share_out = split_at_boundaries if any(lines[place].rate_from for place in places) else split_by_days
        for place, share in zip(places, share_out(whole, [span.days for span in spans]), strict=True):
            totals[place] = share
    return totals


def line_cost(line: ServiceLine, units: int | None, service: Service | None) -> Decimal | None:
    """Dollars at the rate of each day of service; None without units or without a rate for every day."""
    span = line.span
    if units is None or span is None or service is None or not service.rates:
        return None
    rates = sorted(service.rates, key=lambda rate: rate.start)
    if rates[0].start > span.start:
        return None
    begun = [rate for rate in rates if rate.start <= span.start][-1:]
    later = [rate for rate in rates if span.start < rate.start <= span.end]
    if not later:
        return (units * begun[0].amount).quantize(CENT)
    starts = [span.start, *(rate.start for rate in later)]
    ends = [*(start - ONE_DAY for start in starts[1:]), span.end]
    days = [(end - start).days + 1 for start, end in zip(starts, ends, strict=True)]
    shares = split_by_days(units, days)
    cost = sum((share * rate.amount for share, rate in zip(shares, [*begun, *later], strict=True)), Decimal())
    return cost.quantize(CENT)


def _split_lines(lines: Sequence[ServiceLine], totals: Iterable[int | None]) -> list[list[int]]:
    """Runs of lines that follow each other day by day and differ in nothing but their dates.

    Any year lines, and lines of which each but the first begins with a new rate.
    """
    alike: dict[tuple[object, ...], list[tuple[date, int]]] = {}
    for place, (line, total) in enumerate(zip(lines, totals, strict=True)):
        if line.frequency is Frequency.ONE_TIME or total is None or line.start is None:
            continue
        if line.status is not LineStatus.NOT_AUTHORIZED:
            key = (line.service_code, line.modifiers, line.provider, line.units, line.frequency)
            alike.setdefault(key, []).append((line.start, place))
    runs: list[list[int]] = []
    for members in alike.values():
        if len(members) < 2:
            continue
        members.sort()
        run = [members[0][1]]
        for start, place in members[1:]:
            end = lines[run[-1]].end
            goes_on = lines[place].frequency is Frequency.YEAR or lines[place].rate_from == start
            if goes_on and end is not None and start == end + ONE_DAY:
                run.append(place)
            else:
                runs.append(run)
                run = [place]
        runs.append(run)
    return [run for run in runs if len(run) > 1]
