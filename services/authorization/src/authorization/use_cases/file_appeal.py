"""Take in an appeal against a notice."""

from datetime import date
from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.appeal import AppealFacts, AppealLevel, Continuation, due_at
from authorization.domain.errors import AppealRefused
from authorization.domain.policies import policy_named
from authorization.domain.rules import APPEAL_RULES
from authorization.persistence.appeal_repository import appealed_notice, insert_appeal
from authorization.persistence.decision_repository import lock_lines
from authorization.persistence.plan_closure import end_with_plan
from authorization.persistence.request_repository import request_for_update
from authorization.use_cases.continue_services import lift
from shared.kernel.errors import InvalidMember
from shared.kernel.finding import Severity
from shared.kernel.rule import evaluate
from shared.runtime.identity import Role
from shared.runtime.work import Work
from shared.schema.findings import finding_as_json

OFFICE = (Role.SPA_REVIEWER, Role.CLINICAL_REVIEWER, Role.MEDICAL_DIRECTOR, Role.OPS)


async def file_appeal(
    work: Work,
    plans: Plans,
    notice_id: UUID,
    *,
    level: AppealLevel,
    filed_on: date | None,
    filed_by: str,
    expedited: bool,
    continuation: bool,
    text: str,
) -> UUID:
    """The appeal's id. A timely request to continue lifts the cut at once, and plans is told.

    Raises `InvalidMember`, `AppealRefused` with the findings, `AlreadyAppealed`.
    """
    notice = await appealed_notice(work, notice_id)
    if notice is None:
        raise InvalidMember("/notice_id", "unknown", "There is no such notice.")
    stored = await request_for_update(work.tx, notice.request_id, work.caller)
    if stored is None:
        raise InvalidMember("/notice_id", "unknown", "There is no such notice.")
    await lock_lines(work.tx, stored.line_origin)
    notice = await appealed_notice(work, notice_id) or notice  # as it stands now that we hold the lines
    day = filed_on or work.today
    if not notice.appealed.noticed_on <= day <= work.today:
        raise InvalidMember("/filed_on", "range", "An appeal is filed between the day of its notice and today.")
    if day != work.today and not work.caller.has(*OFFICE):
        raise InvalidMember("/filed_on", "not_yours", "The office records an earlier day. Leave filed_on out.")
    policy = policy_named(stored.policy)
    facts = AppealFacts(
        notice=notice.appealed, level=level, filed_on=day, continuation_requested=continuation, terms=policy.appeals
    )
    evaluation = evaluate(APPEAL_RULES, facts, policy.id)
    if refusing := evaluation.of(Severity.ERROR):
        raise AppealRefused(refusing)
    appeal_id = work.new_id()
    due = due_at(policy.appeals, work.now, expedited=expedited)
    await insert_appeal(
        work.tx,
        {
            "id": appeal_id,
            "notice_id": notice_id,
            "level": level,
            "filed_on": day,
            "filed_by": filed_by,
            "expedited": expedited,
            "text": text,
            "continuation": facts.continuation,
            "findings": [finding_as_json(found) for found in evaluation.findings],
            "received_by": work.caller.subject,
            "received_at": work.now,
            "due_at": due,
        },
    )
    work.record(
        "appeal_filed",
        "appeal",
        appeal_id,
        member_id=stored.member_id,
        after={"notice": notice_id, "level": level, "continuation": facts.continuation, "due_at": due},
        rule_ids=tuple(found.rule_id for found in evaluation.findings),
        effective_at=day,
    )
    if facts.continuation is Continuation.GRANTED:
        await lift(work, plans, stored, notice, policy)
        await end_with_plan(work.tx, stored.line_origin)
    return appeal_id
