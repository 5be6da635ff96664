"""PR: priority is judged per line. A missing note denies the priority, never the service."""

from collections.abc import Iterator

from authorization.domain.priority import PriorityFacts, PriorityOutcome, PriorityReviewFacts
from authorization.domain.request import JustificationNote
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import NO_NOTE_NO_PRIORITY, PRIORITY_BY_NOTE, PRIORITY_CRITERIA
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="PR-01",
    stage=Stage.RECEIPT,
    severity=Severity.INFO,
    message="Priority denied for {code}: there is no complete justification note. "
    "The line goes on as standard and keeps its receipt time.",
    citation=NO_NOTE_NO_PRIORITY,
)
def a_priority_is_justified_by_a_note(facts: PriorityFacts) -> Iterator[Violation]:
    for index, line in facts.asked:
        if facts.denied(line):
            yield Violation(
                f"/lines/{index}",
                expected="a complete priority_justification note",
                actual=None,
                values={"code": line.key},
            )


@rule(
    id="PR-02",
    stage=Stage.RECEIPT,
    severity=Severity.INFO,
    message="No note needed for {code}; sent to priority review.",
    citation=NO_NOTE_NO_PRIORITY,
)
def an_exempt_service_needs_no_note(facts: PriorityFacts) -> Iterator[Violation]:
    for index, line in facts.asked:
        if facts.exempt(line):
            yield Violation(f"/lines/{index}", values={"code": line.key})


@rule(
    id="PR-03",
    stage=Stage.RECEIPT,
    severity=Severity.WARNING,
    message="The justification {lack}. Say what harm delay causes, for which service and in which plan year.",
    citation=PRIORITY_BY_NOTE,
)
def a_justification_says_what_delay_would_do(facts: PriorityFacts) -> Iterator[Violation]:
    in_need = [line for _, line in facts.asked if not facts.exempt(line)]
    texts = _latest_first(facts.submission.justifications)
    if not in_need or not texts:
        return
    text = texts[0]
    shortest = facts.policy.shortest_justification
    if len(text) < shortest:
        lack = f"is shorter than {shortest} characters"
        yield Violation("/notes", expected=shortest, actual=len(text), values={"lack": lack})
    if text in texts[1:]:
        yield Violation("/notes", values={"lack": "repeats an earlier note word for word"})
    year = str(facts.submission.plan_year.start.year)
    if year not in text:
        yield Violation("/notes", expected=year, values={"lack": "does not name the plan year"})
    unnamed = sorted({line.service_code for line in in_need if line.service_code not in text})
    if unnamed:
        yield Violation("/notes", expected=unnamed, values={"lack": f"does not name {', '.join(unnamed)}"})


def _latest_first(notes: tuple[JustificationNote, ...]) -> list[str]:
    dated = sorted(notes, key=lambda note: str(note.written_on or ""), reverse=True)
    return [note.text.strip() for note in dated if note.text.strip()]


@rule(
    id="PR-04",
    stage=Stage.PRIORITY_REVIEW,
    severity=Severity.INFO,
    message="Priority criteria not met for {code}: {reason}",
    citation=PRIORITY_CRITERIA,
)
def a_priority_meets_the_criteria(facts: PriorityReviewFacts) -> Iterator[Violation]:
    if facts.outcome is PriorityOutcome.REJECTED:
        for index, line in facts.lines:
            yield Violation(f"/lines/{index}", values={"code": line.key, "reason": facts.reason})


@rule(
    id="PR-06",
    stage=Stage.RECEIPT,
    severity=Severity.INFO,
    message="Priority kept for {kept}; standard for {denied}.",
    citation=NO_NOTE_NO_PRIORITY,
)
def a_mixed_request_is_judged_line_by_line(facts: PriorityFacts) -> Iterator[Violation]:
    kept = [line.key for _, line in facts.asked if facts.exempt(line)]
    denied = [line.key for _, line in facts.asked if facts.denied(line)]
    if kept and denied:
        values = {"kept": ", ".join(dict.fromkeys(kept)), "denied": ", ".join(dict.fromkeys(denied))}
        yield Violation("/lines", expected=kept, actual=denied, values=values)
