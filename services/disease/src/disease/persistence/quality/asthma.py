"""The asthma measures of all gathered members. Arguments: $1 the run, $2 the last day of the year."""

from disease.domain.quality.asthma_year import EXCLUDING
from disease.domain.quality.definition import Definition, Year
from disease.persistence.population.asthma import UNITS
from disease.persistence.quality.population import RESULTS, population_of

EACH_YEAR = """(
    select member, year, sum(ed) as ed, sum(stays) as stays, sum(days) as days, sum(dispensings) as dispensings,
        sum(controller) as controller, sum(reliever) as reliever
    from (
        select member, extract(year from counted_on)::integer as year,
            count(*) filter (where class = 'ed') as ed, count(*) filter (where class = 'inpatient') as stays,
            0 as days, 0 as dispensings, 0::numeric as controller, 0::numeric as reliever
        from p_events where asthma group by 1, 2
        union all
        select member, extract(year from "start")::integer, 0, 0, count(distinct "start"), 0, 0, 0
        from p_encounters where class = 'outpatient' and names_asthma group by 1, 2
        union all
        select d.member, extract(year from d.dispensed_on)::integer, 0, 0, 0,
            count(distinct (d.code, d.dispensed_on)),
            coalesce(sum({units}) filter (where d.class = 'asthma_controller'), 0),
            coalesce(sum({units}) filter (where d.class = 'asthma_reliever'), 0)
        from p_drugs d where d.class in ('asthma_controller', 'asthma_reliever') group by 1, 2
    ) parts group by 1, 2
)"""
RATIO = f"""
with population as ({{population}}), yearly as {EACH_YEAR}, persistent as (
    select member from yearly
    where year in ({{year}}, {{year}} - 1)
    and (ed >= {{ed_visits}} or stays >= {{stays}} or dispensings >= {{dispensings}}
        or (days >= {{outpatient_days}} and dispensings >= {{dispensings_with_outpatient_days}}))
    group by member having count(*) = 2
), reasons as (
    select distinct on (member) member, meaning from q_found where meaning in ({{excluding}}) order by member, place
), figures as (
    select population.member, coalesce(reasons.meaning, case when coalesce(y.controller + y.reliever, 0) = 0
            then 'no_asthma_drug' end) as excluded, y.controller, y.reliever
    from population join persistent using (member) left join reasons using (member)
    left join yearly y on y.member = population.member and y.year = {{year}}
)
{RESULTS}
select $1, '{{version}}', member, excluded, (excluded is null)::integer,
    case when excluded is null then jsonb_build_object('ratio_at_least_half',
        (controller >= {{ratio}} * (controller + reliever))::integer) else '{{{{}}}}' end,
    case when excluded is null then jsonb_build_object('controller_units', controller::text,
        'reliever_units', reliever::text) else '{{{{}}}}' end
from figures
"""
FOLLOW_UP = f"""
with population as ({{population}}), events as (
    select e.member, e.counted_on, exists (
        select from p_encounters v where v.member = e.member and v.class = 'outpatient' and v.names_asthma
        and v."start" between e.counted_on and e.counted_on + {{follow_up_days}}
    ) as followed
    from p_events e join population using (member)
    where e.asthma and e.counted_on between '{{first}}' and $2::date - {{follow_up_days}}
)
{RESULTS}
select $1, '{{version}}', member, null, count(*),
    jsonb_build_object('followed_up', count(*) filter (where followed)),
    jsonb_build_object('events', jsonb_agg(counted_on order by counted_on))
from events group by member
"""


def medication_ratio(definition: Definition, year: Year) -> str:
    return RATIO.format(
        population=population_of(definition, year),
        units=UNITS.format(days_per_oral_unit=definition.values["days_per_oral_unit"]),
        year=year.number,
        version=definition.version,
        excluding=", ".join(f"'{diagnoses.id}'" for diagnoses in EXCLUDING),
        **definition.values,
    )


def asthma_follow_up(definition: Definition, year: Year) -> str:
    return FOLLOW_UP.format(
        population=population_of(definition, year), first=year.first, version=definition.version, **definition.values
    )
