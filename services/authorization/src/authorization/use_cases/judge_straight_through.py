"""Say whether a request would be approved without a reviewer, finding by finding."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from authorization.domain.decision import DecisionFacts
from authorization.domain.errors import RequestNotFound
from authorization.domain.policies import policy_named, policy_on
from authorization.domain.request import AuthorizationRequest, LineAction
from authorization.domain.rules import CATALOGUE, DECISION_RULES, ELIGIBILITY_RULES, STRAIGHT_THROUGH_RULES
from authorization.domain.rules.eligibility import EligibilityFacts, WantedService
from authorization.domain.straight_through import (
    DECIDER,
    Judgement,
    StraightThroughFacts,
    SubmittedFinding,
    inputs_of,
)
from authorization.domain.unrecorded import with_unrecorded
from authorization.persistence.decision_repository import running_lines_now
from authorization.persistence.request_repository import request_now
from authorization.persistence.snapshot import submission_of
from shared.kernel.finding import Severity
from shared.kernel.rule import evaluate
from shared.kernel.rule_result import RuleResult
from shared.runtime.work import Asking, Reading
from shared.schema.authorization import RequestCreate
from shared.schema.findings import FindingRead, finding_as_json
from shared.schema.rule_results import rule_result_as_json

CITATIONS = {rule.id: rule.citation for rule in CATALOGUE}


def submitted_findings(findings: Sequence[FindingRead]) -> tuple[SubmittedFinding, ...]:
    return tuple(SubmittedFinding(one.rule_id, one.severity, one.message) for one in findings)


def judge(facts: StraightThroughFacts) -> Judgement:
    """All rules of the ST group, eligibility, and those of a decision that grants every line as asked."""
    policy = facts.policy
    own = evaluate(STRAIGHT_THROUGH_RULES, facts, policy.id)
    wanted = tuple(
        WantedService(f"/lines/{index}", line.named, line.span)
        for index, line in facts.asked
        if line.action is not LineAction.END
    )
    eligibility = evaluate(
        ELIGIBILITY_RULES, EligibilityFacts(member=facts.member, services=wanted, today=facts.today), policy.id
    )
    decision = DecisionFacts(
        request=facts.request,
        outcomes=facts.outcomes,
        decider=DECIDER,
        policy=policy,
        noticed_on=facts.today,
        running=facts.running,
    )
    decided = evaluate(DECISION_RULES, decision, policy.id)
    findings = (*own.findings, *eligibility.of(Severity.ERROR), *decided.of(Severity.ERROR, Severity.HOLD))
    return Judgement(findings, (*own.not_evaluated, *eligibility.not_evaluated))


def judgement_as_json(facts: StraightThroughFacts, judgement: Judgement, at: datetime) -> dict[str, Any]:
    """`outcome, policy, judged_at, findings, not_evaluated, rules`: the last are those that hold, with their inputs."""
    spoken = {found.rule_id for found in judgement.findings} | {one.rule_id for one in judgement.not_evaluated}
    held = {rule_id: inputs for rule_id, inputs in inputs_of(facts).items() if rule_id not in spoken}
    return {
        "outcome": judgement.outcome,
        "policy": facts.policy.id,
        "judged_at": at,
        "findings": [finding_as_json(found) for found in judgement.findings],
        "not_evaluated": [{"rule_id": one.rule_id, "needs": list(one.needs)} for one in judgement.not_evaluated],
        "rules": [
            rule_result_as_json(RuleResult(rule_id, facts.policy.id, inputs, CITATIONS[rule_id]))
            for rule_id, inputs in held.items()
        ],
    }


def preview_straight_through(asking: Asking, sent: RequestCreate) -> dict[str, Any]:
    """The answer depends on the body and the day alone: what runs and who is covered is not looked up."""
    request = AuthorizationRequest(id=sent.submission_id, submission=submission_of(sent), received_at=asking.now)
    facts = StraightThroughFacts(
        request=request,
        submitted=submitted_findings(sent.findings),
        policy=policy_on(asking.today),
        member=None,
        today=asking.today,
        running=with_unrecorded(request.submission, {}),
        known_running=False,
    )
    return judgement_as_json(facts, judge(facts), asking.now)


async def read_straight_through(reading: Reading, request_id: UUID) -> dict[str, Any]:
    """The same for a stored request, as things are now; nothing is changed or kept. Raises `RequestNotFound`."""
    stored = await request_now(reading, request_id)
    if stored is None:
        raise RequestNotFound
    running = await running_lines_now(reading, stored.line_origin, list(stored.request.submission.by_id))
    policy = policy_named(stored.policy)
    facts = StraightThroughFacts(
        request=stored.request,
        submitted=submitted_findings(stored.submitted),
        policy=policy,
        member=stored.known_member,
        today=reading.today,
        running=with_unrecorded(stored.request.submission, running),
    )
    return judgement_as_json(facts, judge(facts), reading.now)
