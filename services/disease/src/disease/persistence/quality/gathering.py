"""Who was enrolled in a year, and the codes that only measures look at, gathered for one transaction.

Arguments: $1 the run, $2 the last day of the year, $3 and $4 the range of members; `FOUND` goes without the run.
"""

from typing import Any

from disease.domain.quality.asthma_year import EXCLUDING
from disease.domain.quality.definition import Definition, Year
from disease.domain.value_sets.diagnoses import END_STAGE_KIDNEY_DISEASE, RETINOPATHY
from disease.domain.value_sets.procedures import EXAMINATION_SETS
from disease.persistence.population.gathering import COUNTED
from shared.kernel.facts.member_facts import Code, CodeSystem
from shared.runtime.database import Connection

DIAGNOSES = (*EXCLUDING, END_STAGE_KIDNEY_DISEASE, RETINOPATHY)

TABLES = """
drop table if exists q_codes, q_found;
create temp table q_codes (code integer not null, meaning text not null, place integer not null,
    examination boolean not null) on commit drop;
create temp table q_found (member integer not null, meaning text not null, place integer not null, day date not null)
    on commit drop;
"""
NAMED = """
with named as (
    select f.member from conditions f join run_codes r on r.run_id = $1 and r.code = f.code
    where f.member between $3 and $4 and f.recorded_on <= $2 and (r.asthma or r.diabetes_type is not null)
    union
    select f.member from encounters f join run_codes r on r.run_id = $1 and r.code = f.principal
    where f.member between $3 and $4 and f."start" <= $2 and (r.asthma or r.diabetes_type is not null)
    union
    select f.member from encounters f cross join unnest(f.diagnoses) as beside(code)
    join run_codes r on r.run_id = $1 and r.code = beside.code
    where f.member between $3 and $4 and f.diagnoses is not null and f."start" <= $2
    and (r.asthma or r.diabetes_type is not null)
    union
    select f.member from medications f left join run_codes r on r.run_id = $1 and r.code = f.code
    where f.member between $3 and $4 and f.dispensed_on <= $2
    and coalesce(r.drug_class, f.given_class) in ('asthma_controller', 'asthma_reliever')
)
"""
# The columns of days hold those of the year here, and whoever is gathered has an age on its last day.
MEMBERS = f"""{NAMED}
insert into p_members
select m.number, extract(year from $2::date)::integer - extract(year from m.birth_date)::integer,
    days_within(m.covered, '{{first}}', $2), days_within(m.pharmacy_covered, '{{first}}', $2), null
from named join members m on m.number = named.member
where (m.deceased_on is null or m.deceased_on > $2) and m.covered @> $2::date
and days_within(m.covered, '{{first}}', $2) >= {{least_days}}
"""
KEEP_CODES = "insert into q_codes select given.* from jsonb_populate_recordset(null::q_codes, $1) given"
COUNTED_ON = COUNTED.replace("$2", "$1")
FOUND = f"""
insert into q_found
select f.member, q.meaning, q.place, f.recorded_on from p_members join conditions f using (member)
join q_codes q on q.code = f.code and not q.examination where f.member between $2 and $3 and f.recorded_on <= $1
union all
select f.member, q.meaning, q.place, {COUNTED_ON} from p_members join encounters f using (member)
join q_codes q on q.code = f.principal and not q.examination where f.member between $2 and $3 and f."start" <= $1
union all
select f.member, q.meaning, q.place, {COUNTED_ON} from p_members join encounters f using (member)
cross join unnest(f.diagnoses) as beside(code) join q_codes q on q.code = beside.code and not q.examination
where f.member between $2 and $3 and f.diagnoses is not null and f."start" <= $1
union all
select f.member, q.meaning, q.place, f.observed_on from p_members join observations f using (member)
join q_codes q on q.code = f.code and q.examination where f.member between $2 and $3 and f.observed_on <= $1
"""


def members_of(year: Year, definitions: tuple[Definition, ...]) -> str:
    """Everybody whom any of the measures might count, by codes, drugs and the cover of the year itself."""
    gap = max(definition.most_gap_days for definition in definitions)
    return MEMBERS.format(first=year.first, least_days=year.days - gap)


async def keep_codes(tx: Connection) -> None:
    """Every known code is asked of the value sets once; the place tells which reason to exclude comes first."""
    rows = await tx.fetch("select id, system, code from codes")
    kept = [meaning for row in rows for meaning in _meanings(row["id"], Code(CodeSystem(row["system"]), row["code"]))]
    await tx.execute(KEEP_CODES, kept)


def _meanings(number: int, code: Code) -> list[dict[str, Any]]:
    named: list[tuple[str, bool]] = [(codes.id, False) for codes in DIAGNOSES if code in codes]
    named += [(examination.id, True) for examination in EXAMINATION_SETS if code in examination]
    places = [codes.id for codes in (*DIAGNOSES, *EXAMINATION_SETS)]
    return [
        {"code": number, "meaning": meaning, "place": places.index(meaning), "examination": examination}
        for meaning, examination in named
    ]
