"""Move the work of a reviewer to another one, or back to the desks."""

from uuid import UUID

from authorization.domain.errors import AlreadyDecided, RequestNotFound
from authorization.domain.lifecycle import RequestStatus
from authorization.persistence.workload_repository import held_by, move, requests_to_move
from shared.runtime.work import Work

MOST = 500


async def reassign_requests(
    work: Work, request_ids: list[UUID] | None, holder: str | None, to: str | None
) -> list[UUID]:
    """The requests that changed hands: those named, or up to 500 of what a reviewer holds. All of them or none.

    Raises `RequestNotFound` for one that does not exist, `AlreadyDecided` for one that nobody works on any more.
    """
    wanted = list(dict.fromkeys(request_ids or []))
    if holder is not None:
        wanted = await held_by(work.tx, holder, MOST)
    rows = await requests_to_move(work.tx, wanted)
    if len(rows) != len(wanted):
        raise RequestNotFound
    if holder is not None:
        # What was decided or changed hands between the two statements is left alone.
        rows = [row for row in rows if row["holder"] == holder and row["status"] != RequestStatus.DECIDED]
    if any(row["status"] == RequestStatus.DECIDED for row in rows):
        raise AlreadyDecided
    moving = [row for row in rows if row["holder"] != to]
    if moving:
        await move(work.tx, [(work.new_id(), row["id"]) for row in moving], to, work.caller.subject, work.now)
    for row in moving:
        work.record(
            "reassigned",
            "request",
            row["id"],
            member_id=row["member_id"],
            before={"holder": row["holder"]},
            after={"holder": to},
        )
    return [row["id"] for row in moving]
