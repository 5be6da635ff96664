"""CM supervisor review: another person has seen this version of the plan."""

from collections.abc import Iterator

from plans.domain.plan import Note, NoteType
from plans.domain.proposal import Proposal
from plans.domain.sources import SUPERVISOR_REVIEW, reference, update
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

BOTH = (Stage.FORWARD, Stage.DECIDE)


@rule(
    id="SR-01",
    stage=BOTH,
    severity=Severity.ERROR,
    message="There is no evidence of the supervisor's review. "
    "Add a complete plan note of type supervisor review for the supervisor to acknowledge.",
    citation=update(
        SUPERVISOR_REVIEW,
        "Evidence of the CM Supervisor review must be present in order for review and authorization to occur.",
    ),
)
def a_supervisor_note_is_present(proposal: Proposal) -> Iterator[Violation]:
    if _review_notes(proposal):
        return
    for index, note in enumerate(proposal.plan.notes):
        if note.type is NoteType.SUPERVISOR_REVIEW:
            yield Violation(
                f"/proposed/notes/{index}/status",
                "complete",
                note.status.value,
                message="The supervisor review note is still a draft. Set it to complete, so that it counts.",
            )
            return
    yield Violation("/proposed/notes", "a complete supervisor_review note", None)


@rule(
    id="SR-02",
    stage=BOTH,
    severity=Severity.ERROR,
    message="The supervisor has not acknowledged the review note yet. Ask the supervisor to acknowledge it.",
    citation=update(
        SUPERVISOR_REVIEW, "This is completed by the CM by adding a plan note for the Supervisor to review."
    ),
)
def the_supervisor_has_seen_this_version(proposal: Proposal) -> Iterator[Violation | Missing]:
    notes = _review_notes(proposal)
    if not notes:
        return
    acknowledged = [(index, note) for index, note in notes if note.acknowledged_by]
    if not acknowledged:
        yield Violation(f"/proposed/notes/{notes[-1][0]}/acknowledged_by", "a supervisor", None)
        return
    last_change = max((line.line.changed_on for line in proposal.lines if line.line.changed_on), default=None)
    if last_change is None:
        return
    judged = [entry for entry in acknowledged if not _reviews_own_work(proposal, entry[1])] or acknowledged
    if any(note.acknowledged_on is not None and note.acknowledged_on >= last_change for _, note in judged):
        return
    index, note = judged[-1]
    if note.acknowledged_on is None:
        yield Missing((f"proposed/notes/{index}/acknowledged_on",))
        return
    yield Violation(
        f"/proposed/notes/{index}/acknowledged_on",
        last_change.isoformat(),
        note.acknowledged_on.isoformat(),
        {"acknowledged_on": note.acknowledged_on, "changed_on": last_change},
        message="The supervisor acknowledged the plan on {acknowledged_on}, before a line was changed on {changed_on}. "
        "Ask the supervisor to review this version.",
    )


@rule(
    id="SR-03",
    stage=Stage.FORWARD,
    severity=Severity.ERROR,
    message="{who} cannot review this plan, being its case manager or the author of the note. "
    "Ask another supervisor to acknowledge it.",
    citation=reference("§4.2, SR-03 [11]", "Nobody reviews a plan of their own; the supervisor is another person."),
)
def nobody_reviews_their_own_plan(proposal: Proposal) -> Iterator[Violation | Missing]:
    acknowledged = [(index, note) for index, note in _review_notes(proposal) if note.acknowledged_by]
    others = [(index, note) for index, note in acknowledged if not _reviews_own_work(proposal, note)]
    if acknowledged and not others:
        index, note = acknowledged[-1]
        yield Violation(
            f"/proposed/notes/{index}/acknowledged_by",
            "another supervisor",
            note.acknowledged_by,
            {"who": note.acknowledged_by},
        )
    for index, note in others[-1:]:
        needs = [] if proposal.case_manager else ["proposed/case_manager"]
        if note.author is None:
            needs.append(f"proposed/notes/{index}/author")
        if needs:
            yield Missing(tuple(needs))


def _review_notes(proposal: Proposal) -> list[tuple[int, Note]]:
    return proposal.complete_notes(NoteType.SUPERVISOR_REVIEW)


def _reviews_own_work(proposal: Proposal, note: Note) -> bool:
    return note.acknowledged_by is not None and note.acknowledged_by in (proposal.case_manager, note.author)
