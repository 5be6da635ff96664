"""The inputs of the asthma rules and their judgement, for all gathered members at once."""

from dataclasses import asdict

from disease.domain.reading.answers import DAYS_OF_A_WEEK, MOST_COURSES, MOST_PER_MONTH
from disease.domain.reading.control import INSTRUMENT, SOURCE
from disease.domain.rule_sets.rule_set import AsthmaRules
from disease.domain.rules.asthma import ASTHMA_RULES
from disease.domain.rules.asthma_identification import ASTHMA_IDENTIFICATION, ASTHMA_REMAINDER
from disease.persistence.population.judging import STANDINGS, code_on, held, newest_code, tier_of_first
from shared.kernel.facts.observations import ASTHMA_CONTROL_TOTAL

YEAR = "$2::date - {lookback_days}"
MONTHS = "($2::date - interval '{identification_months} months')::date"

DAYS_ANSWERED = """case when yes_answer(a.answers, '{always}') then 2 when {days} is null then null
    when {days} <= {most_well} then 0 else 1 end"""
COUNT_ANSWERED = """case when {count} is null then null when {count} >= {very_poor} then 2
    when {count} <= {most_well} then 0 else 1 end"""


def _whole(name: str, most: int) -> str:
    return f"whole_answer(a.answers, '{name}', {most})"


DOMAINS = (
    DAYS_ANSWERED.format(
        always="symptoms_throughout_day",
        days=_whole("daytime_symptom_days_per_week", DAYS_OF_A_WEEK),
        most_well="l.well_daytime_days",
    ),
    COUNT_ANSWERED.format(
        count=_whole("night_wakings_per_month", MOST_PER_MONTH),
        most_well="l.well_night_wakings",
        very_poor="l.very_poor_night_wakings",
    ),
    DAYS_ANSWERED.format(
        always="reliever_several_times_daily",
        days=_whole("reliever_days_per_week", DAYS_OF_A_WEEK),
        most_well="l.well_reliever_days",
    ),
    """case when jsonb_typeof(a.answers->'activity_limitation') = 'string' then case a.answers->>'activity_limitation'
    when 'none' then 0 when 'some' then 1 when 'extreme' then 2 end end""",
    COUNT_ANSWERED.format(
        count=_whole("oral_steroid_courses_12_months", MOST_COURSES),
        most_well="l.well_steroid_courses",
        very_poor="l.very_poor_steroid_courses",
    ),
)
LIMITS = """(
    select * from jsonb_to_recordset('{limits}') as limits(from_age integer, well_daytime_days integer,
        well_reliever_days integer, well_night_wakings integer, very_poor_night_wakings integer,
        well_steroid_courses integer, very_poor_steroid_courses integer)
    where m.age >= from_age or from_age = 0 order by from_age desc limit 1
)"""
# The worst answered domain; well only when all are answered. Of the newest day the worst class.
CONTROL = f"""(
    select distinct on (member) member, day, control, source from (
        select m.member, a.completed_on as day, d.worst as control, '{SOURCE}' collate "C" as source
        from p_members m join assessments a using (member)
        cross join lateral {LIMITS} l
        cross join lateral (select array[{", ".join(DOMAINS)}] as classes) found
        cross join lateral (select max(one) as worst from unnest(found.classes) one) d
        where a.instrument = '{INSTRUMENT}' and a.completed_on <= $2
        and not (d.worst = 0 and array_position(found.classes, null) is not null) and d.worst is not null
        union all
        select m.member, t.day, case when t.amount >= {{total_well}} then 0 when t.amount <= {{total_very_poor}} then 2
            else 1 end, t.source
        from p_members m join p_results t using (member)
        where t.analyte = '{ASTHMA_CONTROL_TOTAL.name}' and t.comparator is null and m.age >= {{total_least_age}}
    ) known
    where day >= $2::date - {{control_valid_days}}
    order by member, day desc, control desc, source desc
)"""
COURSES = f"""(
    select member, spaced_days(day, {{steroid_days_between_courses}} order by day) as days from (
        select distinct d.member, d.dispensed_on as day from p_drugs d
        where d.class = 'oral_steroid' and d.dispensed_on >= {YEAR}
        and coalesce(d.days_supply, 0) <= {{steroid_most_days_supply}}
        and (exists (
            select from p_codes c join run_codes r on r.run_id = $1 and r.code = c.code
            where c.member = d.member and c.confirmed and r.asthma and d.dispensed_on
            between c.day - {{steroid_days_around_asthma}} and c.day + {{steroid_days_around_asthma}}
        ) or exists (
            select from p_encounters e where e.member = d.member and e.names_asthma and d.dispensed_on
            between e."start" - {{steroid_days_around_asthma}}
            and greatest(e."start", e.counted_on) + {{steroid_days_around_asthma}}
        ))
    ) near group by member
)"""
UNITS = """coalesce(d.units, case when d.oral and d.days_supply > 0
    then ceil(d.days_supply / {days_per_oral_unit}::numeric) end, 1)"""
INPUTS = f"""
with ill as materialized (
    select m.* from p_members m where exists (
        select from p_codes c join run_codes r on r.run_id = $1 and r.code = c.code
        where c.member = m.member and r.asthma)
)
select m.*, diagnosis.diagnosis, coalesce(events.acute, 0) as acute_events, events.intensive_care_on,
    coalesce(events.stays, '{{{{}}}}') as stays, coalesce(events.ed_visits, '{{{{}}}}') as ed_visits,
    coalesce(seen.outpatient, 0) as outpatient_encounters, coalesce(seen.diagnosed, 0) as diagnosed_encounters,
    coalesce(drugs.events, 0) as drug_events, coalesce(drugs.controller, 0) as controller_units,
    coalesce(drugs.reliever, 0) as reliever_units, coalesce(courses.days, '{{{{}}}}') as steroid_courses,
    severity.severity, severity.severe, severity.moderate_or_severe, control.control, control.told as control_told
from ill m
left join (select member, {code_on("n")} as diagnosis from {newest_code("r.asthma and c.confirmed")} n) diagnosis
    using (member)
left join (
    select member, count(*) filter (where counted_on >= {MONTHS}) as acute,
        max(counted_on) filter (where icu) as intensive_care_on,
        array_agg(counted_on order by counted_on)
            filter (where class = 'inpatient' and counted_on >= {YEAR}) as stays,
        array_agg(counted_on order by counted_on) filter (where class = 'ed' and counted_on >= {YEAR}) as ed_visits
    from p_events where asthma group by member
) events using (member)
left join (
    select member, count(*) filter (where class = 'outpatient') as outpatient, count(*) as diagnosed
    from p_encounters where names_asthma and counted_on >= {MONTHS} group by member
) seen using (member)
left join (
    select d.member, count(distinct (d.code, d.dispensed_on)) filter (where d.dispensed_on >= {MONTHS}) as events,
        sum({UNITS}) filter (where d.class = 'asthma_controller' and d.dispensed_on >= {YEAR}) as controller,
        sum({UNITS}) filter (where d.class = 'asthma_reliever' and d.dispensed_on >= {YEAR}) as reliever
    from p_drugs d where d.class in ('asthma_controller', 'asthma_reliever') group by d.member
) drugs using (member)
left join {COURSES} courses using (member)
left join (
    select member, severe, moderate_or_severe, {code_on("n")} as severity
    from {newest_code("r.severity and c.day >= ($2::date - interval '{severity_months} months')::date")} n
) severity using (member)
left join (
    select member, control, jsonb_build_object('control', control, 'day', day, 'source', source) as told
    from {CONTROL} known
) control using (member)
"""
FEW = "controller_units < {amr_controlled} * (controller_units + reliever_units)"
COVERED = "least(days_covered, days_with_pharmacy) >= {least_days_covered}"
RECENT = "$2::date - {recent_days}"
CONDITIONS = {
    "A-ID1": "age >= {least_age} and diagnosis is not null",
    "A-ID2": "age >= {least_age} and acute_events >= {acute_visits}",
    "A-ID3": "age >= {least_age} and outpatient_encounters >= {outpatient_visits}",
    "A-ID4": "age >= {least_age} and drug_events >= {drug_events} and diagnosed_encounters > 0",
    "A-VH1": "intensive_care_on is not null",
    "A-VH2": "cardinality(stays) >= {very_high_stays}",
    "A-VH3": "cardinality(ed_visits) >= {very_high_ed_visits}",
    "A-VH4": f"stays[cardinality(stays)] >= {RECENT} or ed_visits[cardinality(ed_visits)] >= {RECENT}",
    "A-VH5": "reliever_units >= {very_high_canisters}",
    "A-H1": "cardinality(stays) > 0",
    "A-H2": "cardinality(ed_visits) >= {high_ed_visits}",
    "A-H3": "cardinality(steroid_courses) >= {high_steroid_courses}",
    "A-H4": "control = 2",
    "A-H5": f"(cardinality(ed_visits) = 1 or cardinality(steroid_courses) = 1) and {FEW}",
    "A-H6": "severe and controller_units = 0 and days_with_pharmacy >= {least_days_covered}",
    "A-M1": f"cardinality(ed_visits) = 1 and ed_visits[1] < {RECENT}",
    "A-M2": "cardinality(steroid_courses) = 1",
    "A-M3": FEW,
    "A-M4": "reliever_units >= {moderate_canisters}",
    "A-M5": "control = 1",
    "A-M6": "moderate_or_severe",
    "A-L1": COVERED,
    "A-L2": "control = 0",
    "A-U1": f"not {COVERED} and control is null",
}
TOLD = """jsonb_build_object('age', age, 'days_covered', days_covered, 'days_with_pharmacy', days_with_pharmacy,
    'diagnosis', diagnosis, 'acute_events', acute_events, 'outpatient_encounters', outpatient_encounters,
    'diagnosed_encounters', diagnosed_encounters, 'drug_events', drug_events, 'intensive_care_on', intensive_care_on,
    'stays', stays, 'ed_visits', ed_visits, 'steroid_courses', steroid_courses,
    'controller_units', controller_units::text, 'reliever_units', reliever_units::text, 'severity', severity,
    'control', control_told)"""


def asthma_standings(rules: AsthmaRules) -> str:
    """Arguments: $1 the run, $2 as_of."""
    limits = [asdict(limit) for limit in rules.control_limits]
    values = {**asdict(rules), "limits": str(limits).replace("'", '"')}
    conditions = {rule_id: condition.format(**values) for rule_id, condition in CONDITIONS.items()}
    return STANDINGS.format(
        inputs=INPUTS.format(**values),
        identification=held(ASTHMA_IDENTIFICATION, conditions),
        first=held(ASTHMA_RULES, conditions),
        remainder=held(ASTHMA_REMAINDER, conditions),
        tier=tier_of_first((*ASTHMA_RULES, *ASTHMA_REMAINDER), "held"),
        disease="asthma",
        told=TOLD,
    )
