"""Spans side by side: how far they reach together, and the days that stays leave."""

from collections.abc import Iterable

from shared.kernel.calendar import ONE_DAY, Span


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order, with neighbours and overlaps made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if found and span.start.toordinal() <= found[-1].end.toordinal() + 1:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def served(line: Span, stays: Iterable[Span]) -> list[Span]:
    """The days of a line that no stay takes: it is suspended on the first day of a stay and resumes after the last."""
    left, start = [], line.start
    for stay in joined(stays):
        if stay.end < start or stay.start > line.end:
            continue
        if stay.start > start:
            left.append(Span(start, stay.start - ONE_DAY))
        if stay.end >= line.end:
            return left
        start = stay.end + ONE_DAY
    return [*left, Span(start, line.end)]
