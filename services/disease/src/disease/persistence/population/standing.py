"""One batch of a run: gather, judge, and keep what is new."""

from datetime import date
from uuid import UUID

from disease.domain.rule_sets.rule_set import RuleSet
from disease.persistence.population.asthma import asthma_standings
from disease.persistence.population.diabetes import diabetes_standings
from disease.persistence.population.gathering import TABLES, gathering
from shared.runtime.database import Connection

SETTINGS = """
set local plan_cache_mode = 'force_custom_plan';
set local jit = off;
set local work_mem = '64MB';
set local default_statistics_target = 10;
set local statement_timeout = '5min'
"""
BATCH_SECONDS = 300
CLEAN = "drop table if exists p_members, p_codes, p_encounters, p_events, p_drugs, p_results, p_standings"
# The same question of the same facts under the same rules leaves no second answer.
KEEP = """
insert into stratifications (member, disease, as_of, run_id, rule_set, excluded, tier, identification, rules, inputs)
select s.member, s.disease, $2, $1, $3, s.excluded, s.tier, s.identification, s.rules, s.inputs
from p_standings s
where not exists (
    select from (
        select k.* from stratifications k
        where k.member = s.member and k.disease = s.disease and k.as_of = $2 and k.rule_set = $3
        order by k.recorded_at desc limit 1
    ) last
    where (last.excluded, last.tier, last.identification, last.rules, last.inputs)
    is not distinct from (s.excluded, s.tier, s.identification, s.rules, s.inputs))
"""


async def judge_range(tx: Connection, run_id: UUID, as_of: date, rules: RuleSet, first: int, last: int) -> None:
    """Fills `p_standings` with whoever of the members from number `first` to `last` is identified."""
    await tx.execute(SETTINGS)
    await tx.execute(CLEAN)
    await tx.execute(TABLES)
    for statement in gathering(rules):
        arguments = (run_id, as_of, first, last) if "$4" in statement else ()
        await tx.execute(statement, *arguments, timeout=BATCH_SECONDS)
    for statement in (asthma_standings(rules.asthma), diabetes_standings(rules.diabetes)):
        await tx.execute(statement, run_id, as_of, timeout=BATCH_SECONDS)


async def keep_standings(tx: Connection, run_id: UUID, as_of: date, rule_set: str) -> None:
    """Adds what `p_standings` holds to the history of each member."""
    await tx.execute(KEEP, run_id, as_of, rule_set, timeout=BATCH_SECONDS)
