"""Pend a request for more information."""

from uuid import UUID

from authorization.domain.lifecycle import RequestAction
from authorization.domain.responsibility import status_after
from authorization.persistence.request_repository import advance_request
from authorization.persistence.review_repository import insert_question
from authorization.use_cases.load_request import actor_of, load_request
from shared.kernel.errors import InvalidMember
from shared.runtime.work import Work


async def request_information(
    work: Work, request_id: UUID, text: str, line_ids: list[UUID], documents: list[str]
) -> None:
    """Put a question to the agency; the clocks go on. Raises `AlreadyAsked`, `NotHeld`, `HeldByAnother`."""
    stored = await load_request(work, request_id)
    request = stored.request
    status = status_after(request, RequestAction.REQUEST_INFORMATION, actor_of(work.caller))
    known = request.submission.by_id
    for index, line_id in enumerate(line_ids):
        if line_id not in known:
            raise InvalidMember(f"/line_ids/{index}", "unknown", "This request has no such line.")
    question_id = work.new_id()
    question = {
        "id": question_id,
        "text": text,
        "line_ids": line_ids,
        "documents": documents,
        "asked_by": work.caller.subject,
        "asked_at": work.now,
    }
    await insert_question(work.tx, request_id, question)
    await advance_request(work.tx, request, status=status)
    work.record(
        "information_requested",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"status": request.status},
        after={"status": status, "information_request": question_id},
    )
