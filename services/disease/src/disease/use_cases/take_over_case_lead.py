"""Case management tells whether a lead case manager is open: nurse calls rest or go on, mail goes on (R12)."""

from datetime import datetime
from uuid import UUID

from disease.domain.errors import MemberNotFound
from disease.persistence.case_lead_repository import keep_case_lead
from disease.persistence.enrolment_repository import member_for_update
from disease.use_cases.follow_registry import follow_member
from shared.runtime.work import Work


async def take_over_case_lead(
    work: Work, member_id: UUID, lead_open: bool, case_manager: str | None, since: datetime | None
) -> bool:
    """Whether it changed something. Raises `MemberNotFound`."""
    if await member_for_update(work.tx, member_id, work.today) is None:
        raise MemberNotFound
    before = await keep_case_lead(work.tx, member_id, lead_open, case_manager, since, work.now)
    after = {"lead_open": lead_open, "case_manager": case_manager, "since": since}
    if before == after:
        return False
    work.record(
        "case_lead_changed",
        "member",
        member_id,
        member_id=member_id,
        before=before,
        after=after,
        rule_ids=("R12",),
        effective_at=since,
    )
    if not lead_open:
        await follow_member(work, member_id)
    return True
