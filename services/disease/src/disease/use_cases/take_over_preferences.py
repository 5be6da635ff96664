"""Keep a confidential address and phone as case management tells them; what they are stays out of the audit log."""

from typing import Any
from uuid import UUID

from disease.domain.errors import MemberNotFound
from disease.persistence.case_lead_repository import keep_preferences
from disease.persistence.enrolment_repository import member_for_update
from shared.runtime.work import Work


async def take_over_preferences(work: Work, member_id: UUID, told: dict[str, Any]) -> bool:
    """Whether it changed something; an older version that comes late does not. Raises `MemberNotFound`."""
    if await member_for_update(work.tx, member_id, work.today) is None:
        raise MemberNotFound
    if not await keep_preferences(work.tx, member_id, told, work.now):
        return False
    named = sorted(name for name, value in told.items() if value and name != "version")
    work.record("preferences_taken_over", "member", member_id, member_id=member_id, after={"named": named})
    return True
