"""Decide an appeal, and change the services accordingly."""

from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.appeal import LIFECYCLE, AppealOutcome, Continuation, OutcomeFacts
from authorization.domain.errors import AppealNotFound, AppealRefused
from authorization.domain.notice import NoticeKind
from authorization.domain.policies import policy_named
from authorization.domain.rules import APPEAL_OUTCOME_RULES
from authorization.persistence.appeal_repository import (
    appeal_for_update,
    appealed_notice,
    close_appeal,
    decided_by,
)
from authorization.persistence.decision_repository import lock_lines
from authorization.persistence.plan_closure import end_with_plan
from authorization.persistence.request_repository import request_for_update
from authorization.use_cases.authorize_as_asked import authorize_as_asked
from authorization.use_cases.continue_services import cut_after_all, lift
from shared.kernel.rule import evaluate
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def decide_appeal(work: Work, plans: Plans, appeal_id: UUID, outcome: AppealOutcome, text: str) -> None:
    """Overturned: the services are as they were, or as they were asked for. Else a continued line ends after all.

    Raises `AppealNotFound`, `ActionNotAllowed`, `AppealRefused` for whoever made the decision.
    """
    appeal = await appeal_for_update(work.tx, appeal_id, work.caller)
    if appeal is None:
        raise AppealNotFound
    check_if_match(work.headers, appeal.version, required=False)
    status = LIFECYCLE.after(appeal.status, outcome)
    stored = await request_for_update(work.tx, appeal.request_id, work.caller)
    if stored is not None:
        await lock_lines(work.tx, stored.line_origin)
    notice = await appealed_notice(work, appeal.notice_id)
    if notice is None or stored is None or notice.decision_id is None:
        raise AppealNotFound
    policy = policy_named(stored.policy)
    facts = OutcomeFacts(decided_by=work.caller.subject, decision_by=await decided_by(work.tx, notice.decision_id))
    findings = evaluate(APPEAL_OUTCOME_RULES, facts, policy.id).findings
    if findings:
        raise AppealRefused(findings)
    await close_appeal(work.tx, appeal_id, status, text, work.caller.subject, work.now)
    continued = appeal.continuation is Continuation.GRANTED
    if outcome is AppealOutcome.OVERTURNED:
        if notice.appealed.kind is not NoticeKind.REDUCTION_OR_TERMINATION:
            await authorize_as_asked(work, plans, stored, notice, policy)
        elif not continued:
            await lift(work, plans, stored, notice, policy)
    elif continued:
        await cut_after_all(work, plans, stored, notice, policy)
    await end_with_plan(work.tx, stored.line_origin)
    work.record(
        "appeal_decided",
        "appeal",
        appeal_id,
        member_id=stored.member_id,
        before={"status": appeal.status},
        after={"status": status, "text": text, "continued": continued},
    )
