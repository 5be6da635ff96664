"""End an authorized line and add its successor in one step, so that neither can be forgotten."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from plans.domain.errors import AlreadySucceeded, LineNotAuthorized, OutsideTheLine, PartNotFound, UnknownReference
from plans.domain.plan import ChangeType, EndReason, EnteredBy, Frequency, LineStatus
from plans.domain.policies import policy_on
from plans.domain.stored_plan import StoredLine
from plans.persistence.plan_repository import plan_for_update, provider_exists
from plans.use_cases.edit_plan import Edited, edit_plan
from plans.use_cases.read_version import check_read_version
from shared.kernel.calendar import ONE_DAY
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`effective` is the first day of the successor; for `end` the last day of the line."""

    type: EndReason
    line_id: UUID
    effective: date
    units: int | None = None
    frequency: Frequency | None = None
    provider_id: UUID | None = None
    reason: str | None = None
    shared_day: bool = True


async def change_services(work: Work, plan_id: UUID, change: Change) -> Edited:
    """Raises `PartNotFound`, `LineNotAuthorized`, `AlreadySucceeded`, `OutsideTheLine`, `PlanNotReady`."""
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=False)
    line = loaded.plan.line(change.line_id)
    if line is None:
        raise PartNotFound("line")
    if line.status is not LineStatus.AUTHORIZED:
        raise LineNotAuthorized
    if loaded.plan.successor_of(line.id) is not None:
        raise AlreadySucceeded
    if change.provider_id is not None and not await provider_exists(work, change.provider_id):
        raise UnknownReference("/provider_id", "provider")
    case_management = policy_on(loaded.plan.start).case_management_code
    ended, successor = _ended_and_successor(work, line, change, shares_day=line.service_code == case_management)
    after = loaded.plan.with_line(ended).asking_for(ChangeType(change.type))
    if successor is not None:
        after = after.with_line(successor)
    detail = {
        "change": change.type,
        "line_id": line.id,
        "successor_id": successor.id if successor else None,
        "reason": change.reason,
    }
    return await edit_plan(work, loaded, after, "services_changed", detail)


def _ended_and_successor(
    work: Work, line: StoredLine, change: Change, *, shares_day: bool
) -> tuple[StoredLine, StoredLine | None]:
    first, last = line.start, line.end
    if first is None or last is None or not first < change.effective <= last:
        raise OutsideTheLine(first, last)
    if change.type is EndReason.END:
        return replace(line, end=change.effective, reason=change.type, changed_on=work.today), None
    shared = change.type is EndReason.TRANSFER and shares_day and change.shared_day
    end = change.effective if shared else change.effective - ONE_DAY
    ended = replace(line, end=end, reason=change.type, changed_on=work.today)
    successor = StoredLine(
        id=work.new_id(),
        service_code=line.service_code,
        modifiers=line.modifiers,
        provider_id=change.provider_id or line.provider_id,
        units=line.units if change.units is None else change.units,
        frequency=change.frequency or line.frequency,
        start=change.effective,
        end=last,
        supersedes=line.id,
        entered_by=EnteredBy.CASE_MANAGER,
        changed_on=work.today,
    )
    return ended, successor
