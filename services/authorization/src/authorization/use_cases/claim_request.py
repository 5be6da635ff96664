"""Claim a request."""

from uuid import UUID

from authorization.domain.lifecycle import RequestAction
from authorization.domain.responsibility import status_after
from authorization.persistence.request_repository import advance_request
from authorization.persistence.review_repository import insert_assignment
from authorization.use_cases.load_request import actor_of, load_request
from shared.runtime.work import Work


async def claim_request(work: Work, request_id: UUID) -> None:
    """Make the caller its holder; nothing happens when they hold it. Raises `HeldByAnother`, `NotYourDesk`."""
    stored = await load_request(work, request_id)
    request, caller = stored.request, work.caller
    status = status_after(request, RequestAction.CLAIM, actor_of(caller))
    if request.holder == caller.subject:
        return
    await insert_assignment(work.tx, work.new_id(), request_id, caller.subject, work.now)
    await advance_request(work.tx, request, status=status)
    work.record(
        "claimed",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"status": request.status, "holder": None},
        after={"status": status, "holder": caller.subject},
    )
