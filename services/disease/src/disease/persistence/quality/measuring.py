"""One batch of a yearly run: gather the enrolled, find who has diabetes, and keep each measure's results."""

from uuid import UUID

from disease.domain.quality.definition import Definition, MeasureCode, Year
from disease.domain.rule_sets.rule_set import RuleSet
from disease.persistence.population.diabetes import diabetes_standings
from disease.persistence.population.gathering import TABLES, gathering
from disease.persistence.population.standing import BATCH_SECONDS, SETTINGS
from disease.persistence.quality import asthma, diabetes
from disease.persistence.quality.gathering import FOUND, keep_codes, members_of
from disease.persistence.quality.gathering import TABLES as CODE_TABLES
from shared.runtime.database import Connection


async def measure_range(
    tx: Connection, run_id: UUID, definitions: tuple[Definition, ...], year: Year, rules: RuleSet, first: int, last: int
) -> None:
    """Needs the meanings of codes of this run (`keep_meanings`)."""
    await tx.execute(SETTINGS)
    await tx.execute(TABLES)
    await tx.execute(CODE_TABLES)
    await keep_codes(tx)
    await tx.execute(members_of(year, definitions), year.last, first, last, timeout=BATCH_SECONDS)
    for statement in gathering(rules)[1:]:
        await _execute(tx, statement, run_id, year)
    await tx.execute(FOUND, year.last, timeout=BATCH_SECONDS)
    await tx.execute("analyze q_found")
    await _execute(tx, diabetes_standings(rules.diabetes), run_id, year)
    for definition in definitions:
        await _execute(tx, _statement(definition, year, rules), run_id, year)


async def _execute(tx: Connection, statement: str, run_id: UUID, year: Year) -> None:
    arguments = [argument for name, argument in (("$1", run_id), ("$2", year.last)) if name in statement]
    await tx.execute(statement, *arguments, timeout=BATCH_SECONDS)


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
