"""Store a decision that was judged: authorizations, letters, and what plans is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.authorization import Authorization, authorizations_of
from authorization.domain.decision import (
    EndedLine,
    LineOutcome,
    Outcome,
    RunningLine,
    ended_lines,
    granted_lines,
    with_citations,
)
from authorization.domain.letters.letter import Sender
from authorization.domain.lifecycle import RequestStatus
from authorization.domain.notice import effects_of, noticed_lines
from authorization.domain.policies import policy_named
from authorization.domain.request import AuthorizationRequest
from authorization.persistence.decision_repository import (
    DecidedLine,
    authorization_row,
    authorizations_to_end,
    end_authorizations,
    insert_decision,
    issue_authorizations,
    next_sequences,
)
from authorization.persistence.request_repository import StoredRequest, advance_request
from authorization.persistence.review_repository import close_question, end_assignment
from authorization.use_cases.load_request import actor_of
from authorization.use_cases.send_notices import send_notices
from shared.runtime.work import Work
from shared.schema.plans import LineDecision


async def store_decision(
    work: Work,
    plans: Plans,
    sender: Sender,
    stored: StoredRequest,
    outcomes: tuple[LineOutcome, ...],
    running: Mapping[UUID, RunningLine],
    status: RequestStatus,
) -> None:
    """In one transaction with the request's new status; the request and its running lines are locked."""
    request, actor = stored.request, actor_of(work.caller)
    policy = policy_named(stored.policy)
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
    await close_question(work.tx, request.id)
    await end_assignment(work.tx, request.id, work.caller.subject, work.now)
    await advance_request(work.tx, request, status=status, decided_at=work.now)

    numbers = {line_id: authorization.number for line_id, authorization in issued.items()}
    letters = noticed_lines(effects_of(request, outcomes, running, work.today), numbers)
    await send_notices(work, sender, stored, policy, letters, decision_id=decision_id)

    lines: list[dict[str, Any]] = [line.as_json() for line in decided]
    work.record(
        "decided",
        "request",
        request.id,
        member_id=stored.member_id,
        before={"status": request.status},
        after={"status": status, "decision": decision_id, "lines": lines},
    )
    told = [LineDecision(**line) for line in lines]
    plans.tell(work, "lines_decided", request.id, request.submission, decision_id=decision_id, lines=told)


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
