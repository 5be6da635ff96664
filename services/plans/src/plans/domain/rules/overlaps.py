"""Overlaps: a service is planned once for a day, and services that shut each other out are not mixed."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from plans.domain.plan import EndReason, ServiceLine
from plans.domain.policies import ExclusivePair
from plans.domain.proposal import LIVE, Proposal, ProposedLine
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.calendar import ONE_DAY, Span
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="OV-01",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} is planned twice from {start} to {end}. Start this line on {next} or later, "
    "or end the other one before it.",
    citation=reference(
        "§4.3, OV-01",
        "A service with its modifiers is planned once for a day; a transfer of case management may share one.",
    ),
)
def a_service_is_planned_once_for_a_day(proposal: Proposal) -> Iterator[Violation]:
    alike: dict[tuple[str, ...], list[tuple[date, int, ProposedLine]]] = {}
    for judged in proposal.lines:
        if judged.is_live and judged.span is not None:
            alike.setdefault(_service(judged.line), []).append((judged.span.start, judged.index, judged))
    for lines in alike.values():
        if len(lines) > 1:
            lines.sort(key=lambda entry: entry[:2])
            yield from _overlaps(proposal, [judged for *_, judged in lines])
    elsewhere = _spans_in_other_plans(proposal)
    for service, lines in alike.items():
        starts, longest = elsewhere.get(service, ([], []))
        for *_, judged in lines:
            if judged.span is None or judged.before == judged.line:
                continue
            begun = bisect_right(starts, judged.span.end)
            other = longest[begun - 1] if begun else None
            if other and (shared := other.shared_with(judged.span)):
                yield _planned_twice(judged, shared, other.end)


def _spans_in_other_plans(proposal: Proposal) -> dict[tuple[str, ...], tuple[list[date], list[Span]]]:
    """By service: starts in order, and beside each start the span that ends last of those begun by then."""
    spans: dict[tuple[str, ...], list[Span]] = {}
    for other in proposal.other_plans or ():
        for line in other.lines or ():
            if line.status in LIVE and (span := line.span):
                spans.setdefault(_service(line), []).append(span)
    found = {}
    for service, unsorted in spans.items():
        ordered = sorted(unsorted, key=lambda span: span.start)
        longest = list(accumulate(ordered, _last_to_end))
        found[service] = ([span.start for span in ordered], longest)
    return found


def _last_to_end(one: Span, other: Span) -> Span:
    return one if one.end >= other.end else other


def _service(line: ServiceLine) -> tuple[str, ...]:
    return (line.service_code, *sorted(line.modifiers))


def _overlaps(proposal: Proposal, lines: list[ProposedLine]) -> Iterator[Violation]:
    """Lines of one service in order of their start, each beside the one before it that ends last."""
    longest = lines[0]
    for judged in lines[1:]:
        if judged.span is None or longest.span is None:
            continue
        shared = longest.span.shared_with(judged.span)
        if shared and not _is_transfer_day(proposal, longest, judged, shared):
            yield _planned_twice(judged, shared, longest.span.end)
        if judged.span.end > longest.span.end:
            longest = judged


def _planned_twice(judged: ProposedLine, shared: Span, until: date) -> Violation:
    values = {"code": judged.line.key, "start": shared.start, "end": shared.end, "next": until + ONE_DAY}
    start = judged.line.start.isoformat() if judged.line.start else None
    return Violation(f"{judged.pointer}/start", (until + ONE_DAY).isoformat(), start, values)


def _is_transfer_day(proposal: Proposal, earlier: ProposedLine, later: ProposedLine, shared: Span) -> bool:
    return (
        earlier.line.service_code == later.line.service_code == proposal.policy.case_management_code
        and earlier.reason is EndReason.TRANSFER
        and shared.days <= proposal.policy.shared_days_of_case_management_transfer
        and shared.end == earlier.line.end
        and shared.start == later.line.start
    )


@rule(
    id="OV-02",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="{code} and {other} cannot both run from {start} to {end}: {because}. "
    "End one of them before the other starts.",
    citation=reference(
        "§4.3, OV-02",
        "Assisted living excludes care, respite and meals at home; agency care excludes CD-PASS; "
        "one assisted living tier and one case management agency at a time.",
    ),
)
def exclusive_services_do_not_run_together(proposal: Proposal) -> Iterator[Violation | Missing]:
    live = [(judged.line.key, judged) for judged in proposal.lines if judged.is_live and judged.span]
    for pair in proposal.policy.exclusive_pairs:
        ones = [judged for key, judged in live if key in pair.one]
        others = [judged for key, judged in live if key in pair.other] if ones else []
        for one in ones:
            for other in others:
                if pair.different_providers_only and other.index <= one.index:
                    continue
                found = list(_not_together(proposal, pair, one, other))
                yield from found
                if found:
                    break


def _not_together(
    proposal: Proposal, pair: ExclusivePair, one: ProposedLine, other: ProposedLine
) -> Iterator[Violation | Missing]:
    if one.span is None or other.span is None:
        return
    shared = one.span.shared_with(other.span)
    if shared is None:
        return
    if pair.different_providers_only:
        unknown = tuple(f"{side.member}/provider" for side in (one, other) if side.line.provider is None)
        if unknown:
            yield Missing(unknown)
            return
        earlier, later = (one, other) if one.span.start <= other.span.start else (other, one)
        if one.line.provider == other.line.provider or _is_transfer_day(proposal, earlier, later, shared):
            return
    judged, beside = (one, other) if _comes_second(one, other) else (other, one)
    values = {
        "code": judged.line.key,
        "other": beside.line.key,
        "start": shared.start,
        "end": shared.end,
        "because": pair.because,
    }
    free = (shared.start - timedelta(days=1)).isoformat()
    yield Violation(judged.pointer, f"{beside.line.key} ended by {free}", judged.line.key, values)


def _comes_second(one: ProposedLine, other: ProposedLine) -> bool:
    """The line that is asked for is the one to correct; of two alike, the later one in the plan."""
    if one.is_requested is not other.is_requested:
        return one.is_requested
    return one.index > other.index
