"""What the rules may need of the members of a batch, gathered into tables that live as long as its transaction.

Only members with a code of either disease are looked at further; of the others no other fact is read.
Arguments: $1 the run, $2 as_of, $3 and $4 the range of members, which stands in every reading of facts: a batch reads
its own part of each index, whatever the planner thinks of the members.
"""

from disease.domain.rule_sets.rule_set import RuleSet

TABLES = """
create temp table p_members (
    member integer primary key, age integer not null, days_covered integer not null,
    days_with_pharmacy integer not null, excluded text
) on commit drop;
create temp table p_codes (
    member integer not null, day date not null, code integer not null, confirmed boolean not null
) on commit drop;
create temp table p_encounters (
    place integer not null, named integer, member integer not null, class encounter_class not null,
    "start" date not null,
    "end" date, counted_on date not null, icu boolean not null, names_asthma boolean not null,
    names_diabetes boolean not null, asthma boolean not null, diabetes boolean not null, crisis boolean not null,
    hypoglycaemia boolean not null, principal integer, beside integer[]
) on commit drop;
create temp table p_events (
    member integer not null, class encounter_class not null, counted_on date not null, icu boolean not null,
    names_diabetes boolean not null, asthma boolean not null, diabetes boolean not null, crisis boolean not null,
    hypoglycaemia boolean not null
) on commit drop;
create temp table p_drugs (
    member integer not null, code integer not null, dispensed_on date not null, class medication_class not null,
    oral boolean not null, days_supply integer, units numeric
) on commit drop;
create temp table p_results (
    member integer not null, analyte text not null, day date not null, amount numeric not null, comparator text,
    source text collate "C" not null
) on commit drop;
create temp table p_standings (
    member integer not null, disease text not null, excluded text, tier tier, identification text[] not null,
    rules text[] not null, inputs jsonb not null
) on commit drop;
"""

MEMBERS = """
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
)
insert into p_members
select m.number,
    extract(year from $2::date)::integer - extract(year from m.birth_date)::integer
    - ((extract(month from $2::date), extract(day from $2::date))
       < (extract(month from m.birth_date), extract(day from m.birth_date)))::integer,
    (select coalesce(sum(upper(days) - lower(days)), 0) from unnest(m.covered * lookback.days) days),
    (select coalesce(sum(upper(days) - lower(days)), 0) from unnest(m.pharmacy_covered * lookback.days) days),
    case when m.deceased_on <= $2 then 'deceased' when not m.covered @> $2::date then 'not_covered' end
from named join members m on m.number = named.member and m.number between $3 and $4
cross join (select datemultirange(daterange($2::date - {lookback_days}, $2::date, '[]')) as days) lookback
"""

# As they are known on the day: a stay that ends later is still open, and counts on the day.
COUNTED = """case when f.class = 'inpatient' then least(coalesce(f."end", $2::date), $2::date) else f."start" end"""
ENCOUNTERS = f"""
insert into p_encounters
select row_number() over (), f.principal, f.member, f.class, f."start",
    case when f."end" <= $2 then f."end" end, {COUNTED}, f.icu,
    coalesce(p.asthma, false) or coalesce(beside.asthma, false),
    p.diabetes_type is not null or coalesce(beside.diabetes, false),
    coalesce(p.asthma, false), p.diabetes_type is not null, coalesce(p.crisis, false),
    coalesce(p.hypoglycaemia, false), case when p.diagnosis then f.principal end, beside.codes
from p_members join encounters f using (member)
left join run_codes p on p.run_id = $1 and p.code = f.principal
left join lateral (
    select bool_or(r.asthma) as asthma, bool_or(r.diabetes_type is not null) as diabetes,
        array_agg(r.code) as codes
    from unnest(f.diagnoses) as named(code) join run_codes r on r.run_id = $1 and r.code = named.code
    where r.diagnosis
) beside on f.diagnoses is not null
where f.member between $3 and $4 and f."start" <= $2
and (f.class <> 'outpatient' or p.diagnosis or beside.codes is not null)
"""
CODES = """
insert into p_codes
select f.member, f.recorded_on, f.code, true from p_members join conditions f using (member)
join run_codes r on r.run_id = $1 and r.code = f.code
where f.member between $3 and $4 and r.diagnosis and f.recorded_on <= $2
union all
select member, counted_on, principal, false from p_encounters where principal is not null
union all
select member, counted_on, unnest(beside), false from p_encounters where beside is not null
"""
# Clarification 3: a visit belongs to the first stay that begins from its start until the day after it ended; of those
# that began on one day to the one that ended first.
EVENTS = """
with led as materialized (
    select distinct on (v.place) v.place as visit, s.place as stay
    from p_encounters v join p_encounters s using (member) left join codes c on c.id = s.named
    where v.class = 'ed' and s.class = 'inpatient' and s."start" between v."start" and coalesce(v."end", v."start") + 1
    order by v.place, s."start", s."end" nulls last, concat_ws(' ', c.system::text, c.code) collate "C"
)
insert into p_events
select s.member, s.class, s.counted_on, s.icu or coalesce(bool_or(v.icu), false),
    s.names_diabetes or coalesce(bool_or(v.names_diabetes), false),
    s.asthma or coalesce(bool_or(v.asthma), false), s.diabetes or coalesce(bool_or(v.diabetes), false),
    s.crisis or coalesce(bool_or(v.crisis), false), s.hypoglycaemia or coalesce(bool_or(v.hypoglycaemia), false)
from p_encounters s left join led on led.stay = s.place left join p_encounters v on v.place = led.visit
where s.class = 'inpatient'
group by s.place, s.member, s.class, s.counted_on, s.icu, s.names_diabetes, s.asthma, s.diabetes, s.crisis,
    s.hypoglycaemia
union all
select v.member, v.class, v.counted_on, v.icu, v.names_diabetes, v.asthma, v.diabetes, v.crisis, v.hypoglycaemia
from p_encounters v where v.class = 'ed' and not exists (select from led where led.visit = v.place)
"""
# What the code says comes before what the sender says.
DRUGS = """
insert into p_drugs
select f.member, f.code, f.dispensed_on, coalesce(r.drug_class, f.given_class), coalesce(r.oral, false),
    f.days_supply, f.units
from p_members join medications f using (member) left join run_codes r on r.run_id = $1 and r.code = f.code
where f.member between $3 and $4 and f.dispensed_on between {earliest} and $2
and coalesce(r.drug_class, f.given_class, 'other') <> 'other'
"""
# Where no unit but the analyte's own spelling is read, the value needs no conversion.
RESULTS = """
insert into p_results
select f.member, r.analyte, f.observed_on, f.value, f.comparator, 'loinc ' || r.printed
from p_members join observations f using (member) join run_codes r on r.run_id = $1 and r.code = f.code
where f.member between $3 and $4 and r.analyte is not null and r.analyte <> 'blood_lead'
and f.observed_on between {earliest} and $2
and f.value between r.least and r.most and (f.unit = any(r.units) or (f.unit is null and r.without_unit))
"""
ANALYZE = "analyze p_members, p_codes, p_encounters, p_events, p_drugs, p_results"


def gathering(rules: RuleSet) -> tuple[str, ...]:
    """Statements in order."""
    asthma, diabetes = rules.asthma, rules.diabetes
    days = max(asthma.lookback_days, diabetes.lookback_days, asthma.control_valid_days)
    months = max(asthma.identification_months, diabetes.identification_months, diabetes.kidney_persistence_months)
    earliest = f"least($2::date - {days}, ($2::date - interval '{months} months')::date)"
    return (
        MEMBERS.format(lookback_days=asthma.lookback_days),
        "analyze p_members",
        ENCOUNTERS,
        "analyze p_encounters",
        CODES,
        EVENTS,
        DRUGS.format(earliest=earliest),
        RESULTS.format(earliest=earliest),
        ANALYZE,
    )
