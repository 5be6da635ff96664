"""The diabetes measures of all gathered members. Arguments: $1 the run, $2 the last day of the year."""

from disease.domain.quality.definition import Definition, Year
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.value_sets.diagnoses import END_STAGE_KIDNEY_DISEASE, RETINOPATHY
from disease.domain.value_sets.procedures import RETINAL_EXAM, URINE_ALBUMIN, URINE_CREATININE
from disease.persistence.population.diabetes import COMPARED, readings_of
from disease.persistence.quality.population import RESULTS, population_of
from shared.kernel.facts.observations import EGFR, URINE_ALBUMIN_CREATININE_RATIO

REPORTED = "coalesce(c.comparator, '') || c.amount::text"
GLYCEMIC_STATUS = f"""
with {COMPARED}, population as ({{population}}), last as (
    select distinct on (c.member) c.member, c.value, {REPORTED} as reported, c.source, c.day
    from compared c where c.usable and c.kind = 'a1c' and c.day between '{{first}}' and $2
    order by c.member, c.day desc, c.gravity desc, c.source desc, ({REPORTED}) collate "C" desc
)
{RESULTS}
select $1, '{{version}}', member, null, 1, jsonb_build_object(
        'below_8', coalesce(value < {{controlled_below}}, false)::integer,
        'above_9', coalesce(value > {{poor_above}}, true)::integer),
    jsonb_strip_nulls(jsonb_build_object('value', reported, 'source', source, 'date', day))
from population left join last using (member)
"""
BLOOD_PRESSURE = f"""
with {COMPARED}, population as ({{population}}), lowest as (
    select distinct on (c.member, c.day, c.kind) c.member, c.day, c.kind, c.value, {REPORTED} as reported
    from compared c
    where c.usable and c.kind in ('systolic', 'diastolic') and c.day between '{{first}}' and $2
    order by c.member, c.day, c.kind, c.value, c.source, ({REPORTED}) collate "C"
), last as (
    select distinct on (s.member) s.member, s.day, s.value as upper, s.reported as upper_reported,
        d.value as lower, d.reported as lower_reported
    from lowest s join lowest d using (member, day) where s.kind = 'systolic' and d.kind = 'diastolic'
    order by s.member, s.day desc
)
{RESULTS}
select $1, '{{version}}', member, null, 1, jsonb_build_object('below_140_90',
        coalesce(upper < {{systolic_below}} and lower < {{diastolic_below}}, false)::integer),
    jsonb_strip_nulls(jsonb_build_object('systolic', upper_reported, 'diastolic', lower_reported, 'date', day))
from population left join last using (member)
"""
KIDNEY = f"""
with population as ({{population}}), failing as (
    select distinct member from q_found where meaning = '{END_STAGE_KIDNEY_DISEASE.id}'
), filtration as (
    select member, max(day) as day from p_results
    where analyte = '{EGFR.name}' and day between '{{first}}' and $2 group by member
), ratio as (
    select member, max(day) as day from (
        select member, day from p_results
        where analyte = '{URINE_ALBUMIN_CREATININE_RATIO.name}' and day between '{{first}}' and $2
        union all
        select a.member, a.day from q_found a join q_found c using (member)
        where a.meaning = '{URINE_ALBUMIN.id}' and c.meaning = '{URINE_CREATININE.id}'
        and abs(a.day - c.day) <= {{days_apart}} and least(a.day, c.day) >= '{{first}}'
    ) either group by member
), figures as (
    select member, failing.member is not null as excluded, filtration.day as egfr_on, ratio.day as uacr_on
    from population left join failing using (member) left join filtration using (member) left join ratio using (member)
)
{RESULTS}
select $1, '{{version}}', member, case when excluded then '{END_STAGE_KIDNEY_DISEASE.id}' end,
    (not excluded)::integer, case when excluded then '{{{{}}}}' else jsonb_build_object('evaluated',
        (egfr_on is not null and uacr_on is not null)::integer) end,
    case when excluded then '{{{{}}}}' else jsonb_strip_nulls(
        jsonb_build_object('egfr_on', egfr_on, 'uacr_on', uacr_on)) end
from figures
"""
EYES = f"""
with population as ({{population}}), examined as (
    select member, max(day) filter (where day >= '{{first}}') as this_year,
        max(day) filter (where day between '{{first_before}}' and '{{last_before}}') as year_before
    from q_found where meaning = '{RETINAL_EXAM.id}' group by member
), ill as (
    select distinct member from q_found where meaning = '{RETINOPATHY.id}' and day <= '{{last_before}}'
), figures as (
    select member, coalesce(this_year, case when ill.member is null then year_before end) as day
    from population left join examined using (member) left join ill using (member)
)
{RESULTS}
select $1, '{{version}}', member, null, 1, jsonb_build_object('examined', (day is not null)::integer),
    jsonb_strip_nulls(jsonb_build_object('examined_on', day))
from figures
"""


def glycemic_status(definition: Definition, year: Year, rules: DiabetesRules) -> str:
    return _formatted(GLYCEMIC_STATUS, definition, year, readings=", ".join(readings_of(rules)))


def blood_pressure(definition: Definition, year: Year, rules: DiabetesRules) -> str:
    return _formatted(BLOOD_PRESSURE, definition, year, readings=", ".join(readings_of(rules)))


def kidney_evaluation(definition: Definition, year: Year) -> str:
    return _formatted(KIDNEY, definition, year)


def eye_examination(definition: Definition, year: Year) -> str:
    before = year.before
    return _formatted(EYES, definition, year, first_before=str(before.first), last_before=str(before.last))


def _formatted(statement: str, definition: Definition, year: Year, **more: str) -> str:
    return statement.format(
        population=population_of(definition, year),
        first=year.first,
        version=definition.version,
        **definition.values,
        **more,
    )
