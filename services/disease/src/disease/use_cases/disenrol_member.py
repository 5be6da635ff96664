"""A nurse ends an enrolment: the condition is ruled out, or case management has taken the member over."""

from uuid import UUID

from disease.domain.enrolment import LIFECYCLE, DisenrolmentReason, EnrolmentAction
from disease.domain.program_errors import EnrolmentNotFound
from disease.persistence import enrolment_repository as enrolments
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def disenrol_member(
    work: Work, member_id: UUID, disease: str, reason: DisenrolmentReason, statement: str
) -> None:
    """Raises `EnrolmentNotFound`, `ActionNotAllowed`, `PreconditionFailed`."""
    await enrolments.member_for_update(work.tx, member_id, work.today)
    newest = (await enrolments.newest_enrolments(work.tx, member_id)).get(disease)
    if newest is None:
        raise EnrolmentNotFound
    check_if_match(work.headers, newest.version, required=False)
    LIFECYCLE.after(newest.status, EnrolmentAction.DISENROL)
    await enrolments.disenrol(work.tx, [newest.id], reason, work.today, work.now)
    work.record(
        "disenrolled",
        "enrolment",
        newest.id,
        member_id=member_id,
        before={"status": newest.status},
        after={"reason": reason, "statement": statement},
    )
