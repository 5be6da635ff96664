"""A nurse takes a member from the work list, or puts one back; all programs of a member go to one nurse."""

from uuid import UUID

from disease.domain.program_errors import EnrolmentNotFound, HeldByAnotherNurse
from disease.persistence.enrolment_repository import StoredEnrolment, enrolment_for_update
from disease.persistence.outreach_assignment import assign_member, others_hold
from shared.kernel.errors import NotPermitted
from shared.runtime.identity import Role
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def claim_outreach(work: Work, enrolment_id: UUID) -> None:
    """Raises `EnrolmentNotFound`, `HeldByAnotherNurse`; nothing happens when the caller holds it."""
    enrolment = await _found(work, enrolment_id)
    if await others_hold(work.tx, enrolment.member_id, work.caller.subject):
        raise HeldByAnotherNurse
    if enrolment.assignee == work.caller.subject:
        return
    await _assign(work, enrolment, work.caller.subject)


async def release_outreach(work: Work, enrolment_id: UUID) -> None:
    """By its holder, a supervisor or operations. Raises `EnrolmentNotFound`, `NotPermitted`."""
    enrolment = await _found(work, enrolment_id)
    check_if_match(work.headers, enrolment.version, required=True)
    own = enrolment.assignee in (None, work.caller.subject)
    if not own and not work.caller.has(Role.CARE_SUPERVISOR, Role.OPS):
        raise NotPermitted("Another nurse holds this member; a supervisor may release them.")
    await _assign(work, enrolment, None)


async def _found(work: Work, enrolment_id: UUID) -> StoredEnrolment:
    enrolment = await enrolment_for_update(work.tx, enrolment_id)
    if enrolment is None:
        raise EnrolmentNotFound
    return enrolment


async def _assign(work: Work, enrolment: StoredEnrolment, assignee: str | None) -> None:
    await assign_member(work.tx, enrolment.member_id, assignee, work.now)
    work.record(
        "outreach_assigned",
        "enrolment",
        enrolment.id,
        member_id=enrolment.member_id,
        before={"assignee": enrolment.assignee},
        after={"assignee": assignee},
    )
