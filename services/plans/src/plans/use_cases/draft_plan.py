"""Open a service plan, with as much of its content as is known, and submit it at once if asked."""

from dataclasses import dataclass, replace
from datetime import date

from plans.domain.errors import DocumentUndated, UnknownReference
from plans.domain.plan import ChangeType, EnteredBy, LineStatus, PlanOrigin, PlanType
from plans.domain.stage import Stage
from plans.domain.stored_plan import StoredLine, StoredPlan
from plans.persistence.plan_repository import Planning, planning_for
from plans.use_cases.judge_plan import Judgement, judge
from plans.use_cases.keep_plan import keep_plan
from plans.use_cases.submit_plan import submitted
from shared.kernel.calendar import Span
from shared.kernel.errors import NotPermitted
from shared.runtime.identity import Role
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Drafted:
    plan: StoredPlan
    judgement: Judgement


async def draft_plan(work: Work, given: StoredPlan, change: ChangeType | None, priority: bool | None) -> Drafted:
    """Store a new plan; `priority` not None submits it. Raises what the request cannot mean, `PlanNotReady`."""
    _refuse_loading_by_agencies(work, given)
    wanted = [line.provider_id for line in given.lines if line.provider_id is not None]
    planning = await planning_for(work, given.member_id, wanted)
    if planning is None:
        raise UnknownReference("/member_id", "member")
    for place, line in enumerate(given.lines):
        if line.provider_id is not None and line.provider_id not in planning.providers:
            raise UnknownReference(f"/lines/{place}/provider_id", "provider")
    for place, document in enumerate(given.documents):
        if document.lacks_its_date:
            raise DocumentUndated(f"/documents/{place}")
    agency = given.agency or planning.agency if work.caller.sees_all else work.caller.agency
    plan = replace(given, agency=agency, lines=tuple(_as_loaded(given, line) for line in given.lines))
    kind = change or _kind(plan, planning)
    if priority is None:
        action, judgement = "drafted", judge(plan, planning.around, Stage.EDIT, work.today, as_new=kind)
        judgement.refuse(Stage.EDIT)
    else:
        action = "drafted_and_submitted"
        judgement = submitted(work, plan, planning.around, priority=priority, as_new=kind)
    kept = await keep_plan(work, None, judgement.plan, action, rule_ids=judgement.rule_ids)
    return Drafted(kept, judgement)


def _refuse_loading_by_agencies(work: Work, given: StoredPlan) -> None:
    """Plans and lines that count as authorized already come from the programme office, never from an agency."""
    loads = given.origin is not PlanOrigin.CASE_MANAGER or any(
        line.status is LineStatus.AUTHORIZED for line in given.lines
    )
    if loads and not work.caller.has(Role.OPS, Role.SPA_REVIEWER, Role.SERVICE):
        raise NotPermitted("Only the programme office loads authorized lines. Enter yours as drafts.")


def _as_loaded(plan: StoredPlan, line: StoredLine) -> StoredLine:
    """An authorized line keeps what was authorized; it was entered by whom the plan comes from."""
    if line.status is not LineStatus.AUTHORIZED:
        return line
    return replace(line, authorized=line.terms, entered_by=EnteredBy(plan.origin))


def _kind(plan: StoredPlan, planning: Planning) -> ChangeType:
    """A second plan over days of a plan that was decided or converted is an addendum in the wrong place."""
    if plan.type is PlanType.REASSESSMENT:
        return ChangeType.REASSESSMENT
    days = Span(plan.start, plan.end) if plan.start <= plan.end else None
    for other in planning.plans_in_force:
        span = Span(date.fromisoformat(other["start"]), date.fromisoformat(other["end"]))
        in_force = other["decided_at"] is not None or other["origin"] == PlanOrigin.CONVERSION
        if days is not None and in_force and span.overlaps(days):
            return ChangeType.ADDENDUM
    return ChangeType.INITIAL
