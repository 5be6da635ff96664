"""A member takes an opt-out back; who leaves no other one behind is enrolled again by the rules."""

from uuid import UUID

from disease.clients.casemanagement import CaseManagement
from disease.domain.program_errors import OptOutNotFound
from disease.persistence import enrolment_repository as enrolments
from disease.persistence import opt_out_repository as opt_outs
from disease.use_cases.follow_registry import follow_member
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def revoke_opt_out(work: Work, neighbour: CaseManagement, member_id: UUID, opt_out_id: UUID, reason: str) -> None:
    """Raises `OptOutNotFound`, also for one that was taken back before; `PreconditionRequired`."""
    await enrolments.member_for_update(work.tx, member_id, work.today)
    row = await opt_outs.opt_out_for_update(work.tx, member_id, opt_out_id)
    if row is None or row["revoked_at"] is not None:
        raise OptOutNotFound
    check_if_match(work.headers, row["version"], required=True)
    for revoked in await opt_outs.revoke(work.tx, [opt_out_id], reason, work.caller.subject, work.now):
        neighbour.tell_opt_out(work, revoked)
    work.record(
        "opt_out_revoked",
        "opt_out",
        opt_out_id,
        member_id=member_id,
        before={"scope": row["scope"]},
        after={"revoked_reason": reason},
        rule_ids=("R11",),
    )
    await follow_member(work, member_id)
