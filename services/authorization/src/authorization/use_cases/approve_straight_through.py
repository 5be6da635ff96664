"""Approve without a reviewer what the policy lets pass; everything else waits for one, with the reasons why."""

from typing import Any

from authorization.clients.plans import Plans
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import LIFECYCLE, RequestAction
from authorization.domain.policies import POLICIES, policy_named
from authorization.domain.straight_through import STEP, StraightThroughFacts, StraightThroughOutcome
from authorization.domain.unrecorded import with_unrecorded
from authorization.persistence.decision_repository import lock_lines, running_lines
from authorization.persistence.request_repository import request_for_update
from authorization.persistence.review_repository import insert_assignment
from authorization.persistence.straight_through_repository import keep_judgement, next_unjudged
from authorization.use_cases.judge_straight_through import judge, judgement_as_json, submitted_findings
from authorization.use_cases.store_decision import store_decision
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services


async def approve_straight_through(services: Services, plans: Plans, sender: Sender, switch: str) -> int:
    """Judge every request that nobody has taken up, each once and in a transaction of its own; answers how many.

    `switch` is `policy`, or `on` or `off` whatever the policy says. Any process may try at any time.
    """
    policies = [policy.id for policy in POLICIES if switch == "on" or policy.straight_through.enabled]
    judged = 0
    while policies and switch != "off" and await _judge_next(services, plans, sender, policies):
        judged += 1
    if judged:
        services.wake()
    return judged


async def _judge_next(services: Services, plans: Plans, sender: Sender, policies: list[str]) -> bool:
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        request_id = await next_unjudged(tx, policies)
        if request_id is None:
            return False
        stored = await request_for_update(tx, request_id, work.caller)
        assert stored is not None  # noqa: S101 - the service sees every request
        request = stored.request
        await lock_lines(tx, stored.line_origin)
        running = await running_lines(tx, stored.line_origin, list(request.submission.by_id))
        running = with_unrecorded(request.submission, running)
        facts = StraightThroughFacts(
            request=request,
            submitted=submitted_findings(stored.submitted),
            policy=policy_named(stored.policy),
            member=stored.known_member,
            today=work.today,
            running=running,
        )
        judgement = judge(facts)
        said = judgement_as_json(facts, judgement, work.now)
        await keep_judgement(tx, request_id, said)
        rule_ids = tuple(dict.fromkeys([*_ids(said["rules"]), *_ids(said["findings"])]))
        after: dict[str, Any] = {"outcome": judgement.outcome}
        work.record(
            "judged_straight_through",
            "request",
            request_id,
            member_id=stored.member_id,
            after=after,
            rule_ids=rule_ids,
        )
        if judgement.outcome is StraightThroughOutcome.CLEAR:
            # Held and decided like any other request, so that its history reads like that of any other.
            await insert_assignment(tx, work.new_id(), request_id, work.caller.subject, work.now)
            held = LIFECYCLE.after(request.status, RequestAction.CLAIM)
            status = LIFECYCLE.after(held, RequestAction.DECIDE)
            await store_decision(work, plans, sender, stored, facts.outcomes, running, status)
        await work.finish()
    return True


def _ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["rule_id"] for entry in entries]
