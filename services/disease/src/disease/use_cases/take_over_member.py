"""Keep what plans tells of a member. The same version twice is one; an older one that comes late changes nothing."""

from typing import Any
from uuid import UUID

from disease.persistence.enrolment_repository import reach_anew
from disease.persistence.member_repository import keep_member
from disease.use_cases.follow_registry import follow_member
from shared.runtime.work import Work
from shared.schema.members import MemberNotice


async def take_over_member(work: Work, member_id: UUID, notice: MemberNotice) -> dict[str, Any]:
    """`{member_id, version, changed}`, `version` being the one that was sent."""
    kept = await keep_member(work.tx, member_id, notice.model_dump(mode="json"), work.now)
    changed = kept["after"] is not None
    if changed:
        action = "member_changed" if kept["before"] else "member_registered"
        work.record(action, "member", member_id, member_id=member_id, before=kept["before"], after=kept["after"])
        if kept["before"] and kept["before"]["phone"] != kept["after"]["phone"]:
            await reach_anew(work.tx, member_id, work.now)
        await follow_member(work, member_id)
    return {"member_id": member_id, "version": notice.version, "changed": changed}
