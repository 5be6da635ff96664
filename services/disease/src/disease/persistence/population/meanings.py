"""What codes mean to a run: every known code is asked of the value sets once, by the rules' own functions."""

from datetime import date
from typing import Any
from uuid import UUID

from disease.domain.asthma_inputs import CodeOn
from disease.domain.reading.diabetes import type_of
from disease.domain.value_sets import diagnoses
from disease.domain.value_sets.drugs import BY_CODE as DRUG_OF
from shared.kernel.facts.member_facts import Code, CodeSystem
from shared.kernel.facts.observations import BY_CODE as ANALYTE_OF
from shared.runtime.database import Connection

SETS = {
    "asthma": diagnoses.ASTHMA,
    "severity": diagnoses.SEVERITY,
    "severe": diagnoses.SEVERE,
    "moderate_or_severe": diagnoses.MODERATE_OR_SEVERE,
    "crisis": diagnoses.GLYCAEMIC_CRISIS,
    "hypoglycaemia": diagnoses.HYPOGLYCAEMIA,
    "kidney": diagnoses.KIDNEY_STAGE_4_OR_5,
    "foot": diagnoses.FOOT,
    "pregnancy": diagnoses.PREGNANCY,
}
ANALYZE_SECONDS = 120
KEEP = """
insert into run_codes
select given.* from jsonb_populate_recordset(null::run_codes, $1) given
on conflict do nothing
"""


# A plan for a population is made from figures of the population, not of the day before a large import.
CHANGED = """
select relname as name from pg_stat_user_tables
where relname in ('members', 'conditions', 'observations', 'encounters', 'medications')
and n_mod_since_analyze > n_live_tup / 10
"""
OF_MEMBER = """
select c.id, c.system, c.code from codes c where c.id in (
    select f.code from conditions f where f.member = $1
    union select f.code from observations f where f.member = $1
    union select f.code from medications f where f.member = $1
    union select f.principal from encounters f where f.member = $1
    union select unnest(f.diagnoses) from encounters f where f.member = $1)
"""


async def keep_meanings(tx: Connection, run_id: UUID, as_of: date, *, member: int | None = None) -> None:
    """Of all codes, or of those that one member has. Codes that mean nothing to any rule are left out."""
    if member is None:
        rows = await tx.fetch("select id, system, code from codes")
    else:
        rows = await tx.fetch(OF_MEMBER, member)
    meanings = (_meaning(run_id, row["id"], Code(CodeSystem(row["system"]), row["code"]), as_of) for row in rows)
    await tx.execute(KEEP, [meaning for meaning in meanings if meaning is not None])
    if member is None:
        changed = [row["name"] for row in await tx.fetch(CHANGED)]
        await tx.execute("analyze " + ", ".join(["run_codes", *changed]), timeout=ANALYZE_SECONDS)


async def forget_meanings(tx: Connection, run_id: UUID) -> None:
    await tx.execute("delete from run_codes where run_id = $1", run_id)


def _meaning(run_id: UUID, number: int, code: Code, as_of: date) -> dict[str, Any] | None:
    sets = {name: code in members for name, members in SETS.items()}
    kind = type_of(CodeOn(code, as_of)) if code in diagnoses.DIABETES else None
    drug = DRUG_OF.get(code.code) if code.system is CodeSystem.RXNORM else None
    analyte = ANALYTE_OF.get(code.code) if code.system is CodeSystem.LOINC else None
    diagnosis = kind is not None or any(sets.values())
    if not diagnosis and drug is None and analyte is None:
        return None
    return {
        "run_id": run_id,
        "code": number,
        "system": code.system.value,
        "printed": code.code,
        "diagnosis": diagnosis,
        **sets,
        "diabetes_type": kind.value if kind else None,
        "drug_class": drug.drug_class.value if drug else None,
        "oral": bool(drug and drug.oral),
        "analyte": analyte.name if analyte else None,
        "units": [unit for unit in analyte.units if unit] if analyte else None,
        "without_unit": bool(analyte and None in analyte.units),
        "least": analyte.least if analyte else None,
        "most": analyte.most if analyte else None,
    }
