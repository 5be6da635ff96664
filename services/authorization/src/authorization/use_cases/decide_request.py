"""Decide a request, line by line."""

from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.decision import (
    DecisionFacts,
    LineOutcome,
    granted_lines,
)
from authorization.domain.errors import AlreadyDecided, DecisionRefused, NotIndependent
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import RequestAction, RequestStatus
from authorization.domain.member import Member
from authorization.domain.policies import policy_named
from authorization.domain.responsibility import status_after
from authorization.domain.rules import DECISION_RULES, ELIGIBILITY_RULES
from authorization.domain.rules.decisions import DECIDER
from authorization.domain.rules.eligibility import EligibilityFacts, WantedService
from authorization.domain.unrecorded import with_unrecorded
from authorization.persistence.decision_repository import (
    lock_lines,
    running_lines,
)
from authorization.use_cases.load_request import actor_of, load_request
from authorization.use_cases.store_decision import store_decision
from shared.kernel.finding import Severity
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
    policy = policy_named(stored.policy)
    await lock_lines(work.tx, stored.line_origin)
    running = await running_lines(work.tx, stored.line_origin, list(request.submission.by_id))
    running = with_unrecorded(request.submission, running)
    _judge(
        DecisionFacts(
            request=request,
            outcomes=outcomes,
            decider=actor,
            policy=policy,
            noticed_on=work.today,
            running=running,
        ),
        stored.known_member,
    )
    await store_decision(work, plans, sender, stored, outcomes, running, status)


def _judge(facts: DecisionFacts, member: Member | None) -> None:
    findings = evaluate(DECISION_RULES, facts, facts.policy.id).findings
    if member is not None:
        eligibility = evaluate(ELIGIBILITY_RULES, _eligibility(facts, member), facts.policy.id)
        findings += eligibility.of(Severity.ERROR)
    if any(found.pointer == DECIDER for found in findings):
        raise NotIndependent(findings)
    if findings:
        raise DecisionRefused(findings)


def _eligibility(facts: DecisionFacts, member: Member) -> EligibilityFacts:
    places = {outcome.line_id: index for index, outcome in enumerate(facts.outcomes)}
    granted = granted_lines(facts.request, facts.outcomes)
    return EligibilityFacts(
        member=member,
        services=tuple(
            WantedService(f"/lines/{places[one.line.line_id]}", one.line.named, one.span) for one in granted
        ),
        today=facts.noticed_on,
    )
