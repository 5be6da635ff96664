"""Remove a line from a plan: a draft, for nothing that was authorized is ever deleted."""

from dataclasses import replace
from uuid import UUID

from plans.domain.errors import PartNotFound
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.edit_plan import Edited, edit_plan
from plans.use_cases.read_version import check_read_version
from shared.runtime.work import Work


async def remove_line(work: Work, plan_id: UUID, line_id: UUID) -> Edited:
    """A removed successor gives the line it followed its authorized end back. Raises `PartNotFound`, `PlanNotReady`."""
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=True)
    line = loaded.plan.line(line_id)
    if line is None:
        raise PartNotFound("line")
    after = replace(loaded.plan, lines=tuple(kept for kept in loaded.plan.lines if kept.id != line_id))
    followed = loaded.plan.line(line.supersedes) if line.supersedes else None
    if followed is not None:
        after = after.with_line(replace(followed.back_to_authorized(), changed_on=work.today))
    if not after.asks_for_something:
        after = replace(after, changes=())
    return await edit_plan(work, loaded, after, "line_removed", {"line_id": line_id})
