"""Stratify one member at once, or the population as a job, a batch of members per transaction.

A killed process leaves whole batches behind it; whoever comes next takes up the others.
"""

from datetime import date
from typing import Any
from uuid import UUID

from disease.domain.errors import MemberNotFound
from disease.domain.rule_sets import rule_set_named
from disease.domain.rule_sets.rule_set import RuleSet
from disease.persistence.member_repository import number_of_member
from disease.persistence.population import runs
from disease.persistence.population.meanings import forget_meanings, keep_meanings
from disease.persistence.population.registry import follow_standings
from disease.persistence.population.standing import judge_range, keep_standings
from disease.use_cases.follow_registry import follow_member
from shared.runtime.database import Connection
from shared.runtime.work import Services, Work

MEMBERS_PER_BATCH = 100_000


async def stratify_member(work: Work, run_id: UUID, member_id: UUID, as_of: date, rules: RuleSet) -> str:
    """The finished job as JSON text. Raises `MemberNotFound`."""
    number = await number_of_member(work.tx, member_id)
    if number is None:
        raise MemberNotFound
    tx = work.tx
    await runs.open_run(tx, run_id, member_id, as_of, rules.id, work.caller, work.request_id, work.now)
    await keep_meanings(tx, run_id, as_of, member=number)
    await _one_batch(tx, run_id, as_of, rules, number, number, members=1)
    await forget_meanings(tx, run_id)
    await follow_member(work, member_id)
    work.record("stratified", "member", member_id, member_id=member_id, effective_at=as_of)
    await follow_member(work, member_id)
    return await runs.finish_run(tx, run_id)


async def start_population_run(work: Work, run_id: UUID, as_of: date, rules: RuleSet) -> str:
    """The job as JSON text; `work_on_runs` does it."""
    work.record("population_run_started", "stratification_run", run_id, effective_at=as_of)
    return await runs.open_run(work.tx, run_id, None, as_of, rules.id, work.caller, work.request_id, work.now)


async def work_on_runs(services: Services) -> bool:
    """Whether there was something to do: the next batch of a run, its beginning, or its end."""
    async with services.database.transaction() as tx:
        batch = await runs.claim_batch(tx)
        if batch is not None:
            rules = rule_set_named(batch["rule_set"])
            span = batch["first_number"], batch["last_number"]
            await _one_batch(tx, batch["run_id"], batch["as_of"], rules, *span, members=batch["members"])
            return True
        return any([await _begun_or_ended(tx, run) for run in await runs.claim_runs(tx)])


async def _begun_or_ended(tx: Connection, run: Any) -> bool:
    """False while others work on the last batches."""
    if not run["prepared"]:
        await keep_meanings(tx, run["id"], run["as_of"])
        if await runs.prepare_run(tx, run["id"], MEMBERS_PER_BATCH):
            return True
    elif run["open"]:
        return False
    await forget_meanings(tx, run["id"])
    await runs.finish_run(tx, run["id"])
    return True


async def _one_batch(
    tx: Connection, run_id: UUID, as_of: date, rules: RuleSet, first: int, last: int, *, members: int
) -> None:
    await judge_range(tx, run_id, as_of, rules, first, last)
    await keep_standings(tx, run_id, as_of, rules.id)
    await follow_standings(tx, run_id, as_of, rules.id, rules.assignment, first, last)
    await runs.advance_run(tx, run_id, members, first)
