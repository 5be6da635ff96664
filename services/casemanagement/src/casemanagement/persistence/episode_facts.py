"""What assessments, plan, contacts, letters and tasks say of a case: one expression over an episode `e`."""

from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from casemanagement.domain.care.goals import AGREED, Goal, count, late_cancellations
from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.care.rules import missing_of
from casemanagement.domain.episode import EpisodeFacts, LateCancellation

GOALS = TypeAdapter(tuple[Goal, ...])
# Barriers that the program must remove before it blames a member (R19).
OURS_TO_REMOVE = "('interpreter', 'transport', 'phone')"

FACTS = f"""
(with plan as (
    select p.id, p.agreed_on, p.pcp_notified_on from care_plans p where p.episode_id = e.id
    order by p.status = case when e.state = 'planning' then 'draft' else 'active' end desc, p.plan_no desc limit 1
), assessment as (
    select a.id, a.summary from assessments a where a.episode_id = e.id order by a.id desc limit 1
), tried as (
    select c.local_time, c.day_part, c.outcome, c.at < coalesce(e.engaged_at, 'infinity') as before
    from contacts c where c.episode_id = e.id and c.direction = 'outbound' and c.counts
)
select jsonb_build_object(
    'assessment_begun_at', (select min(a.begun_at) from assessments a where a.episode_id = e.id),
    'factors_done', coalesce((
        select jsonb_agg(f.code order by f.code) from assessment_factors f join assessment a on a.id = f.assessment_id
        where f.completed_at is not null and coalesce(f.conclusion, a.summary) is not null), '[]'),
    'goals', coalesce((select jsonb_agg(to_jsonb(g)) from goals g join plan on plan.id = g.care_plan_id), '[]'),
    'plan_agreed', exists (select from plan where agreed_on is not null),
    'pcp_notified', exists (select from plan where pcp_notified_on is not null),
    'attempts_failed', (select count(*) from tried where before),
    'attempt_days', (select count(distinct local_time::date) from tried where before),
    'attempt_day_parts', (select count(distinct day_part) from tried where before),
    'failed_contacts', (select count(*) from tried where not before and outcome <> 'refused'),
    'refusals', (select count(*) from tried where not before and outcome = 'refused'),
    'letter_sent_on', (select max(l.sent_on) from letters l
                       where l.episode_id = e.id and l.kind = 'unable_to_reach' and l.status <> 'cancelled'),
    'warning_letter_on', (select max(l.sent_on) from letters l
                          where l.episode_id = e.id and l.kind = 'warning' and l.status <> 'cancelled'),
    'inpatient', coalesce(e.hold->>'reason' = 'inpatient', false),
    'in_crisis', coalesce(e.hold->>'reason' = 'crisis', false),
    'barriers_open', coalesce((
        select jsonb_agg(distinct b.kind) from barriers b join plan on plan.id = b.care_plan_id
        where b.status = 'open' and b.kind in {OURS_TO_REMOVE}), '[]'),
    'open_tasks', (select count(*) from tasks t where t.episode_id = e.id and t.status = 'open')))
"""
PLAIN = (
    "plan_agreed",
    "pcp_notified",
    "attempts_failed",
    "attempt_days",
    "attempt_day_parts",
    "failed_contacts",
    "refusals",
    "inpatient",
    "in_crisis",
    "open_tasks",
)


def facts_of(row: dict[str, Any], now: datetime, care: CarePolicy) -> EpisodeFacts:
    """From the JSON of `FACTS`."""
    goals = GOALS.validate_python(row["goals"])
    counted, done = count(goals), frozenset(row["factors_done"])
    accepted = tuple(goal for goal in goals if goal.lifecycle in AGREED)
    return EpisodeFacts(
        assessment_begun_at=_instant(row["assessment_begun_at"]),
        factors_done=tuple(factor.code for factor in care.factors if factor.code in done),
        factors_missing=tuple(factor.code for factor in care.factors if factor.code not in done),
        goals_accepted=len(accepted),
        goals_eligible=counted.eligible,
        goals_met=counted.met,
        goals_incomplete=tuple(
            f"The goal “{goal.text}” still needs: {', '.join(missing)}"
            for goal in accepted
            if (missing := missing_of(goal))
        ),
        late_cancellations=tuple(
            LateCancellation(goal_id=goal.id, cancelled_on=goal.cancelled_at.date(), reason=goal.reason)
            for goal in late_cancellations(goals, now, care)
            if goal.cancelled_at is not None
        ),
        letter_sent_on=_day(row["letter_sent_on"]),
        warning_letter_on=_day(row["warning_letter_on"]),
        barriers_open=tuple(row["barriers_open"]),
        **{name: row[name] for name in PLAIN},
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
