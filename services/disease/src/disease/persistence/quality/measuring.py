"""One batch of a yearly run: gather the enrolled, find who has diabetes, and keep each measure's results."""

from typing import Any
from uuid import UUID

from disease.domain.quality.definition import Definition, MeasureCode, Year
from disease.domain.rule_sets.rule_set import RuleSet
from disease.persistence.population.diabetes import diabetes_standings
from disease.persistence.population.gathering import TABLES, gathering
from disease.persistence.population.standing import BATCH_SECONDS, CLEAN, SETTINGS
from disease.persistence.quality import asthma, diabetes
from disease.persistence.quality.gathering import FOUND, keep_codes, members_of
from disease.persistence.quality.gathering import TABLES as CODE_TABLES
from shared.runtime.database import Connection


async def measure_range(
    tx: Connection, run_id: UUID, definitions: tuple[Definition, ...], year: Year, rules: RuleSet, first: int, last: int
) -> None:
    """Needs the meanings of codes of this run (`keep_meanings`)."""
    await tx.execute(SETTINGS)
    for statement in (CLEAN, TABLES, CODE_TABLES):
        await tx.execute(statement)
    await keep_codes(tx)
    arguments = (run_id, year.last, first, last)
    for statement in (members_of(year, definitions), *gathering(rules)[1:]):
        await _execute(tx, statement, *arguments)
    await _execute(tx, FOUND, *arguments[1:])
    await _execute(tx, "analyze q_found")
    for statement in (
        diabetes_standings(rules.diabetes),
        *(_statement(definition, year, rules) for definition in definitions),
    ):
        await _execute(tx, statement, *arguments)


async def _execute(tx: Connection, statement: str, *arguments: Any) -> None:
    """With as many of the arguments as the statement names."""
    named = max((number for number in range(1, len(arguments) + 1) if f"${number}" in statement), default=0)
    await tx.execute(statement, *arguments[:named], timeout=BATCH_SECONDS)


def _statement(definition: Definition, year: Year, rules: RuleSet) -> str:
    match definition.code:
        case MeasureCode.AMR:
            return asthma.medication_ratio(definition, year)
        case MeasureCode.AAF:
            return asthma.asthma_follow_up(definition, year)
        case MeasureCode.GSD:
            return diabetes.glycemic_status(definition, year, rules.diabetes)
        case MeasureCode.KED:
            return diabetes.kidney_evaluation(definition, year)
        case MeasureCode.BPD:
            return diabetes.blood_pressure(definition, year, rules.diabetes)
        case MeasureCode.EED:
            return diabetes.eye_examination(definition, year)
