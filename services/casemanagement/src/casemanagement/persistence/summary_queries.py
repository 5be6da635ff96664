"""Everything open for a member in one statement, as far as the caller may know of it."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.visibility import visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.identity import Role
from shared.runtime.work import Reading

CASE = """jsonb_build_object('id', e.id, 'number', e.number, 'program', e.program, 'state', e.state, 'level', e.level,
    'confidential', e.confidential, 'primary_case_manager', e.primary_case_manager, 'eligible_at', e.eligible_at,
    'next_contact_on', e.next_contact_on, 'overdue', e.open and e.next_contact_on < $9::date,
    'ended_on', e.ended_on, 'outcome', e.outcome, 'primary_reason', e.primary_reason)"""
# Parts that hang on no case follow the flag of their own row.
SEEN = f"(case when t.episode_id is null then $6::boolean or not t.confidential else {visible('e', 6)} end)"
SUMMARY = f"""
with found as materialized (select m.id, m.id as member_id from members m where m.id = $5), {access_log("member")}
select jsonb_build_object(
    'member', jsonb_build_object('id', m.id, 'medicaid_id', m.medicaid_id, 'given_name', m.given_name,
        'family_name', m.family_name, 'birth_date', m.birth_date, 'language', m.language, 'phone', m.phone,
        'tty', m.tty, 'time_zone', m.time_zone),
    'coverage', m.coverage, 'deceased_on', m.deceased_on,
    'outbound_suspended', m.outbound_suspended_at is not null,
    'death_report', (select to_jsonb(d) - 'member_id' from death_reports d
                     where d.member_id = m.id and d.status = 'unverified'),
    'lead_case_manager', (select l.case_manager from lead_case_managers l
                          where l.member_id = m.id and l.ended_at is null),
    'preferences', (select p.preferences from member_preferences p where p.member_id = m.id),
    'open_cases', coalesce((select jsonb_agg({CASE} order by e.id) from episodes e
                            where e.member_id = m.id and e.open and {visible("e", 6)}), '[]'),
    'ended_cases', coalesce((select jsonb_agg({CASE} order by e.id desc) from episodes e
                             where e.member_id = m.id and not e.open and {visible("e", 6)}), '[]'),
    'referrals', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'program', r.program, 'source', r.source,
                               'status', r.status, 'received_at', r.received_at, 'triage_due_on', r.triage_due_on)
                               order by r.id)
                           from referrals r where r.member_id = m.id and r.status = 'waiting'
                             and ($6::boolean or not r.confidential)), '[]'),
    'opt_outs', coalesce((select jsonb_agg(to_jsonb(o) - 'member_id' order by o.id) from opt_outs o
                          where o.member_id = m.id and o.revoked_at is null
                            and ($6::boolean or not o.confidential)), '[]'),
    'tasks', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'title', t.title,
                           'due_on', t.due_on, 'assignee', t.assignee, 'overdue', t.due_on < $9::date)
                           order by t.due_on, t.id)
                       from tasks t left join episodes e on e.id = t.episode_id
                       where t.member_id = m.id and t.status = 'open' and {SEEN}), '[]'),
    'letters', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'recipient', t.recipient,
                             'status', t.status, 'queued_at', t.queued_at, 'send_by', t.send_by) order by t.id)
                         from letters t left join episodes e on e.id = t.episode_id
                         where t.member_id = m.id and t.status = 'queued' and {SEEN}), '[]')) as body
from found join members m on m.id = found.id
"""


async def summary_of(reading: Reading, member_id: UUID, with_confidential: bool) -> Any:
    """Row of `body`, or None for an unknown member."""
    confidential, sees_all, nurse = visibility(reading.caller)
    return await reading.fetchrow(
        SUMMARY,
        *access_arguments(reading.caller, reading.request_id),
        member_id,
        confidential and (with_confidential or reading.caller.has(Role.SERVICE)),
        sees_all,
        nurse,
        reading.today,
    )
