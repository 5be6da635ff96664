"""Decide a request, line by line."""

from typing import Any
from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.authorization import Authorization, authorizations_of
from authorization.domain.decision import (
    DecisionFacts,
    EndedLine,
    LineOutcome,
    Outcome,
    ended_lines,
    granted_lines,
    with_citations,
)
from authorization.domain.errors import AlreadyDecided, DecisionRefused, NotIndependent
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import RequestAction, RequestStatus
from authorization.domain.notice import effects_of, noticed_lines
from authorization.domain.policies import policy_on
from authorization.domain.request import AuthorizationRequest
from authorization.domain.responsibility import status_after
from authorization.domain.rules import DECISION_RULES
from authorization.domain.rules.decisions import DECIDER
from authorization.persistence.decision_repository import (
    DecidedLine,
    authorization_row,
    authorizations_to_end,
    end_authorizations,
    insert_decision,
    issue_authorizations,
    next_sequences,
    running_lines,
)
from authorization.persistence.request_repository import advance_request
from authorization.persistence.review_repository import close_question, end_assignment
from authorization.use_cases.load_request import actor_of, load_request
from authorization.use_cases.send_notices import send_notices
from shared.kernel.rule import evaluate
from shared.runtime.work import Work
from shared.schema.plans import LineDecision


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

    outcomes = with_citations(outcomes, policy)
    granted, ended = granted_lines(request, outcomes), ended_lines(request, outcomes)
    sequences = await next_sequences(work.tx, len(granted)) if granted else []
    issued = authorizations_of(policy, sequences, granted)
    decision_id = work.new_id()
    decided = _decided(request, outcomes, issued, ended)

    await insert_decision(work.tx, decision_id, request, actor, work.now, decided)
    if ended:
        cut_short = await authorizations_to_end(work.tx, stored.line_origin, ended)
        await end_authorizations(work.tx, decision_id, cut_short)
    if issued:
        rows = [authorization_row(one, work.new_id(), decision_id, stored, work.now) for one in issued.values()]
        await issue_authorizations(work.tx, rows)
    await close_question(work.tx, request_id)
    await end_assignment(work.tx, request_id, work.caller.subject, work.now)
    await advance_request(work.tx, request, status=status, decided_at=work.now)

    numbers = {line_id: authorization.number for line_id, authorization in issued.items()}
    letters = noticed_lines(effects_of(request, outcomes, running, work.today), numbers)
    await send_notices(work, sender, stored, policy, letters, decision_id=decision_id)

    lines: list[dict[str, Any]] = [line.as_json() for line in decided]
    work.record(
        "decided",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"status": request.status},
        after={"status": status, "decision": decision_id, "lines": lines},
    )
    told = [LineDecision(**line) for line in lines]
    plans.tell(work, "lines_decided", request_id, request.submission, decision_id=decision_id, lines=told)


def _judge(facts: DecisionFacts) -> None:
    findings = evaluate(DECISION_RULES, facts, facts.policy.id).findings
    if any(found.pointer == DECIDER for found in findings):
        raise NotIndependent(findings)
    if findings:
        raise DecisionRefused(findings)


def _decided(
    request: AuthorizationRequest,
    outcomes: tuple[LineOutcome, ...],
    issued: dict[UUID, Authorization],
    ended: tuple[EndedLine, ...],
) -> list[DecidedLine]:
    lines = request.submission.by_id
    last_days = {one.line_id: one.last_day for one in ended}
    decided = []
    for outcome in outcomes:
        if outcome.outcome is Outcome.NOT_AUTHORIZED:
            decided.append(DecidedLine(outcome=outcome))
        elif (authorization := issued.get(outcome.line_id)) is not None:
            granted = authorization.granted
            decided.append(
                DecidedLine(
                    outcome=outcome,
                    units=granted.units,
                    start=granted.span.start,
                    end=granted.span.end,
                    authorization_number=authorization.number,
                )
            )
        else:
            line = lines[outcome.line_id]
            last_day = last_days[outcome.line_id]
            decided.append(DecidedLine(outcome=outcome, units=line.units, start=line.span.start, end=last_day))
    return decided
