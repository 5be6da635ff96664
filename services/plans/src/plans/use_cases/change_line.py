"""Change a line of a plan: a draft as one likes, an authorized one as the rules allow."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from plans.domain.errors import PartNotFound, UnknownReference
from plans.domain.plan import ChangeType, EnteredBy, LineStatus, PlanOrigin
from plans.domain.policies import policy_on
from plans.domain.stored_plan import StoredLine, StoredPlan
from plans.persistence.plan_repository import plan_for_update, provider_exists
from plans.use_cases.edit_plan import Edited, edit_plan
from plans.use_cases.read_version import check_read_version
from shared.runtime.work import Work


async def change_line(
    work: Work, plan_id: UUID, line_id: UUID, changes: dict[str, Any], change: ChangeType | None
) -> Edited:
    """`changes` are new values by field. Raises `PlanNotFound`, `PartNotFound`, `UnknownReference`, `PlanNotReady`."""
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=True)
    line = loaded.plan.line(line_id)
    if line is None:
        raise PartNotFound("line")
    provider_id = changes.get("provider_id")
    if provider_id is not None and not await provider_exists(work, provider_id):
        raise UnknownReference("/provider_id", "provider")
    changed = replace(line, **changes, changed_on=work.today)
    after = loaded.plan.with_line(changed)
    if line.status is LineStatus.AUTHORIZED:
        case_management = policy_on(loaded.plan.start).case_management_code
        after = after.asking_for(change or _kind(loaded.plan, line, changed, case_management))
    detail = {"line_id": line_id, "changed": sorted(changes)}
    return await edit_plan(work, loaded, after, "line_changed", detail)


def _kind(plan: StoredPlan, before: StoredLine, after: StoredLine, case_management_code: str) -> ChangeType:
    """What a change to an authorized line in place is, when the caller does not say."""
    if plan.decided_at is None and plan.origin is PlanOrigin.MSU and before.entered_by is EnteredBy.MSU:
        return ChangeType.INITIAL
    if after.end != before.end and after.reason is not None:
        return ChangeType(after.reason)
    if before.service_code == case_management_code and after.units > before.units:
        return ChangeType.ADDITIONAL_CM_UNITS
    return ChangeType.ADDENDUM
