"""Add a line to a plan."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from plans.domain.errors import UnknownReference
from plans.domain.plan import ChangeType, EnteredBy, PlanOrigin
from plans.domain.stored_plan import StoredLine, StoredPlan
from plans.persistence.plan_repository import plan_for_update, provider_exists
from plans.use_cases.edit_plan import Edited, edit_plan
from plans.use_cases.read_version import check_read_version
from shared.runtime.work import Work


async def add_line(work: Work, plan_id: UUID, given: StoredLine, change: ChangeType | None) -> Edited:
    """Add a draft line. Raises `PlanNotFound`, `UnknownReference`, `PlanNotReady`."""
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=False)
    if given.provider_id is not None and not await provider_exists(work, given.provider_id):
        raise UnknownReference("/provider_id", "provider")
    if given.supersedes is not None and loaded.plan.line(given.supersedes) is None:
        raise UnknownReference("/supersedes", "line in this plan")
    line = replace(given, entered_by=EnteredBy.CASE_MANAGER, changed_on=work.today)
    after = _asking(loaded.plan, line, change).with_line(line)
    detail: dict[str, Any] = {"line_id": line.id}
    return await edit_plan(work, loaded, after, "line_added", detail)


def _asking(plan: StoredPlan, line: StoredLine, change: ChangeType | None) -> StoredPlan:
    """A new line in a plan that was decided is an addendum, unless it follows an ended line or the caller says else."""
    if change is not None:
        return plan.asking_for(change)
    if plan.decided_at is None and plan.origin is not PlanOrigin.CONVERSION:
        return plan
    ended = plan.line(line.supersedes) if line.supersedes else None
    return plan.asking_for(ChangeType(ended.reason) if ended and ended.reason else ChangeType.ADDENDUM)
