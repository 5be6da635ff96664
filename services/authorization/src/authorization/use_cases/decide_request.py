"""Decide a request, line by line."""

from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.decision import (
    DecisionFacts,
    LineOutcome,
)
from authorization.domain.errors import AlreadyDecided, DecisionRefused, NotIndependent
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import RequestAction, RequestStatus
from authorization.domain.policies import policy_on
from authorization.domain.responsibility import status_after
from authorization.domain.rules import DECISION_RULES
from authorization.domain.rules.decisions import DECIDER
from authorization.persistence.decision_repository import (
    running_lines,
)
from authorization.use_cases.load_request import actor_of, load_request
from authorization.use_cases.store_decision import store_decision
from shared.kernel.rule import evaluate
from shared.runtime.work import Work


async def decide_request(
    work: Work, plans: Plans, sender: Sender, request_id: UUID, outcomes: tuple[LineOutcome, ...]
) -> None:
    """Every line at once: store the decision, issue and end authorizations, write the letters, tell plans.

    Raises `NotIndependent`, `DecisionRefused` with the findings, `AlreadyDecided`, `NotHeld`, `HeldByAnother`.
    """
    stored = await load_request(work, request_id)
    request, actor = stored.request, actor_of(work.caller)
    if request.status is RequestStatus.DECIDED:
        raise AlreadyDecided
    status = status_after(request, RequestAction.DECIDE, actor)
    policy = policy_on(request.received_at.date())
    running = await running_lines(work.tx, stored.line_origin, list(request.submission.by_id))
    _judge(
        DecisionFacts(
            request=request,
            outcomes=outcomes,
            decider=actor,
            policy=policy,
            noticed_on=work.today,
            running=running,
        )
    )
    await store_decision(work, plans, sender, stored, outcomes, running, status)


def _judge(facts: DecisionFacts) -> None:
    findings = evaluate(DECISION_RULES, facts, facts.policy.id).findings
    if any(found.pointer == DECIDER for found in findings):
        raise NotIndependent(findings)
    if findings:
        raise DecisionRefused(findings)
