"""A new rate splits every running line of its service: a batch of plans in one transaction with its progress.

A killed process leaves whole batches behind it; whoever comes next goes on. A line that is split already has no day
before the new rate any more, so a second job finds nothing to do.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from plans.domain import catalogue
from plans.domain.errors import NoSuchService, RateOfTheFuture
from plans.domain.rate_parts import RateSplit, split_at, with_splits
from plans.domain.stored_plan import StoredPlan
from plans.persistence import rate_changes
from plans.use_cases.judge_plan import with_suspensions
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work

STEP = "rate_changes"


async def start_rate_change(
    work: Work, code: str, modifiers: tuple[str, ...], effective: date, *, dry_run: bool
) -> dict[str, Any]:
    """The job. Raises `NoSuchService`, `RateOfTheFuture`."""
    service = catalogue.find(code, modifiers)
    if service is None:
        raise NoSuchService
    if effective > work.today and not dry_run:
        raise RateOfTheFuture(work.today)
    job = await rate_changes.open_job(work, service.key, effective, dry_run=dry_run)
    work.record("rate_change_started", "rate_change", UUID(job["id"]), after=job, effective_at=effective)
    return job


async def work_on_rate_changes(services: Services) -> bool:
    """Whether there was something to do."""
    async with services.database.transaction() as tx:
        job = await rate_changes.claim(tx)
        if job is None:
            return False
        work = OwnWork(services, tx, STEP)
        await _one_batch(work, job)
        await work.finish()
        return True


async def _one_batch(work: OwnWork, job: Any) -> None:
    loaded = await rate_changes.next_plans(work.tx, job)
    if not loaded:
        await rate_changes.end_job(work.tx, job["id"])
        return
    found = [(one, split_at(one.plan, job["service_key"], job["effective"], work.new_id)) for one in loaded]
    if not job["dry_run"]:
        kept = []
        for one, splits in found:
            if any(split.parts for split in splits):
                after = with_suspensions(with_splits(one.plan, splits), one.around)
                kept.append(replace(after, version=one.plan.version + 1, updated_at=work.now))
                _record(work, job, kept[-1], splits)
        parts = [part.id for _, splits in found for split in splits for part in split.parts]
        await rate_changes.keep_split_plans(work, job, kept, parts)
    lines = [_as_json(one.plan.id, split, job["dry_run"]) for one, splits in found for split in splits]
    await rate_changes.record_lines(work.tx, job["id"], lines, loaded[-1].plan.id)


def _record(work: OwnWork, job: Any, plan: StoredPlan, splits: list[RateSplit]) -> None:
    detail = {
        "rate_change": job["id"],
        "lines": [{"line_id": split.line.id, "successor_id": split.parts[1].id} for split in splits if split.parts],
    }
    work.record(
        "rate_changed",
        "service_plan",
        plan.id,
        member_id=plan.member_id,
        before={"version": plan.version - 1},
        after={"version": plan.version, "status": plan.status, "detail": detail},
        rule_ids=("UN-05",),
        effective_at=job["effective"],
    )


def _as_json(plan_id: UUID, split: RateSplit, dry_run: bool) -> dict[str, Any]:
    done = "would_split" if dry_run else "split"
    return {
        "line_id": split.line.id,
        "plan_id": plan_id,
        "outcome": done if split.parts else "waiting",
        "total": split.line.total,
        "cost": split.line.cost,
        "parts": [
            {
                "line_id": None if dry_run and part.id != split.line.id else part.id,
                "start": part.start,
                "end": part.end,
                "total": part.total,
                "cost": None if part.cost is None else str(part.cost),
            }
            for part in split.parts
        ],
        "reason": split.reason,
    }
