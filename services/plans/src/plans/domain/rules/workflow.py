"""Workflow: what may be deleted, how notes are written, and when a stored plan may be edited at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from plans.domain.plan import CompletionStatus, LineStatus, Note
from plans.domain.proposal import ONCE_AUTHORIZED, Proposal
from plans.domain.sources import reference
from plans.domain.stage import Stage
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule

PDF = "application/pdf"
MSU = "msu"
IN_REVIEW = ("supervisor_review", "spa_review", "clinical_review")
LOCKED = frozenset({*IN_REVIEW, "closed"})
ALWAYS_OPEN = frozenset({"notes", "documents"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdit:
    """An edit of a stored plan. `touched` names its members (`plan`, `lines`, `notes`, `documents`);

    `read_version` is the version that the editor had before them, None where none is asked for.
    """

    status: str
    touched: frozenset[str]
    version: int
    read_version: int | None = None


@rule(
    id="WF-01",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="{code} is {status} and cannot be deleted. Only draft lines can; keep this one in the plan.",
    citation=reference("§4.3, WF-01 [5]", "Only a draft line can be deleted."),
)
def only_draft_lines_are_deleted(proposal: Proposal) -> Iterator[Violation]:
    for index, line in proposal.removed:
        if line.status is not LineStatus.DRAFT and line.status not in ONCE_AUTHORIZED:
            values = {"code": line.key, "status": line.status.value.replace("_", " ")}
            yield Violation(f"/current/lines/{index}/status", "draft", line.status.value, values)


@rule(
    id="WF-03",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="The note is not as MSU asks for it: {lacking}. Correct the note before you submit the plan.",
    citation=reference(
        "§4.3, WF-03 [5,10]",
        "A plan note is complete, names the plan year, has PDF attachments only, and MSU is no recipient.",
    ),
)
def notes_are_written_as_msu_asks(proposal: Proposal) -> Iterator[Violation]:
    for index, note in enumerate(proposal.plan.notes):
        if note.recipients is None and note.attachments is None:
            continue
        lacking = _of_a_note(proposal, note)
        if lacking:
            yield Violation(f"/proposed/notes/{index}", None, lacking, {"lacking": ", ".join(lacking)})


def _of_a_note(proposal: Proposal, note: Note) -> list[str]:
    lacking = []
    if note.status is not CompletionStatus.COMPLETE:
        lacking.append("set it to complete")
    if not proposal.names_the_plan_year(note):
        lacking.append(f"name the plan year {proposal.plan.start.year}-{proposal.plan.end.year}")
    if any(media.casefold() != PDF for media in note.attachments or ()):
        lacking.append("attach PDF files only")
    if any(recipient.casefold() == MSU for recipient in note.recipients or ()):
        lacking.append("take MSU off the recipients")
    return lacking


@rule(
    id="WF-02",
    stage=Stage.EDIT,
    severity=Severity.ERROR,
    message="The plan is in {status}: until it comes back only notes and documents can be added. "
    "Wait for the review, or ask for the plan to be returned.",
    citation=reference(
        "§4.3, WF-02", "A plan in review is locked but for notes and documents; an edit starts from the newest version."
    ),
)
def a_plan_in_review_is_locked_and_edits_start_from_the_newest_version(edit: PlanEdit) -> Iterator[Violation]:
    if edit.status in LOCKED:
        allowed = ALWAYS_OPEN if edit.status in IN_REVIEW else frozenset[str]()
        for member in sorted(edit.touched - allowed):
            values = {"status": edit.status.replace("_", " ")}
            message = None if allowed else "The plan is closed and cannot be changed. Open a new plan if it is needed."
            yield Violation(f"/{member}", sorted(allowed), member, values, message=message)
    if edit.read_version is not None and edit.read_version != edit.version:
        yield Violation(
            "/version",
            edit.version,
            edit.read_version,
            {"read": edit.read_version, "now": edit.version},
            message="The plan was changed meanwhile: you read version {read}, it is now version {now}. "
            "Read it again and repeat your change.",
        )
