"""Cases whose next contact is late, and the tasks that say so: one statement, one task per case, day and step."""

from typing import Any

from casemanagement.domain.care.policy import CarePolicy
from shared.runtime.work import Work

REMIND = """
with late as (
    select e.id, e.member_id, e.primary_case_manager, e.confidential, step.role, step.cause
    from episodes e
    cross join lateral (values
        ('care_nurse', $2::integer, 'R8:' || e.id || ':' || e.next_contact_on || ':nurse'),
        ('care_supervisor', $3::integer, 'R8:' || e.id || ':' || e.next_contact_on || ':supervisor')
    ) as step(role, days, cause)
    where e.open and e.state = 'active' and e.next_contact_on < $1::date - $2::integer
      and e.next_contact_on < $1::date - step.days
      and not exists (select from tasks t where t.cause = step.cause)
    order by e.next_contact_on, e.id, step.role limit $5
)
insert into tasks (id, member_id, episode_id, cause, kind, title, due_on, assignee, assigned_role, confidential, status,
                   rule_ids, created_at, created_by)
select gen_random_uuid(), member_id, id, cause, 'contact_overdue',
       case role when 'care_nurse' then 'The next contact is overdue: reach the member, and name the next day.'
                 else 'The next contact of this case is overdue for long: see to it with the case manager.' end,
       $1, case role when 'care_nurse' then primary_case_manager end, role, confidential, 'open', '{R8}', $4, $6
from late
on conflict (cause) do nothing
returning id, member_id, episode_id, assigned_role
"""


async def remind(work: Work, policy: CarePolicy, most: int) -> list[Any]:
    """Rows of the tasks that were made: `id, member_id, episode_id, assigned_role`."""
    rows: list[Any] = await work.tx.fetch(
        REMIND,
        work.today,
        policy.contact_overdue_days,
        policy.contact_escalated_days,
        work.now,
        most,
        work.caller.subject,
    )
    return rows
