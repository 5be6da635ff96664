"""Nobody reviews a plan of their own."""

from plans.domain.errors import PlanNotReady
from plans.domain.policies import policy_on
from plans.domain.rules.supervisor_review import nobody_reviews_their_own_plan
from plans.domain.stored_plan import StoredPlan
from shared.kernel.errors import NotPermitted
from shared.kernel.finding import Finding
from shared.runtime.identity import Role
from shared.runtime.work import Work


def refuse_own_review(
    work: Work, plan: StoredPlan, *, pointer: str = "/case_manager", author: str | None = None
) -> None:
    """Raises `PlanNotReady` for a supervisor who manages the plan or wrote the note, `NotPermitted` for all others."""
    supervises = work.caller.has(Role.CM_SUPERVISOR)
    if work.caller.subject in (plan.case_manager, author):
        finding = _own_review(pointer, work.caller.subject, plan)
        if supervises:
            raise PlanNotReady((finding,))
        raise NotPermitted(finding.message, (finding,))
    if not supervises:
        raise NotPermitted(f"This needs the role {Role.CM_SUPERVISOR}.")


def _own_review(pointer: str, reviewer: str, plan: StoredPlan) -> Finding:
    broken = nobody_reviews_their_own_plan
    return Finding(
        rule_id=broken.id,
        severity=broken.severity,
        message="You cannot review your own plan. Ask another supervisor of your agency.",
        pointer=pointer,
        expected="another person",
        actual=reviewer,
        policy=policy_on(plan.start).id,
        citation=broken.citation,
    )
