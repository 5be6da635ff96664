"""Keep the next version of a plan, with its audit entry."""

from dataclasses import replace
from typing import Any

from plans.domain.stored_plan import StoredPlan
from plans.persistence.plan_repository import save_plan
from shared.runtime.work import Work


async def keep_plan(
    work: Work,
    before: StoredPlan | None,
    after: StoredPlan,
    action: str,
    *,
    rule_ids: tuple[str, ...] = (),
    detail: Any = None,
) -> StoredPlan:
    """Store `after` as the version that follows `before`. `detail` says what changed, for the audit log."""
    version = before.version + 1 if before else 1
    kept = replace(after, version=version, updated_at=work.now)
    await save_plan(work, before, kept, action, rule_ids)
    work.record(
        action,
        "service_plan",
        kept.id,
        member_id=kept.member_id,
        before={"version": before.version, "status": before.status} if before else None,
        after={"version": version, "status": kept.status, "detail": detail},
        rule_ids=rule_ids,
    )
    return kept
