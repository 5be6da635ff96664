"""Judge the lines under priority review against the criteria."""

from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import RequestAction
from authorization.domain.policies import policy_named
from authorization.domain.priority import (
    QUEUE_RANKS,
    PriorityOutcome,
    PriorityReviewFacts,
    request_priority,
)
from authorization.domain.priority import review_priority as reviewed
from authorization.domain.request import PriorityStatus
from authorization.domain.responsibility import status_after
from authorization.domain.rules import PRIORITY_REVIEW_RULES
from authorization.persistence.request_repository import advance_request, store_priorities
from authorization.use_cases.load_request import actor_of, load_request
from authorization.use_cases.reckon_clocks import clock_columns
from authorization.use_cases.send_notices import send_priority_denial
from shared.kernel.errors import InvalidMember
from shared.kernel.rule import evaluate
from shared.runtime.work import Work
from shared.schema.findings import finding_as_json


async def review_priority(
    work: Work, plans: Plans, sender: Sender, request_id: UUID, outcome: PriorityOutcome, reason: str
) -> None:
    """Accept or reject them all; an acceptance starts the priority clock. Raises `PriorityNotUnderReview`."""
    if outcome is PriorityOutcome.REJECTED and not reason:
        raise InvalidMember("/reason", "missing", "Say which criteria are not met; the agency reads it.")
    stored = await load_request(work, request_id)
    request = stored.request
    status = status_after(request, RequestAction.REVIEW_PRIORITY, actor_of(work.caller))
    policy = policy_named(stored.policy)
    under_review = {entry.line_id for entry in request.priorities if entry.status is PriorityStatus.UNDER_REVIEW}
    lines = tuple((index, line) for index, line in enumerate(request.submission.lines) if line.line_id in under_review)
    evaluation = evaluate(PRIORITY_REVIEW_RULES, PriorityReviewFacts(lines, outcome, reason), policy.id)
    priorities = reviewed(request.priorities, outcome, reason or None)
    accepted_at = work.now if outcome is PriorityOutcome.ACCEPTED else None
    clock = clock_columns(policy, request, priority_accepted_at=accepted_at)
    whole = request_priority(priorities)
    await store_priorities(work.tx, request_id, priorities)
    await advance_request(
        work.tx,
        request,
        status=status,
        priority_status=whole,
        queue_rank=QUEUE_RANKS[whole],
        priority_accepted_at=accepted_at,
        **clock,
        findings=[*stored.findings, *(finding_as_json(found) for found in evaluation.findings)],
    )
    work.record(
        f"priority_{outcome}",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"priority": request_priority(request.priorities)},
        after={"priority": whole, "due_at": clock["due_at"], "reason": reason},
        rule_ids=tuple(dict.fromkeys(found.rule_id for found in evaluation.findings)),
    )
    plans.tell(work, "priority_reviewed", request_id, request.submission, priorities=priorities)
    if outcome is PriorityOutcome.REJECTED:
        rejected = [entry for entry in priorities if entry.line_id in under_review]
        await send_priority_denial(work, sender, stored, policy, rejected, work.day_of(clock["decide_by"]), reason)
