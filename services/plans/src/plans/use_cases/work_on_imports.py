"""One step of the background work on imports: one batch, in one transaction with its progress and its audit entry.

A killed process leaves whole batches behind it; whoever comes next goes on with the batch after the last.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import asyncpg

from plans.clients.members import KEPT_BACK, TOPIC, members_at
from plans.domain.import_jobs import ImportKind
from plans.persistence import import_jobs, plan_import, record_import
from plans.use_cases.load_plans import PLANS_PER_BATCH, Loading, load_plans
from plans.use_cases.receive_import import CUT_OFF
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

STEP = "imports"
ATTEMPTS = 3
TARGETS = {ImportKind.MEMBERS: record_import.MEMBERS, ImportKind.PROVIDERS: record_import.PROVIDERS}
LOST = "The database restarted and lost the rows that were still waiting. Send the file again; nothing comes in twice."
CLASHED = "Rows of one batch clash with records that change at the same time. Send the file again."
SETTINGS = "set local plan_cache_mode = 'force_custom_plan'; set local jit = off; set local work_mem = '32MB'"


async def work_on_imports(services: Services, neighbours: Mapping[str, str]) -> bool:
    """Whether there was something to do. `neighbours` are origins by service; they are told of members."""
    for attempt in range(ATTEMPTS):
        try:
            async with services.database.transaction() as tx:
                return await _one_batch(OwnWork(services, tx, STEP), neighbours)
        except asyncpg.IntegrityConstraintViolationError:
            # Somebody stored an overlapping plan or the same record since the batch was looked at: look again.
            if attempt == ATTEMPTS - 1:
                await _give_up(services)
    return True


async def _one_batch(work: OwnWork, neighbours: Mapping[str, str]) -> bool:
    tx = work.tx
    job = await import_jobs.claim(tx)
    if job is None:
        dead = await import_jobs.abandoned(tx)
        for job_id in dead:
            await import_jobs.end_job(tx, job_id, CUT_OFF)
        return bool(dead)
    await tx.execute(SETTINGS)
    outcomes = await _load(work, job, neighbours)
    if outcomes is not None:
        await import_jobs.advance(tx, job["id"], sum(outcomes.values()), outcomes)
    else:
        await import_jobs.end_job(tx, job["id"], None if job["done"] == job["total"] else LOST)
    return True


async def _load(work: OwnWork, job: Any, neighbours: Mapping[str, str]) -> Counter[str] | None:
    """Outcomes of the next batch; None when there is none left."""
    tx, time_of_ids = work.tx, str(work.new_id())[:15]
    kind = ImportKind(job["kind"])
    if kind is ImportKind.CONVERSION_PLANS:
        batch = await plan_import.batch_after(tx, job["id"], job["batches"], PLANS_PER_BATCH)
        if batch is None:
            return None
        loading = Loading(work.now, work.today, time_of_ids, job["actor"], job["roles"])
        return await load_plans(tx, batch, loading)
    if not await record_import.rows_left(tx, job["id"], job["batches"]):
        return None
    told = neighbours if kind is ImportKind.MEMBERS else {}
    addresses = {service: members_at(service, origin) for service, origin in told.items()}
    telling = record_import.Telling(TOPIC, job["request_id"], KEPT_BACK, addresses)
    rows = await record_import.load(tx, TARGETS[kind], job["id"], job["batches"], time_of_ids, work.now, telling)
    return Counter({row["outcome"]: row["rows"] for row in rows})


async def _give_up(services: Services) -> None:
    async with services.database.transaction() as tx:
        job = await import_jobs.claim(tx)
        if job is not None:
            await import_jobs.end_job(tx, job["id"], CLASHED)
