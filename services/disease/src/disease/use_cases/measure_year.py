"""Count the measures of a year for the whole population: a job, a batch of members per transaction.

A killed process leaves whole batches behind it; whoever comes next goes on with the member after the last.
"""

from typing import Any
from uuid import UUID

from disease.domain.errors import YearToCome
from disease.domain.quality.definition import Year
from disease.domain.quality.definitions import DEFINITIONS, in_force
from disease.domain.rule_sets import NEWEST, rule_set_named
from disease.persistence.population.meanings import forget_meanings, keep_meanings
from disease.persistence.quality import runs
from disease.persistence.quality.measuring import measure_range
from shared.runtime.database import Connection
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work

MEMBERS_PER_BATCH = 50_000
STEP = "measures"


async def start_measure_run(work: Work, year: int) -> tuple[UUID, str]:
    """The job as JSON text; `work_on_measures` does it. Raises `YearToCome`."""
    if year > work.today.year:
        raise YearToCome
    run_id = work.new_id()
    versions = [definition.version for definition in in_force(year)]
    job = await runs.open_run(work.tx, run_id, year, NEWEST.id, versions, work.caller.subject, work.now)
    work.record("measure_run_started", "measure_run", run_id, after={"year": year, "versions": versions})
    return run_id, job


async def work_on_measures(services: Services) -> bool:
    """Whether there was something to do: the beginning of a run, its next batch, or its end."""
    async with services.database.transaction() as tx:
        run = await runs.claim_run(tx)
        if run is None:
            return False
        work = OwnWork(services, tx, STEP)
        await _next_step(work, tx, run)
        await work.finish()
        return True


async def _next_step(work: OwnWork, tx: Connection, run: Any) -> None:
    run_id, year = run["id"], Year(run["year"])
    if run["next_number"] == 0:
        await keep_meanings(tx, run_id, year.last)
        await runs.prepare_run(tx, run_id)
        return
    batch = await runs.members_from(tx, run["next_number"], run["last_number"], MEMBERS_PER_BATCH)
    if not batch["members"]:
        await forget_meanings(tx, run_id)
        totals = await runs.finish_run(tx, run_id, work.now)
        work.record("measure_run_finished", "measure_run", run_id, after={"year": year.number, "totals": totals})
        return
    definitions = tuple(definition for definition in DEFINITIONS if definition.version in run["versions"])
    rules = rule_set_named(run["rule_set"])
    await measure_range(tx, run_id, definitions, year, rules, batch["first"], batch["last"])
    await runs.advance_run(tx, run_id, batch["members"], batch["last"] + 1)
