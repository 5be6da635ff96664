"""Change what is known of a member."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from plans.domain.errors import MemberNotFound
from plans.persistence.member_repository import member_for_update, update_member
from plans.persistence.plan_moves import move_plans
from plans.use_cases.tell_of_member import tell_of_member
from shared.kernel.errors import NotPermitted
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def change_member(
    work: Work, member_id: UUID, changes: dict[str, Any], neighbours: Mapping[str, str]
) -> dict[str, Any]:
    """Store the changed members of the record as its next version; its open plans follow it to another agency.

    Raises `MemberNotFound`.
    """
    before = await member_for_update(work.tx, member_id, work.caller)
    if before is None:
        raise MemberNotFound
    check_if_match(work.headers, before["version"], required=True)
    if "agency" in changes and not work.caller.sees_all and changes["agency"] != work.caller.agency:
        raise NotPermitted("Only the programme office moves a member to another agency.")
    after = {**before, **changes, "version": before["version"] + 1, "updated_at": work.now.isoformat()}
    await update_member(work.tx, after)
    changed = {name: before[name] for name in changes}
    work.record("changed", "member", member_id, member_id=member_id, before=changed, after=changes)
    tell_of_member(work, after, neighbours)
    if after["agency"] != before["agency"]:
        await _move(work, member_id, before["agency"], after["agency"])
    return after


async def _move(work: Work, member_id: UUID, old: str | None, new: str | None) -> None:
    """A transfer of case management: the open plans are seen by the new agency from now on, in review or not."""
    for plan_id, version in await move_plans(work, member_id, new):
        work.record(
            "moved_to_agency",
            "service_plan",
            plan_id,
            member_id=member_id,
            before={"version": version - 1, "agency": old},
            after={"version": version, "agency": new},
        )
