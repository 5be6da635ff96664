"""Beside the plan: services that others pay, stays as an inpatient, requests that are open already."""

from collections.abc import Iterator

from plans.domain.circumstances import Payer
from plans.domain.plan import ServiceLine
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.sources import reference
from plans.domain.spans import joined, served
from plans.domain.stage import Stage
from shared.kernel.calendar import ONE_DAY, Span
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule

NAMES = {Payer.STATE_PLAN: "the State Plan", Payer.MEDICARE: "Medicare"}


@rule(
    id="OV-03",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="{payer} meets the need for {code} from {start} to {end}. "
    "Use that service first; shorten this line, or say in a plan note that names {code} what it adds.",
    citation=reference("§4.3, OV-03 [14]", "The waiver pays what the State Plan and Medicare do not."),
)
def other_payers_come_first(proposal: Proposal) -> Iterator[Violation]:
    if proposal.member is None or not proposal.member.state_plan_services:
        return
    for judged in proposal.lines:
        if not judged.is_requested or judged.span is None:
            continue
        for other in proposal.member.state_plan_services:
            shared = other.span.shared_with(judged.span)
            if shared is None or other.service_code not in (judged.line.service_code, judged.line.key):
                continue
            if proposal.has_plan_note_about(judged.line.service_code):
                continue
            values = {"payer": NAMES[other.payer], "code": judged.line.key, "start": shared.start, "end": shared.end}
            free = f"no day from {shared.start} to {shared.end}"
            yield Violation(judged.pointer, free, other.payer.value, values)
            break


@rule(
    id="OV-04",
    stage=(Stage.SUBMIT, Stage.PERIODIC),
    severity=Severity.ERROR,
    message="{code} would begin on {start}, while the member is an inpatient. {what}.",
    citation=reference(
        "§4.3, OV-04 [17]",
        "No waiver service runs during an inpatient stay but case management for the transition and UB120: "
        "lines are suspended on admission and resume after discharge.",
    ),
)
def services_pause_during_a_stay(proposal: Proposal) -> Iterator[Violation]:
    if proposal.member is None or not proposal.member.stays:
        return
    stays = joined(stay.span for stay in proposal.member.stays)
    for judged in proposal.lines:
        span = judged.span
        if span is None or not judged.is_live:
            continue
        if judged.line.service_code in proposal.policy.codes_during_a_stay:
            continue
        if judged.is_requested and any(stay.start <= span.start <= stay.end for stay in stays):
            yield _begins_in_a_stay(proposal, judged, span, stays)
        else:
            yield from _suspended(judged, span, stays)


def _begins_in_a_stay(proposal: Proposal, judged: ProposedLine, span: Span, stays: list[Span]) -> Violation:
    left = served(span, stays)
    start = left[0].start.isoformat() if left else None
    what = f"Start it on {start}, after the discharge" if start else "Wait for the discharge, then ask for it again"
    values = {"code": judged.line.key, "start": span.start, "what": what}
    return Violation(f"{judged.pointer}/start", start, span.start.isoformat(), values)


def _suspended(judged: ProposedLine, span: Span, stays: list[Span]) -> Iterator[Violation]:
    """What the office does by itself, told for every stay."""
    for stay in stays:
        lost = stay.shared_with(span)
        if lost is None:
            continue
        resumes = lost.end + ONE_DAY if lost.end < span.end else None
        then = "resumes on {resumes}" if resumes else "does not resume"
        yield Violation(
            judged.pointer,
            resumes.isoformat() if resumes else None,
            [lost.start.isoformat(), lost.end.isoformat()],
            {"code": judged.line.key, "start": lost.start, "end": lost.end, "resumes": resumes},
            severity=Severity.INFO,
            message="{code} is suspended from {start} to {end}, while the member is an inpatient, and " + then + ".",
        )


@rule(
    id="OV-05",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="Request {ref} asks for exactly the same and is still open. Wait for its decision; do not ask twice.",
    citation=reference("§4.3, OV-05", "What is asked for already is not asked for again."),
)
def a_request_is_made_once(proposal: Proposal) -> Iterator[Violation]:
    if not proposal.open_requests:
        return
    wanted = {_content(judged.asked) for judged in proposal.lines if judged.is_requested}
    for index, request in enumerate(proposal.open_requests):
        if wanted and wanted == {_content(line) for line in request.lines}:
            yield Violation(f"/open_requests/{index}", None, request.ref, {"ref": request.ref})


def _content(line: ServiceLine) -> tuple[object, ...]:
    return (line.key, line.provider, line.units, line.frequency, line.start, line.end)
