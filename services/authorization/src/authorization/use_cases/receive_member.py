"""Take over what plans tells of a member."""

from uuid import UUID

from authorization.persistence.member_repository import keep_member, version_kept
from shared.runtime.work import Work
from shared.schema.members import MemberNotice


async def receive_member(work: Work, member_id: UUID, notice: MemberNotice) -> int:
    """The version that is kept. The highest one stays; the same or an older one changes nothing."""
    if not await keep_member(work.tx, member_id, notice, work.now):
        return await version_kept(work.tx, member_id)
    work.record(
        "member_received",
        "member",
        member_id,
        member_id=member_id,
        after={"version": notice.version, "deceased_on": notice.deceased_on},
        effective_at=notice.deceased_on,
    )
    return notice.version
