"""One step of the background work on imports: one batch, in one transaction with its progress and its audit entry.

A killed process leaves whole batches behind it; whoever comes next goes on with the batch after the last.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import asyncpg

from shared.runtime.imports import jobs
from shared.runtime.imports.receiving import CUT_OFF
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

STEP = "imports"
ATTEMPTS = 3
LOST = "The database restarted and lost the rows that were still waiting. Send the file again; nothing comes in twice."
CLASHED = "Rows of one batch clash with records that change at the same time. Send the file again."
SETTINGS = "set local plan_cache_mode = 'force_custom_plan'; set local jit = off; set local work_mem = '32MB'"

# Outcomes of the job's next batch; None when there is none left.
Load = Callable[[OwnWork, Any], Awaitable[Counter[str] | None]]


async def work_on_one_batch(services: Services, staging: Sequence[str], load: Load) -> bool:
    """Whether there was something to do."""
    for attempt in range(ATTEMPTS):
        try:
            async with services.database.transaction() as tx:
                return await _one_batch(OwnWork(services, tx, STEP), staging, load)
        except asyncpg.IntegrityConstraintViolationError:
            # Somebody stored the same or what excludes it since the batch was looked at: look again.
            if attempt == ATTEMPTS - 1:
                await _give_up(services, staging)
    return True


async def _one_batch(work: OwnWork, staging: Sequence[str], load: Load) -> bool:
    tx = work.tx
    job = await jobs.claim(tx)
    if job is None:
        dead = await jobs.abandoned(tx)
        for job_id in dead:
            await jobs.end_job(tx, job_id, staging, CUT_OFF)
        return bool(dead)
    await tx.execute(SETTINGS)
    outcomes = await load(work, job)
    if outcomes is not None:
        await jobs.advance(tx, job["id"], sum(outcomes.values()), outcomes)
    else:
        await jobs.end_job(tx, job["id"], staging, None if job["done"] == job["total"] else LOST)
    return True


async def _give_up(services: Services, staging: Sequence[str]) -> None:
    async with services.database.transaction() as tx:
        job = await jobs.claim(tx)
        if job is not None:
            await jobs.end_job(tx, job["id"], staging, CLASHED)
