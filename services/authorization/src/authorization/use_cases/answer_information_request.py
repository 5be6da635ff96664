"""Answer what the reviewer asked."""

from typing import Any
from uuid import UUID

from authorization.domain.errors import InformationRequestNotFound, QuestionNotOpen
from authorization.domain.lifecycle import RequestAction
from authorization.domain.policies import policy_named
from authorization.domain.responsibility import status_after
from authorization.persistence.request_repository import advance_request
from authorization.persistence.review_repository import answer_question, question_put
from authorization.use_cases.load_request import actor_of, load_request
from authorization.use_cases.reckon_clocks import clock_columns, paused_after
from shared.runtime.work import Work


async def answer_information_request(work: Work, request_id: UUID, question_id: UUID, response: dict[str, Any]) -> None:
    """Store the agency's answer and put the request back into review. Raises `QuestionNotOpen`."""
    stored = await load_request(work, request_id)
    request = stored.request
    question = await question_put(work.tx, request_id, question_id)
    if question is None:
        raise InformationRequestNotFound
    if question.status != "open":
        raise QuestionNotOpen
    status = status_after(request, RequestAction.RESPOND, actor_of(work.caller))
    await answer_question(work.tx, question_id, response, work.caller.subject, work.now)
    policy = policy_named(stored.policy)
    paused_for = paused_after(policy, request, question.asked_at, work.now)
    clocks = clock_columns(policy, request, paused_for=paused_for)
    await advance_request(work.tx, request, status=status, paused_for=paused_for, **clocks)
    work.record(
        "information_received",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"status": request.status},
        after={"status": status, "information_request": question_id},
    )
