"""The inputs of the diabetes rules and their judgement, for all gathered members at once."""

from dataclasses import asdict

from disease.domain.reading.diabetes import (
    INSTRUMENT,
    MOST_LOWS,
    TYPE_ORDER,
    a1c_reading,
    egfr_reading,
    pressure_readings,
    uacr_reading,
)
from disease.domain.reading.results import BEYOND, Reading
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.rules.diabetes import DIABETES_RULES
from disease.domain.rules.diabetes_identification import DIABETES_IDENTIFICATION, DIABETES_REMAINDER
from disease.persistence.population.judging import STANDINGS, code_on, held, newest_code, tier_of_first

YEAR = "$2::date - {lookback_days}"
MONTHS = "($2::date - interval '{identification_months} months')::date"
OLDEST = "($2::date - interval '{kidney_persistence_months} months')::date"

RESULT = """jsonb_build_object('reported', coalesce(comparator, '') || amount::text, 'value', value::text,
    'source', source, 'day', day)"""
# A bound on the side of what is clear says nothing unless it lies beyond it; an open result is kept as it was sent.
COMPARED = f"""compared as materialized (
    select t.member, g.kind, t.day, t.source, t.comparator, t.amount, g.high_is_bad, g.clear, v.usable,
        case when v.usable then v.value else t.amount end as value,
        g.sign * case when v.usable then v.value else t.amount end as gravity
    from p_results t join (values {{readings}}) g(analyte, kind, high_is_bad, clear, sign) using (analyte)
    cross join lateral (select t.amount + case t.comparator when '>' then {BEYOND} when '<' then -{BEYOND}
        else 0 end as value) bound
    cross join lateral (select bound.value, case when t.comparator is null then true
        when (t.comparator in ('>', '>=')) = g.high_is_bad then true
        when g.high_is_bad then bound.value < g.clear else bound.value >= g.clear end as usable) v
)"""
NEWEST = """{name} as materialized (
    select distinct on (c.member, c.kind) c.* from compared c {extra}
    where {condition}
    order by c.member, c.kind, c.day desc, c.gravity desc, c.source desc,
        (coalesce(c.comparator, '') || c.amount::text) collate "C" desc
)"""
RESULTS = ", ".join(
    (
        COMPARED,
        NEWEST.format(name="last", extra="", condition=f"c.usable and c.day >= {YEAR}"),
        NEWEST.format(name="still_open", extra="", condition=f"not c.usable and c.kind = 'a1c' and c.day >= {YEAR}"),
        NEWEST.format(
            name="earlier",
            extra="join last l on l.member = c.member and l.kind = c.kind",
            condition="c.usable and c.kind in ('egfr', 'uacr') and (c.value < c.clear) <> c.high_is_bad and c.day "
            f"between {OLDEST} and l.day - {{kidney_persistence_days}}",
        ),
        f"""results as materialized (
    select member, jsonb_object_agg(kind, {RESULT}) as told,
        max(value) filter (where kind = 'a1c') as a1c, max(value) filter (where kind = 'egfr') as egfr,
        max(value) filter (where kind = 'uacr') as uacr, max(value) filter (where kind = 'systolic') as systolic,
        max(value) filter (where kind = 'diastolic') as diastolic
    from last group by member
)""",
        f"""beside as materialized (
    select member, jsonb_object_agg('earlier_' || kind, {RESULT}) as told from earlier group by member
)""",
        f"""undetermined as materialized (
    select member, {RESULT} as told from still_open
    where not exists (select from last where last.member = still_open.member and last.kind = 'a1c')
)""",
    )
)
TYPE = f"""(
    select distinct on (member) member, kind from (
        select c.member, r.diabetes_type as kind, count(*) as codes, max(c.day) as day
        from p_codes c join run_codes r on r.run_id = $1 and r.code = c.code
        where r.diabetes_type is not null and (c.confirmed or c.day >= {MONTHS})
        group by c.member, r.diabetes_type
    ) counted
    order by member, codes desc, day desc, array_position(array{[str(kind.value) for kind in TYPE_ORDER]}, kind) desc
)"""
ANSWERS = f"""(
    select member,
        (array_agg(lows order by completed_on desc, lows desc) filter (where lows is not null))[1] as level_3_lows,
        max(completed_on) filter (where lows is not null) as level_3_lows_on,
        (array_agg(sores order by completed_on desc, sores desc) filter (where sores is not null))[1] as sores,
        max(completed_on) filter (where sores is not null) as sores_on
    from (
        select a.member, a.completed_on, whole_answer(a.answers, 'level3_lows_3_months', {MOST_LOWS}) as lows,
            yes_answer(a.answers, 'foot_sores_now') as sores
        from p_members join assessments a using (member)
        where a.instrument = '{INSTRUMENT}' and a.completed_on between $2::date - {{answers_valid_days}} and $2
    ) given group by member
)"""
# What is said of a pregnancy comes before codes; the one that is told of several is that of `facts_queries`.
PREGNANCY = f"""(
    select m.member, case when told.member is null then 'code' when told.runs then 'pregnancy' end as told,
        code.system || ' ' || code.printed as code
    from p_members m
    left join (
        select distinct on (f.member) f.member, coalesce(f.ended_on > $2, true) and case
            when f.estimated_due_date is not null then $2 between f.estimated_due_date - {{pregnancy_days}}
                and f.estimated_due_date + {{pregnancy_days_after_due_date}}
            when f.noticed_on is not null then f.noticed_on between $2::date - {{pregnancy_days}} and $2
            else true end as runs
        from p_members join pregnancies f using (member)
        order by f.member, coalesce(f.ended_on > $2::date, true) desc,
            coalesce(f.estimated_due_date, f.noticed_on) desc nulls last, f.source_id, f.source
    ) told using (member)
    left join {newest_code("r.pregnancy and c.day >= $2::date - {pregnancy_days}")} code using (member)
)"""
INPUTS = f"""
with {RESULTS}, ill as materialized (
    select m.* from p_members m where exists (
        select from p_codes c join run_codes r on r.run_id = $1 and r.code = c.code
        where c.member = m.member and r.diabetes_type is not null)
)
select m.*, diagnosis.diagnosis, coalesce(seen.outpatient, 0) as outpatient_encounters,
    coalesce(seen.inpatient, 0) as inpatient_encounters, coalesce(seen.diagnosed, 0) as diagnosed_encounters,
    coalesce(drugs.events, 0) as drug_events, drugs.insulin_on, drugs.sulfonylurea_on, kind.kind,
    coalesce(events.stays, '{{{{}}}}') as stays, coalesce(events.crises, '{{{{}}}}') as crises,
    coalesce(events.ed_visits, 0) as ed_visits, coalesce(events.hypoglycaemia, 0) as hypoglycaemia_events,
    kidney.kidney_code, foot.foot, case when answers.sores then answers.sores_on end as foot_sores_on,
    answers.level_3_lows, answers.level_3_lows_on,
    case when pregnancy.told = 'code' then pregnancy.code else pregnancy.told end as pregnancy_source,
    results.told as results, beside.told as earlier, undetermined.told as undetermined_a1c,
    results.a1c, results.egfr, results.uacr, results.systolic, results.diastolic
from ill m
left join (
    select member, {code_on("n")} as diagnosis from {newest_code("r.diabetes_type is not null and c.confirmed")} n
) diagnosis using (member)
left join (
    select member, count(*) filter (where class <> 'inpatient') as outpatient,
        count(*) filter (where class = 'inpatient') as inpatient, count(*) as diagnosed
    from (
        select member, class, counted_on from p_encounters where class = 'outpatient' and names_diabetes
        union all select member, class, counted_on from p_events where names_diabetes) e
    where counted_on >= {MONTHS} group by member
) seen using (member)
left join (
    select d.member, count(distinct (d.code, d.dispensed_on)) filter (where d.dispensed_on >= {MONTHS}) as events,
        max(d.dispensed_on) filter (where d.class = 'insulin' and d.dispensed_on >= {YEAR}) as insulin_on,
        max(d.dispensed_on) filter (where d.class = 'sulfonylurea' and d.dispensed_on >= {YEAR}) as sulfonylurea_on
    from p_drugs d where d.class in ('insulin', 'sulfonylurea') group by d.member
) drugs using (member)
left join {TYPE} kind using (member)
left join (
    select member, array_agg(counted_on order by counted_on)
            filter (where class = 'inpatient' and diabetes and counted_on >= {YEAR}) as stays,
        array_agg(counted_on order by counted_on) filter (where crisis and counted_on >= {YEAR}) as crises,
        count(*) filter (where class = 'ed' and counted_on >= {YEAR}) as ed_visits,
        count(*) filter (where hypoglycaemia) as hypoglycaemia
    from p_events group by member
) events using (member)
left join (
    select member, {code_on("n")} as kidney_code
    from {newest_code("r.kidney and (c.confirmed or c.day >= $2::date - {lookback_days})")} n
) kidney using (member)
left join (
    select member, {code_on("n")} as foot from {newest_code("r.foot and c.day >= $2::date - {lookback_days}")} n
) foot using (member)
left join {ANSWERS} answers using (member)
left join {PREGNANCY} pregnancy using (member)
left join results using (member) left join beside using (member) left join undetermined using (member)
"""
KIDNEY_RISK = """case when egfr is null and uacr is null then null else (array{kidney_risk})
    [1 + {filtration_row}][1 + {albumin_column}] end"""
TOOL_APPLIES = "kind = 'type_2' and age >= {tool_least_age}"
TOOL_HIGH = (
    f"{TOOL_APPLIES} and (hypoglycaemia_events >= {{tool_many_events}}"
    " or (hypoglycaemia_events > 0 and insulin_on is not null))"
)
FRAIL = (
    "(kidney_code is not null or coalesce(egfr < {tool_egfr_below}, false) or age >= {tool_old_age}"
    " or ed_visits >= {tool_ed_visits})"
)
TOOL_INTERMEDIATE = (
    f"{TOOL_APPLIES} and not ({TOOL_HIGH}) and (hypoglycaemia_events > 0"
    f" or (coalesce(insulin_on, sulfonylurea_on) is not null and {FRAIL}))"
)
CONDITIONS = {
    "D-ID1": "diagnosis is not null",
    "D-ID2": "outpatient_encounters >= {outpatient_visits}",
    "D-ID3": "inpatient_encounters >= {inpatient_stays}",
    "D-ID4": "drug_events > 0 and diagnosed_encounters > 0",
    "D-VH1": "cardinality(crises) >= {very_high_crises}",
    "D-VH2": "crises[cardinality(crises)] >= $2::date - {recent_days}",
    "D-VH3": "a1c > {a1c_very_high} and (cardinality(stays) > 0 or cardinality(crises) > 0"
    f" or ({TOOL_HIGH}) or coalesce({KIDNEY_RISK} = 3, false))",
    "D-H1": "a1c > {a1c_high}",
    "D-H2": "cardinality(crises) > 0",
    "D-H3": "cardinality(stays) > 0",
    "D-H4": f"{KIDNEY_RISK} = 3",
    "D-H5": "foot is not null or foot_sores_on is not null",
    "D-H6": TOOL_HIGH,
    "D-H7": "pregnancy_source is not null",
    "D-H8": "level_3_lows >= {level_3_lows}",
    "D-M1": "a1c between {a1c_moderate} and {a1c_high}",
    "D-M2": "a1c is null and undetermined_a1c is null",
    "D-M3": f"{KIDNEY_RISK} in (1, 2)",
    "D-M4": "systolic >= {systolic_limit} or diastolic >= {diastolic_limit}",
    "D-M5": TOOL_INTERMEDIATE,
    "D-L1": "a1c < {a1c_moderate}",
    "D-U1": "undetermined_a1c is not null",
}
TOLD = """jsonb_build_object('age', age, 'diagnosis', diagnosis, 'outpatient_encounters', outpatient_encounters,
    'inpatient_encounters', inpatient_encounters, 'diagnosed_encounters', diagnosed_encounters,
    'drug_events', drug_events, 'type', kind, 'stays', stays, 'crises', crises, 'ed_visits', ed_visits,
    'hypoglycaemia_events', hypoglycaemia_events, 'insulin_on', insulin_on, 'sulfonylurea_on', sulfonylurea_on,
    'kidney_code', kidney_code, 'foot', foot, 'foot_sores_on', foot_sores_on, 'level_3_lows', level_3_lows,
    'level_3_lows_on', level_3_lows_on, 'pregnant', pregnancy_source is not null,
    'pregnancy_source', pregnancy_source, 'undetermined_a1c', undetermined_a1c)
    || coalesce(results, '{}') || coalesce(earlier, '{}')"""


def diabetes_standings(rules: DiabetesRules) -> str:
    """Arguments: $1 the run, $2 as_of."""
    limits = " + ".join(f"coalesce(egfr < {limit}, false)::integer" for limit in rules.egfr_limits)
    values = {
        **asdict(rules),
        "readings": ", ".join(readings_of(rules)),
        "kidney_risk": [list(row) for row in rules.kidney_risk],
        "filtration_row": limits,
        "albumin_column": f"coalesce(uacr >= {rules.uacr_moderate_from}, false)::integer"
        f" + coalesce(uacr > {rules.uacr_severe_above}, false)::integer",
    }
    conditions = {rule_id: condition.format(**values) for rule_id, condition in CONDITIONS.items()}
    return STANDINGS.format(
        inputs=INPUTS.format(**values),
        identification=held(DIABETES_IDENTIFICATION, conditions),
        first=held(DIABETES_RULES, conditions),
        remainder=held(DIABETES_REMAINDER, conditions),
        tier=tier_of_first((*DIABETES_RULES, *DIABETES_REMAINDER), "held"),
        disease="diabetes",
        told=TOLD,
    )


def readings_of(rules: DiabetesRules) -> list[str]:
    """Rows of `analyte, kind, high_is_bad, clear, sign`."""
    systolic, diastolic = pressure_readings(rules)
    kinds = {
        "a1c": a1c_reading(rules),
        "egfr": egfr_reading(rules),
        "uacr": uacr_reading(rules),
        "systolic": systolic,
        "diastolic": diastolic,
    }
    return [
        f"('{analyte.name}', '{kind}', {str(reading.high_is_bad).lower()}, {reading.clear}, {_sign(reading)})"
        for kind, reading in kinds.items()
        for analyte in reading.analytes
    ]


def _sign(reading: Reading) -> int:
    return 1 if reading.high_is_bad == reading.worst_of_day else -1
