"""Priority: a missing justification denies the priority of a line, never the service."""

from collections.abc import Iterator

from plans.domain.plan import Note, NoteType
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.sources import CORRESPONDING_DOCUMENTS, update
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

LACK_OF_A_NOTE = "Lack of a note will be automatic denial of priority processing (except UB120, AL or CD-PASS)."
STATING = "All Priorities should be requested by adding a Plan Note stating the justification of priority processing."


def priority_of_lines(proposal: Proposal) -> tuple[list[ProposedLine], list[ProposedLine]]:
    """The requested lines that keep the priority asked for, and those that lose it; both empty without a request."""
    if not proposal.priority:
        return [], []
    is_justified = bool(_justifications(proposal))
    granted: list[ProposedLine] = []
    denied: list[ProposedLine] = []
    for judged in proposal.lines:
        if judged.is_requested:
            (granted if is_justified or _is_exempt(proposal, judged) else denied).append(judged)
    return granted, denied


@rule(
    id="PR-01",
    stage=Stage.SUBMIT,
    severity=Severity.INFO,
    message="Priority for {code} is denied: there is no complete justification note. "
    "The request goes on in the standard queue with its receipt time; add the note to ask for priority again.",
    citation=update(CORRESPONDING_DOCUMENTS, LACK_OF_A_NOTE),
)
def priority_is_justified_by_a_note(proposal: Proposal) -> Iterator[Violation | Missing]:
    yield from _unless_asked(proposal)
    for judged in priority_of_lines(proposal)[1]:
        yield Violation(judged.pointer, "a complete priority_justification note", None, {"code": judged.line.key})


@rule(
    id="PR-02",
    stage=Stage.SUBMIT,
    severity=Severity.INFO,
    message="{code} needs no justification note; it goes to priority review.",
    citation=update(CORRESPONDING_DOCUMENTS, "(except UB120, AL or CD-PASS)"),
)
def exempt_services_need_no_note(proposal: Proposal) -> Iterator[Violation | Missing]:
    yield from _unless_asked(proposal)
    if proposal.priority:
        for judged in proposal.lines:
            if judged.is_requested and _is_exempt(proposal, judged):
                yield Violation(judged.pointer, None, None, {"code": judged.line.key})


@rule(
    id="PR-03",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="The justification of the priority lacks {lacking}. "
    "Say what harm a delay would cause, and name the plan year and the service code.",
    citation=update(CORRESPONDING_DOCUMENTS, STATING),
)
def the_justification_says_enough(proposal: Proposal) -> Iterator[Violation | Missing]:
    yield from _unless_asked(proposal)
    if not proposal.priority:
        return
    notes = _justifications(proposal)
    codes = {
        judged.line.service_code
        for judged in proposal.lines
        if judged.is_requested and not _is_exempt(proposal, judged)
    }
    if not notes or not codes:
        return
    unnamed = sorted(code for code in codes if not any(code in note.text for _, note in notes))
    first_use = {words: index for index, words in reversed([*enumerate(map(_words, proposal.plan.notes))])}
    for index, note in notes:
        lacking = _lacks(proposal, note, is_copy=first_use[_words(note)] < index)
        if unnamed and index == notes[-1][0]:
            lacking.append(f"the code {', '.join(unnamed)}")
        if lacking:
            yield Violation(f"/proposed/notes/{index}/text", lacking, None, {"lacking": ", ".join(lacking)})


@rule(
    id="PR-06",
    stage=Stage.SUBMIT,
    severity=Severity.INFO,
    message="Priority is kept for {kept}; {others} go on as standard requests.",
    citation=update(CORRESPONDING_DOCUMENTS, LACK_OF_A_NOTE),
)
def a_mixed_request_is_divided_by_line(proposal: Proposal) -> Iterator[Violation | Missing]:
    yield from _unless_asked(proposal)
    granted, denied = priority_of_lines(proposal)
    if granted and denied:
        kept, others = [line.line.key for line in granted], [line.line.key for line in denied]
        yield Violation("/priority", kept, others, {"kept": ", ".join(kept), "others": ", ".join(others)})


def _unless_asked(proposal: Proposal) -> Iterator[Missing]:
    """Whether priority was asked for must be known as soon as a line is requested."""
    if proposal.priority is None and any(judged.is_requested for judged in proposal.lines):
        yield Missing(("priority",))


def _is_exempt(proposal: Proposal, judged: ProposedLine) -> bool:
    return judged.line.service_code in proposal.policy.priority_exempt_codes


def _justifications(proposal: Proposal) -> list[tuple[int, Note]]:
    notes = proposal.complete_notes(NoteType.PRIORITY_JUSTIFICATION)
    return [(index, note) for index, note in notes if note.text.strip()]


def _lacks(proposal: Proposal, note: Note, *, is_copy: bool) -> list[str]:
    plan, shortest = proposal.plan, proposal.policy.justification_min_length
    lacking = []
    if len(note.text.strip()) < shortest:
        lacking.append(f"a reason of at least {shortest} characters")
    if is_copy:
        lacking.append("words of its own (it repeats an earlier note)")
    if not proposal.names_the_plan_year(note):
        lacking.append(f"the plan year {plan.start.year}-{plan.end.year}")
    return lacking


def _words(note: Note) -> str:
    return " ".join(note.text.casefold().split())
