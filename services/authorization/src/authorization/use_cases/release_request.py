"""Release a request."""

from uuid import UUID

from authorization.domain.lifecycle import RequestAction
from authorization.domain.responsibility import status_after
from authorization.persistence.request_repository import advance_request
from authorization.persistence.review_repository import end_assignment
from authorization.use_cases.load_request import actor_of, load_request
from shared.runtime.work import Work


async def release_request(work: Work, request_id: UUID) -> None:
    """Give it back to its desk, in its old place of the queue. Needs `If-Match`. Raises `NotHeld`, `HeldByAnother`."""
    stored = await load_request(work, request_id, if_match=True)
    request = stored.request
    status = status_after(request, RequestAction.RELEASE, actor_of(work.caller))
    await end_assignment(work.tx, request_id, work.caller.subject, work.now)
    await advance_request(work.tx, request, status=status)
    work.record(
        "released",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"status": request.status, "holder": request.holder},
        after={"status": status, "holder": None},
    )
