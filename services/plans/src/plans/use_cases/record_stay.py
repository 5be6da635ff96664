"""Record that a member is an inpatient; the running services of these days pause (OV-04)."""

from datetime import date
from typing import Any
from uuid import UUID

from plans.domain.errors import MemberNotFound, StayEndsBeforeItStarts, StayNotFound
from plans.persistence.member_repository import member_for_update
from plans.persistence.stay_repository import keep_suspensions, plans_on, save_stay, stay_for_update
from plans.use_cases.judge_plan import with_suspensions
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

Json = dict[str, Any]


async def record_stay(work: Work, member_id: UUID, given: Json) -> Json:
    """The stay as JSON. Raises `MemberNotFound`, `StayEndsBeforeItStarts`."""
    if await member_for_update(work.tx, member_id, work.caller) is None:
        raise MemberNotFound
    stay = {
        **given,
        "id": str(work.new_id()),
        "version": 1,
        "withdrawn": False,
        "created_at": work.now.isoformat(),
        "updated_at": work.now.isoformat(),
    }
    await _keep(work, member_id, None, stay)
    return stay


async def change_stay(work: Work, member_id: UUID, stay_id: UUID, changes: Json) -> Json:
    """The discharge, or a correction. Raises `MemberNotFound`, `StayNotFound`, `StayEndsBeforeItStarts`."""
    if await member_for_update(work.tx, member_id, work.caller) is None:
        raise MemberNotFound
    found = await stay_for_update(work, member_id, stay_id)
    if found is None:
        raise StayNotFound
    check_if_match(work.headers, found["version"], required=True)
    before = {name: value for name, value in found.items() if name != "member_id"}
    after = {**before, **changes, "version": before["version"] + 1, "updated_at": work.now.isoformat()}
    await _keep(work, member_id, before, after)
    return after


async def _keep(work: Work, member_id: UUID, before: Json | None, after: Json) -> None:
    """Store the stay, and what it takes or gives back on the days of either version as new versions of the plans."""
    if after["end"] is not None and after["end"] < after["start"]:
        raise StayEndsBeforeItStarts
    await save_stay(work.tx, {**after, "member_id": str(member_id)})
    versions = [after, *([before] if before else [])]
    first = min(version["start"] for version in versions)
    ends = [version["end"] for version in versions]
    last = None if None in ends else date.fromisoformat(max(ends))
    loaded = await plans_on(work.tx, member_id, date.fromisoformat(first), last)
    again = [(one.plan, with_suspensions(one.plan, one.around)) for one in loaded]
    changed = [now for was, now in again if was.suspensions != now.suspensions]
    if changed:
        await keep_suspensions(work, changed)
    action = "stay_changed" if before else "stay_recorded"
    work.record(action, "member_stay", UUID(after["id"]), member_id=member_id, before=before, after=after)
    for plan in changed:
        work.record(
            "suspensions_changed",
            "service_plan",
            plan.id,
            member_id=member_id,
            before={"version": plan.version},
            after={"version": plan.version + 1, "stay_id": after["id"]},
            rule_ids=("OV-04",),
        )
