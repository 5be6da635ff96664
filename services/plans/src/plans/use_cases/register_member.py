"""Register a member."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from plans.persistence.member_repository import insert_member
from plans.use_cases.tell_of_member import tell_of_member
from shared.kernel.errors import NotPermitted
from shared.runtime.work import Work


async def register_member(
    work: Work, member_id: UUID, given: dict[str, Any], neighbours: Mapping[str, str]
) -> dict[str, Any]:
    """Store a new member; agency users register for their own agency. A known Medicaid id is a conflict."""
    agency = given.get("agency")
    if not work.caller.sees_all:
        if agency not in (None, work.caller.agency):
            raise NotPermitted("You can register members for your own agency only.")
        agency = work.caller.agency
    member = {
        **given,
        "id": str(member_id),
        "version": 1,
        "agency": agency,
        "created_at": work.now.isoformat(),
        "updated_at": work.now.isoformat(),
    }
    await insert_member(work.tx, member)
    work.record("registered", "member", member_id, member_id=member_id, after=member)
    tell_of_member(work, member, neighbours)
    return member
