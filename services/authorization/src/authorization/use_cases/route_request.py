"""Send a request to another desk."""

from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.errors import AlreadyThere
from authorization.domain.lifecycle import Desk, RequestAction
from authorization.domain.responsibility import status_after
from authorization.persistence.request_repository import advance_request
from authorization.persistence.review_repository import end_assignment, insert_routing
from authorization.use_cases.load_request import actor_of, load_request
from shared.runtime.work import Work


async def route_request(work: Work, plans: Plans, request_id: UUID, to: Desk, reason: str) -> None:
    """To clinical review, the medical director, or back. It keeps its place in the queue and nobody holds it.

    The plan is told when the request enters or leaves clinical hands, not of moves between them.
    """
    stored = await load_request(work, request_id)
    request = stored.request
    status = status_after(request, RequestAction.ROUTE, actor_of(work.caller))
    if to is request.desk:
        raise AlreadyThere
    await end_assignment(work.tx, request_id, work.caller.subject, work.now)
    await insert_routing(
        work.tx,
        work.new_id(),
        request_id,
        desks=(request.desk, to),
        reason=reason,
        by=work.caller.subject,
        at=work.now,
    )
    await advance_request(work.tx, request, status=status, desk=to, routed_by=work.caller.subject)
    work.record(
        "routed",
        "request",
        request_id,
        member_id=stored.member_id,
        before={"status": request.status, "desk": request.desk},
        after={"status": status, "desk": to, "reason": reason},
    )
    if request.desk is Desk.SPA_REVIEW:
        plans.tell(work, "routed_to_clinical_review", request_id, request.submission)
    elif to is Desk.SPA_REVIEW:
        plans.tell(work, "returned_from_clinical_review", request_id, request.submission)
