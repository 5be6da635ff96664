"""The registry follows a batch of standings: tiers are assigned as `domain.assigned_tier` says, all members at once."""

from datetime import date
from uuid import UUID

from disease.domain.rule_sets.rule_set import AssignmentRules
from disease.persistence.population.standing import BATCH_SECONDS
from shared.runtime.database import Connection

# `c` is what stands, `s` the new computation; a run of an earlier day than the last leaves the registry as it is.
FOLLOW = """
with known as materialized (
    select r.* from registry r where r.member between $4 and $5 for update
), compared as materialized (
    select s.*, c.member is null as is_new, c.identified as was_identified, c.identified_since, c.computed_tier,
        c.assigned_tier, c.assigned_since, c.lower_since, c.lower_tier, c.override_tier, c.override_reason,
        c.override_by, c.override_since, c.override_until, greatest(c.lower_tier, s.tier) as gravest,
        case when s.tier is null then 'none' when c.assigned_tier is null then 'first'
            when s.tier = 'undetermined' then 'stands' when c.assigned_tier = 'undetermined' then 'learned'
            when s.tier > c.assigned_tier then 'up' when s.tier = c.assigned_tier then 'same'
            when c.lower_since is null or c.lower_tier is null then 'first_lower'
            when $2 - c.lower_since < {step_down_days} then 'lower' else 'down' end as move
    from p_standings s left join known c using (member, disease)
    where c.member is null or c.as_of <= $2
), placed as materialized (
    select compared.*,
        case when move in ('none', 'first', 'learned', 'up') then tier when move = 'down' then gravest
            else assigned_tier end as next_tier,
        case when move in ('stands', 'lower') then lower_since
            when move = 'first_lower' or (move = 'down' and tier <> gravest) then $2 end as next_lower_since,
        case when move = 'stands' then lower_tier when move = 'lower' then gravest
            when move = 'first_lower' or (move = 'down' and tier <> gravest) then tier end as next_lower_tier,
        move not in ('none', 'first', 'up') as keeps_override
    from compared
), kept as (
    insert into registry as r (member, disease, run_id, as_of, rule_set, identified, identified_since, excluded,
        computed_tier, assigned_tier, assigned_since, lower_since, lower_tier, override_tier, override_reason,
        override_by, override_since, override_until, rules)
    select member, disease, $1, $2, $3, true, case when was_identified then identified_since else $2 end, excluded,
        tier, next_tier,
        case when next_tier is null then null when next_tier is distinct from assigned_tier then $2
            else assigned_since end,
        next_lower_since, next_lower_tier, case when keeps_override then override_tier end,
        case when keeps_override then override_reason end, case when keeps_override then override_by end,
        case when keeps_override then override_since end, case when keeps_override then override_until end, rules
    from placed
    on conflict (member, disease) do update set run_id = excluded.run_id, as_of = excluded.as_of,
        rule_set = excluded.rule_set, identified = true, identified_since = excluded.identified_since,
        excluded = excluded.excluded, computed_tier = excluded.computed_tier,
        assigned_tier = excluded.assigned_tier, assigned_since = excluded.assigned_since,
        lower_since = excluded.lower_since, lower_tier = excluded.lower_tier,
        override_tier = excluded.override_tier, override_reason = excluded.override_reason,
        override_by = excluded.override_by, override_since = excluded.override_since,
        override_until = excluded.override_until, rules = excluded.rules, version = r.version + 1, updated_at = now()
    where r.as_of <= $2
), gone as (
    update registry r set run_id = $1, as_of = $2, rule_set = $3, identified = false, excluded = null,
        computed_tier = null, assigned_tier = null, assigned_since = null, lower_since = null, lower_tier = null,
        override_tier = null, override_reason = null, override_by = null, override_since = null,
        override_until = null, rules = '{{}}', version = r.version + 1, updated_at = now()
    from known c
    where r.member between $4 and $5 and r.member = c.member and r.disease = c.disease
    and c.identified and c.as_of <= $2
    and not exists (select from p_standings s where s.member = c.member and s.disease = c.disease)
    returning r.member, r.disease, c.assigned_tier
), changes as (
    select member, disease, assigned_tier as before, next_tier as after, rules, true as identified from placed
    where is_new or not was_identified or next_tier is distinct from assigned_tier
    union all
    select member, disease, assigned_tier, null, '{{}}', false from gone
)
insert into audit_log (kind, actor, roles, agency, request_id, action, subject_type, subject_id, member_id, before,
    after, rule_ids, effective_at)
select 'change', run.actor, run.roles, run.agency, run.request_id, 'tier_assigned', 'registry', m.id, m.id,
    jsonb_build_object('disease', c.disease, 'assigned_tier', c.before),
    jsonb_build_object('disease', c.disease, 'assigned_tier', c.after, 'identified', c.identified, 'run_id', $1),
    c.rules, $2
from changes c join members m on m.number = c.member and m.number between $4 and $5
join stratification_runs run on run.id = $1
"""


async def follow_standings(
    tx: Connection, run_id: UUID, as_of: date, rule_set: str, rules: AssignmentRules, first: int, last: int
) -> None:
    """Brings the members from number `first` to `last` to what `p_standings` holds of them."""
    statement = FOLLOW.format(step_down_days=rules.step_down_days)
    await tx.execute("analyze p_standings")
    await tx.execute(statement, run_id, as_of, rule_set, first, last, timeout=BATCH_SECONDS)
