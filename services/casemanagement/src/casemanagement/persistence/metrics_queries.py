"""The figures of a period, counted anew with each call: nothing is kept that could drift from what happened."""

from datetime import date
from typing import Any

from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.measures import GroupBy
from shared.runtime.identity import Role
from shared.runtime.work import Reading

# $1 first day, $2 last day, $3 time zone of the office, $4 program or null, $5 whether confidential programs are named,
# $6 days to begin, $7 days to complete
CONFIDENTIAL = "confidential"
GROUPS = {
    None: "'all'",
    GroupBy.PROGRAM: f"case when e.confidential and not $5 then '{CONFIDENTIAL}' else e.program end",
    GroupBy.LEVEL: "coalesce(e.level, 'none')",
    GroupBy.LANGUAGE: "coalesce(m.language, 'unknown')",
}
DAY = "({at} at time zone $3)::date"
IN_PERIOD = "{day} between $1 and $2"
ELIGIBLE = DAY.format(at="e.eligible_at")
CASES = "episodes e join members m on m.id = e.member_id"
ASKED = "e.program is not null and ($4::text is null or e.program = $4 and ($5 or not e.confidential))"

COHORT = f"""
with cohort as (
    select {{group}} as grp, e.program, e.state, e.outcome, e.reasons, e.enrolled_at is not null as enrolled,
           e.engaged_at is not null as engaged,
           {DAY.format(at="first.begun_at")} - {ELIGIBLE} as begun,
           {DAY.format(at="first.completed_at")} - {ELIGIBLE} as completed,
           first.outcome as assessed,
           exists (select from contacts c where c.episode_id = e.id and c.direction = 'outbound') as tried
    from {CASES} left join lateral (
        select min(a.begun_at) as begun_at, min(a.ended_at) filter (where a.outcome = 'completed') as completed_at,
               case when bool_or(a.outcome = 'completed') then 'completed'
                    when bool_or(a.outcome = 'refused') then 'refused'
                    when bool_or(a.outcome = 'attempts_made') or bool_or(a.outcome is null) then 'attempts_made'
                    else 'none' end as outcome
        from assessments a where a.episode_id = e.id
    ) first on true
    where {ASKED} and {IN_PERIOD.format(day=ELIGIBLE)}
), judged as (
    select *, case when assessed in ('completed', 'refused') then assessed
                   when assessed = 'attempts_made' or tried then 'attempts_made'
                   else 'attempts_not_made' end as class
    from cohort
)
select grp as "group", count(*) as identified, count(*) filter (where enrolled) as enrolled,
       count(*) filter (where enrolled and engaged) as engaged,
       count(*) filter (where enrolled and outcome = 'opted_out') as opted_out_before,
       count(*) filter (where enrolled and state = 'discharged' and 'member_request' = any(reasons)) as opted_out_after,
       count(*) filter (where enrolled and outcome = 'unable_to_reach') as unreachable,
       percentile_cont(0.5) within group (order by begun) as begun_median,
       percentile_cont(0.9) within group (order by begun) as begun_p90,
       percentile_cont(0.5) within group (order by completed) as completed_median,
       percentile_cont(0.9) within group (order by completed) as completed_p90,
       count(*) filter (where enrolled and begun <= $6) as begun_in_time,
       count(*) filter (where enrolled and completed <= $7) as completed_in_time,
       count(*) filter (where enrolled and class = 'completed') as completed,
       count(*) filter (where enrolled and class = 'refused') as refused,
       count(*) filter (where enrolled and class = 'attempts_made') as attempts_made,
       count(*) filter (where enrolled and class = 'attempts_not_made') as attempts_not_made,
       count(*) filter (where program in ('prenatal', 'high_risk_obstetrics')) as pregnancies,
       count(*) filter (where program = 'high_risk_obstetrics') as high_risk
from judged group by grp
"""
CONTACTED = f"""
select grp as "group", count(*) filter (where attempted) as attempted,
       count(*) filter (where attempted and reached) as reached
from (select {{group}} as grp, bool_or(c.direction = 'outbound') as attempted, bool_or(c.outcome = 'reached') as reached
      from {CASES} join contacts c on c.episode_id = e.id
      where {ASKED} and {IN_PERIOD.format(day=DAY.format(at="c.at"))} group by e.id, m.id) contacted
group by grp
"""
DISCHARGED = f"""
select {{group}} as "group", count(*) as discharges, coalesce(sum(d.goals_met), 0) as goals_met,
       coalesce(sum(d.goals_eligible), 0) as goals_eligible,
       count(*) filter (where 5 * d.goals_met >= 4 * d.goals_eligible and d.goals_eligible > 0) as with_80_percent,
       count(*) filter (where 'goals_met_80' = any(d.reasons)) as goals_met_80,
       count(*) filter (where 'non_adherence' = any(d.reasons)) as non_adherence,
       count(*) filter (where 'plan_termination' = any(d.reasons)) as plan_termination,
       count(*) filter (where 'member_request' = any(d.reasons)) as member_request,
       count(*) filter (where 'death' = any(d.reasons)) as death,
       percentile_cont(0.5) within group (order by d.effective_on - {DAY.format(at="e.enrolled_at")}) as length_median
from {CASES} join discharges d on d.episode_id = e.id
where {ASKED} and d.reversed_at is null and {IN_PERIOD.format(day="d.effective_on")} group by 1
"""
OPEN = f"""
select {{group}} as "group", count(*) as open_cases, count(distinct e.primary_case_manager) as case_managers
from {CASES}
where {ASKED} and {DAY.format(at="e.enrolled_at")} <= $2 and (e.ended_on is null or e.ended_on > $2) group by 1
"""
TASKS = f"""
select {{group}} as "group", {
    ", ".join(
        f"count(*) filter (where t.kind = '{kind}') as {kind}_due, count(*) filter (where t.kind = '{kind}' and "
        f"t.status = 'done' and {DAY.format(at='t.ended_at')} <= t.due_on) as {kind}_on_time"
        for kind in ("confirm_lead", "retest_lead", "test_sibling")
    )
}
from tasks t join episodes e on e.id = t.episode_id join members m on m.id = e.member_id
where {ASKED} and {IN_PERIOD.format(day="t.due_on")} and t.status <> 'cancelled' group by 1
"""
LETTERS = f"""
select {{group}} as "group", count(*) as letters_sent, count(*) filter (where l.status = 'returned') as letters_returned
from letters l join episodes e on e.id = l.episode_id join members m on m.id = e.member_id
where {ASKED} and {IN_PERIOD.format(day="l.sent_on")} group by 1
"""


async def groups_of(
    reading: Reading, start: date, end: date, zone: str, program: str | None, by: GroupBy | None, policy: CarePolicy
) -> list[dict[str, Any]]:
    """One dictionary of counts per group, in the order of their names; without grouping the one group `all`.

    Cases of confidential programs are in every total. By program they are one group, `confidential`, and in no
    program that is asked for by name, unless the caller has the role (R20).
    """
    group = GROUPS[by]
    common = (start, end, zone, program, reading.caller.has(Role.CONFIDENTIAL, Role.SERVICE))
    found: dict[str, dict[str, Any]] = {} if by else {"all": {"group": "all"}}
    for statement, more in (
        (COHORT, (policy.assess_start_days, policy.assess_complete_days)),
        (CONTACTED, ()),
        (DISCHARGED, ()),
        (OPEN, ()),
        (TASKS, ()),
        (LETTERS, ()),
    ):
        for row in await reading.search(_typed(statement.format(group=group)), *common, *more):
            found.setdefault(row["group"], {}).update(row)
    return [found[name] for name in sorted(found)]


def _typed(statement: str) -> str:
    """Every argument gets its type, also where a statement does not use it."""
    return f"with given as (select $1::date, $2::date, $3::text, $4::text, $5::boolean) {_joined(statement)}"


def _joined(statement: str) -> str:
    text = statement.strip()
    return f", {text[len('with ') :]}" if text.startswith("with ") else text
