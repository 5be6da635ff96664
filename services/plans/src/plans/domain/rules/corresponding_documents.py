"""Corresponding documents: what must be linked, complete and fresh before MSU can look at it."""

from collections.abc import Iterator
from datetime import timedelta

from plans.domain.plan import CompletionStatus, Document, DocumentType
from plans.domain.policies import RequiredDocuments
from plans.domain.proposal import Proposal, plain
from plans.domain.sources import CORRESPONDING_DOCUMENTS, reference, update
from plans.domain.stage import Stage
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule

BOTH = (Stage.FORWARD, Stage.DECIDE)
NAMES = {
    DocumentType.UCAT: "The UCAT",
    DocumentType.ASSISTED_LIVING_MOVE_IN: "The assisted living move-in document",
    DocumentType.CDPASS_BUDGET_WORKSHEET: "The CD-PASS budget worksheet",
}


@rule(
    id="DC-01",
    stage=BOTH,
    severity=Severity.HOLD,
    message="{document} is missing. Link it in the documents and set it to complete.",
    citation=update(
        CORRESPONDING_DOCUMENTS,
        "Corresponding documents (i.e. Nurse Evaluation, Service Team Release, UCAT, etc.) located in the Documents "
        "tab",
    ),
)
def required_documents_are_linked(proposal: Proposal) -> Iterator[Violation]:
    linked = {document.type for document in proposal.plan.documents}
    asked: set[DocumentType] = set()
    for requirement in proposal.policy.required_documents:
        if not _applies(requirement, proposal):
            continue
        for wanted in requirement.documents:
            if wanted not in linked and wanted not in asked:
                asked.add(wanted)
                yield Violation("/proposed/documents", wanted.value, None, {"document": _name(wanted)})


def _applies(requirement: RequiredDocuments, proposal: Proposal) -> bool:
    if requirement.changes is not None and proposal.changes.isdisjoint(requirement.changes):
        return False
    if requirement.codes is None:
        return True
    return any(
        judged.line.service_code in requirement.codes
        and (judged.is_requested or (requirement.changed_lines and (judged.is_ended or bool(judged.changed_fields))))
        for judged in proposal.lines
    )


def _name(document: DocumentType) -> str:
    return NAMES.get(document) or f"The {document.value.replace('_', ' ')}"


@rule(
    id="DC-02",
    stage=BOTH,
    severity=Severity.HOLD,
    message="{document} is in status {status}. Set it to complete, so that MSU can review the plan.",
    citation=update(
        CORRESPONDING_DOCUMENTS,
        "must have a status of Complete, in order for MSU staff to review and/or authorize accordingly",
    ),
)
def linked_documents_are_complete(proposal: Proposal) -> Iterator[Violation]:
    for index, document in enumerate(proposal.plan.documents):
        if document.status is not CompletionStatus.COMPLETE:
            values = {"document": _name(document.type), "status": document.status.value}
            yield Violation(f"/proposed/documents/{index}/status", "complete", document.status.value, values)


@rule(
    id="DC-03",
    stage=Stage.SUBMIT,
    severity=Severity.WARNING,
    message="The UCAT of {dated} is too old for this plan. Link one dated {earliest} or later.",
    citation=reference(
        "§4.2, DC-03 [18]",
        "A UCAT counts for 365 days; for a reassessment it is made in the last 60 days of the plan that ends.",
    ),
)
def the_ucat_is_recent(proposal: Proposal) -> Iterator[Violation | Missing]:
    ucats = [entry for entry in enumerate(proposal.plan.documents) if entry[1].type is DocumentType.UCAT]
    if not ucats:
        return
    index, newest = max(ucats, key=_by_date)
    if newest.dated is None:
        yield Missing((f"proposed/documents/{index}/dated",))
        return
    earliest = proposal.as_of - timedelta(days=proposal.policy.ucat_valid_days)
    if proposal.is_reassessment and proposal.previous:
        window = proposal.previous.span.end - timedelta(days=proposal.policy.ucat_days_before_plan_end)
        earliest = max(earliest, window)
    if newest.dated < earliest:
        values = {"dated": newest.dated, "earliest": earliest}
        yield Violation(f"/proposed/documents/{index}/dated", earliest.isoformat(), newest.dated.isoformat(), values)
    elif proposal.is_reassessment and proposal.previous is None:
        yield Missing(("other_plans",))


def _by_date(entry: tuple[int, Document]) -> tuple[bool, object]:
    dated = entry[1].dated
    return (dated is not None, dated)


@rule(
    id="AL-01",
    stage=Stage.FORWARD,
    severity=Severity.HOLD,
    message="{code} waits for the assisted living move-in document. Link it and set it to complete.",
    citation=reference(
        "§4.3, AL-01 [12]",
        "An assisted living line is not authorized before its move-in document is complete. "
        "It begins with the move-in, or with the certification of a member who lives there already.",
    ),
)
def assisted_living_has_its_move_in_document(proposal: Proposal) -> Iterator[Violation]:
    for judged in proposal.lines if proposal.moved_to_move_in else ():
        if judged.line.ref in proposal.moved_to_move_in:
            yield Violation(
                f"{judged.pointer}/start",
                plain(judged.line.start),
                plain(judged.asked.start),
                {"code": judged.line.key, "start": judged.line.start, "asked": judged.asked.start},
                severity=Severity.INFO,
                message="{code} begins on {start}, when the member moved in or, living there already, was certified, "
                "instead of {asked}. Tell the member and the centre.",
            )
    statuses = [
        document.status for document in proposal.plan.documents if document.type is DocumentType.ASSISTED_LIVING_MOVE_IN
    ]
    if CompletionStatus.COMPLETE in statuses:
        return
    for judged in proposal.lines:
        if judged.is_requested and judged.line.service_code in proposal.policy.assisted_living_codes:
            actual = statuses[0].value if statuses else None
            yield Violation(judged.pointer, "complete", actual, {"code": judged.line.key})
