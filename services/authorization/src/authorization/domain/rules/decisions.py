"""DN and WF: a decision is complete, reasoned, independent, and within what was asked."""

from collections.abc import Iterator

from authorization.domain.decision import DecisionFacts, LineOutcome, Outcome, granted_span
from authorization.domain.policies.policy import ReasonCode
from authorization.domain.request import LineAction, RequestedLine
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import INDEPENDENT_DECISION, LINE_DECISION, NOTICE_CONTENT
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule

DECIDER = "/decided_by"
"""Pointer of a violation that no other body would cure: somebody else must decide."""


@rule(
    id="DN-01",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="Give {code} a reason with a code and a text that the member can understand.",
    citation=NOTICE_CONTENT,
)
def a_refusal_or_reduction_is_reasoned(facts: DecisionFacts) -> Iterator[Violation]:
    lines = facts.request.submission.by_id
    for index, outcome in enumerate(facts.outcomes):
        line = lines.get(outcome.line_id)
        if line is None:
            continue
        refused = outcome.outcome is not Outcome.AUTHORIZED
        pointer = f"/lines/{index}/reasons"
        if refused and not outcome.reasons:
            yield Violation(pointer, expected="at least one reason", actual=[], values={"code": line.key})
        for place, reason in enumerate(outcome.reasons):
            known = facts.policy.reason_code(reason.code)
            if known is None:
                codes = [code.code for code in facts.policy.reason_codes]
                message = "{actual} is not one of the reason codes. Choose one of them for {code}."
                values = {"actual": reason.code, "code": line.key}
                yield Violation(f"{pointer}/{place}/code", codes, reason.code, values, message=message)
            elif refused and known.clinical:
                yield from _clinical(facts, known, f"{pointer}/{place}/code")
            if not reason.text.strip():
                yield Violation(f"{pointer}/{place}/text", expected="a text", values={"code": line.key})


def _clinical(facts: DecisionFacts, reason: ReasonCode, pointer: str) -> Iterator[Violation]:
    roles = sorted(facts.policy.clinician_roles)
    if not facts.decider_is_clinician:
        message = "{reason} is a clinical reason. Route the request to clinical review, or give another reason."
        yield Violation(pointer, roles, sorted(facts.decider.roles), {"reason": reason.code}, message=message)
    elif facts.decider.subject in facts.request.proposers:
        message = "{reason} is a clinical reason, and you proposed it. Release the request to another clinician."
        yield Violation(pointer, "a clinician who is not the proposer", None, {"reason": reason.code}, message=message)


@rule(
    id="WF-04",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{line} is not decided. Decide every line of the request in one decision.",
    citation=INDEPENDENT_DECISION,
)
def an_independent_reviewer_decides_every_line_once(facts: DecisionFacts) -> Iterator[Violation]:
    if facts.decider_had_a_part:
        message = "You belong to the plan's case management agency or had a part in the plan. Release the request."
        yield Violation(DECIDER, expected="somebody who had no part in the plan", message=message)
    asked = {line.line_id: line for line in facts.request.submission.asked}
    seen = set()
    for index, outcome in enumerate(facts.outcomes):
        pointer = f"/lines/{index}/line_id"
        if outcome.line_id not in asked:
            message = "This line was not asked for. Leave it out of the decision."
            yield Violation(pointer, [str(line_id) for line_id in asked], str(outcome.line_id), message=message)
        elif outcome.line_id in seen:
            values = {"line": asked[outcome.line_id].named}
            yield Violation(pointer, "once", "again", values, message="{line} is decided twice. Keep one outcome.")
        seen.add(outcome.line_id)
    for line_id, line in asked.items():
        if line_id not in seen:
            yield Violation("/lines", expected=str(line_id), values={"line": line.named})


@rule(
    id="WF-05",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{line}: {problem}",
    citation=LINE_DECISION,
)
def a_decision_stays_within_what_was_asked(facts: DecisionFacts) -> Iterator[Violation]:
    lines = facts.request.submission.by_id
    for index, outcome in enumerate(facts.outcomes):
        line = lines.get(outcome.line_id)
        if line is None or line.action is LineAction.NONE:
            continue
        match outcome.outcome:
            case Outcome.MODIFIED if line.action is LineAction.END:
                found = _modified_end(facts, line, outcome)
            case Outcome.MODIFIED:
                found = _modified(facts, line, outcome)
            case _:
                found = _as_asked(line, outcome)
        for member, expected, actual, problem in found:
            values = {"line": line.named, "problem": problem}
            yield Violation(f"/lines/{index}/{member}", expected, actual, values)


Problem = tuple[str, object, object, str]


def _modified(facts: DecisionFacts, line: RequestedLine, outcome: LineOutcome) -> Iterator[Problem]:
    span = granted_span(line, outcome)
    asked = line.span.shared_with(facts.request.submission.plan_year)
    if outcome.units is not None and not 0 < outcome.units <= line.units:
        yield "units", line.units, outcome.units, f"grant between 1 and {line.units} units, or refuse the line."
    if span is None:
        yield "end", str(outcome.start or line.span.start), str(outcome.end), "the end comes before the start."
    elif asked is None or not asked.covers(span):
        limits = [str(asked.start), str(asked.end)] if asked else None
        yield "start", limits, [str(span.start), str(span.end)], "stay within the dates asked for and the plan year."
    if line.action is LineAction.CHANGE and outcome.start not in (None, line.span.start):
        yield "start", str(line.span.start), str(outcome.start), "a line that is changed in place keeps its start."
    if span == line.span and (outcome.units or line.units) == line.units:
        yield "outcome", "authorized", "modified", "nothing differs from what was asked. Authorize it as it is."


def _modified_end(facts: DecisionFacts, line: RequestedLine, outcome: LineOutcome) -> Iterator[Problem]:
    """A request to end a service is granted in part by ending it later, within the plan year."""
    last = facts.request.submission.plan_year.end
    for member, value in (("units", outcome.units), ("start", outcome.start)):
        if value is not None:
            yield member, None, str(value), "only the end can differ for a service that ends."
    if outcome.end is None or not line.span.end < outcome.end <= last:
        problem = f"give an end after {line.span.end} and by {last}, or authorize it as asked."
        yield "end", [str(line.span.end), str(last)], str(outcome.end), problem


def _as_asked(line: RequestedLine, outcome: LineOutcome) -> Iterator[Problem]:
    asked = {"units": line.units, "start": line.span.start, "end": line.span.end}
    stated = {"units": outcome.units, "start": outcome.start, "end": outcome.end}
    for member, value in stated.items():
        if value is None:
            continue
        if outcome.outcome is Outcome.NOT_AUTHORIZED:
            yield member, None, str(value), "leave units and dates out of a line that is not authorized."
        elif value != asked[member]:
            yield member, str(asked[member]), str(value), "this differs from what was asked. Use the outcome modified."
