"""Write the letters that a step on a request calls for, in the transaction of that step."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from authorization.domain.letters import wording_for
from authorization.domain.letters.letter import Occasion, Sender, letter_of
from authorization.domain.notice import NoticeKind, NoticeLine, ServiceTerms, deadlines_of
from authorization.domain.policies.policy import Policy
from authorization.domain.request import LinePriority, PriorityStatus
from authorization.domain.rules import NOTICE_RULES
from authorization.domain.rules.notices import NoticeFacts
from authorization.persistence.notice_repository import NewNotice, insert_notices
from authorization.persistence.request_repository import StoredRequest
from shared.kernel.rule import evaluate
from shared.runtime.work import Work
from shared.schema.findings import finding_as_json

NO_JUSTIFICATION = "NO_JUSTIFICATION"
PRIORITY_CRITERIA = "PRIORITY_CRITERIA"


async def send_notices(
    work: Work,
    sender: Sender,
    stored: StoredRequest,
    policy: Policy,
    letters: Mapping[NoticeKind, Sequence[NoticeLine]],
    *,
    decision_id: UUID | None = None,
    due: date | None = None,
    reasons: tuple[tuple[str, str | None], ...] = (),
) -> list[UUID]:
    """One notice per kind, in the member's language where we write it; answers their ids."""
    notices = []
    member = stored.addressee
    wording = wording_for(member.language)
    for kind, lines in letters.items():
        notice_id = work.new_id()
        deadlines = deadlines_of(policy.appeals, kind, work.today)
        facts = NoticeFacts(deadlines, wording.language)
        occasion = Occasion(
            kind=kind,
            noticed_on=work.today,
            deadlines=deadlines,
            addressee=member,
            medicaid_id=stored.medicaid_id,
            reference=str(notice_id),
            due=due,
            reasons=reasons,
        )
        findings = evaluate(NOTICE_RULES, facts, policy.id).findings
        notices.append(
            NewNotice(
                id=notice_id,
                kind=kind,
                decision_id=decision_id,
                line_ids=[line.line_id for line in lines],
                language=wording.language,
                noticed_on=work.today,
                deadlines=deadlines,
                policy=policy.id,
                findings=[finding_as_json(found) for found in findings],
                letter=letter_of(wording, sender, occasion, tuple(lines), policy.appeals),
            )
        )
    if notices:
        await insert_notices(work.tx, stored.request.id, notices)
    for notice in notices:
        work.record(
            "notice_sent",
            "notice",
            notice.id,
            member_id=stored.member_id,
            after={"kind": notice.kind, "request": stored.request.id, "language": notice.language},
            rule_ids=("DN-03",),
        )
    return [notice.id for notice in notices]


async def send_priority_denial(
    work: Work,
    sender: Sender,
    stored: StoredRequest,
    policy: Policy,
    priorities: Sequence[LinePriority],
    due: date,
    remark: str | None = None,
) -> None:
    """The letter on the lines whose priority was denied or rejected; none when there is no such line."""
    refused = {
        entry.line_id for entry in priorities if entry.status in (PriorityStatus.DENIED, PriorityStatus.REJECTED)
    }
    lines = [
        NoticeLine(
            line_id=line.line_id,
            service_code=line.service_code,
            modifiers=line.modifiers,
            before=None,
            asked=ServiceTerms(units=line.units, frequency=line.frequency, span=line.span),
            decided=None,
            number=None,
            effective_on=None,
        )
        for line in stored.request.submission.asked
        if line.line_id in refused
    ]
    if lines:
        reason = (PRIORITY_CRITERIA, remark) if remark else (NO_JUSTIFICATION, None)
        letters = {NoticeKind.PRIORITY_DENIED: lines}
        await send_notices(work, sender, stored, policy, letters, due=due, reasons=(reason,))
