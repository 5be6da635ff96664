"""Requests for reading: one statement each, the access logged in the same statement."""

from typing import Any
from uuid import UUID

from authorization.persistence.member_repository import MEMBER_OF_REQUEST
from authorization.persistence.visibility import visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading, Work

SUMMARY = """
jsonb_build_object(
    'id', r.id, 'submission_id', r.submission_id, 'plan_id', r.plan_id, 'plan_version', r.plan_version,
    'agency', r.agency, 'case_manager', r.case_manager, 'status', r.status, 'desk', r.desk,
    'priority', r.priority_status in ('accepted', 'under_review'), 'priority_status', r.priority_status,
    'priority_accepted_at', r.priority_accepted_at, 'expedited', r.expedited,
    'assignee', case when {sees_all} then a.holder end, 'assigned', a.holder is not null,
    'clock', r.clock, 'received_at', r.received_at, 'amber_at', r.amber_at, 'due_at', r.due_at,
    'decided_at', r.decided_at, 'policy', r.policy, 'member_standing', case when {sees_all} then {standing} end,
    'age', floor(extract(epoch from coalesce(r.decided_at, {now}) - r.received_at))::bigint,
    'signal', case when coalesce(r.decided_at, {now}) >= r.due_at then 'red'
                   when coalesce(r.decided_at, {now}) >= r.amber_at then 'amber' else 'green' end)
"""
STANDING = """
case when m.deceased_on is not null then 'deceased'
     when m.id is null or m.coverage = '[]' then 'unknown'
     when exists (select from jsonb_to_recordset(m.coverage) c("start" date, "end" date)
                  where {today} >= c."start" and (c."end" is null or {today} <= c."end")) then 'covered'
     else 'not_covered' end
"""
HELD = "left join assignments a on a.request_id = r.id and a.released_at is null"

DETAILS = """
jsonb_build_object(
    'version', r.version, 'member', r.snapshot->'member', 'plan', r.snapshot->'plan',
    'changes', r.snapshot->'changes', 'approved_by', r.snapshot->'approved_by',
    'submitted_at', r.snapshot->'submitted_at', 'notes', r.snapshot->'notes', 'documents', r.snapshot->'documents',
    'submitted_findings', r.snapshot->'findings', 'findings', r.findings,
    'lines', (
        select jsonb_agg(s.line || jsonb_build_object(
            'priority', case when l.line_id is not null then jsonb_build_object(
                'status', l.priority_status, 'rule_ids', l.priority_rule_ids, 'reason', l.priority_reason) end,
            'decision', case when d.line_id is not null then jsonb_build_object(
                'outcome', d.outcome, 'units', d.units, 'start', d."start", 'end', d."end", 'reasons', d.reasons,
                'authorization_number', d.authorization_number) end) order by s.place)
        from jsonb_array_elements(r.snapshot->'lines') with ordinality as s(line, place)
        left join request_lines l on l.request_id = r.id and l.line_id = (s.line->>'line_id')::uuid
        left join decisions on decisions.request_id = r.id
        left join decision_lines d on d.decision_id = decisions.id and d.line_id = (s.line->>'line_id')::uuid),
    'information_requests', coalesce((
        select jsonb_agg(to_jsonb(i) - 'request_id' order by i.id)
        from information_requests i where i.request_id = r.id), '[]'),
    'routings', coalesce((
        select jsonb_agg(to_jsonb(o) - 'request_id' order by o.id) from routings o where o.request_id = r.id), '[]'),
    'extension', r.extension, 'expired', (
        select jsonb_agg(jsonb_build_object('due_at', e.due_at, 'outcome', e.outcome, 'recorded_at', e.recorded_at))
        from clock_expiries e where e.request_id = r.id),
    'decision', (
        select jsonb_build_object('id', d.id, 'decided_by', d.decided_by, 'decided_at', d.decided_at, 'desk', d.desk)
        from decisions d where d.request_id = r.id))
"""


def _whole(first: int, log: str) -> str:
    """One request; its arguments from `first` on: id, now, visibility, today. `log` adds CTEs over `found`."""
    now, sees_all, standing = (
        f"${first + 1}::timestamptz",
        f"${first + 2}",
        STANDING.format(today=f"${first + 7}::date"),
    )
    return f"""
    with found as materialized (
        select r.id, r.member_id from requests r where r.id = ${first} and {visible("r", first + 2)}){log}
    select r.version, {SUMMARY.format(sees_all=sees_all, now=now, standing=standing)} || {DETAILS} ||
           jsonb_build_object('straight_through', case when {sees_all} then r.straight_through end) as body,
           a.holder, r.routed_by,
           case when {sees_all} and m.id is not null then to_jsonb(m) end as known_member,
           extract(epoch from r.paused_for) as paused_seconds
    from found join requests r on r.id = found.id {HELD} {MEMBER_OF_REQUEST}
    """


READ = _whole(5, f", {access_log('request')}")
SHOW = _whole(1, "")


async def request_read(reading: Reading, request_id: UUID) -> Any:
    """Row of `version`, `body` (a dict), `holder` and `routed_by`, or None when the caller may not know of it."""
    return await reading.fetchrow(
        READ,
        *access_arguments(reading.caller, reading.request_id),
        request_id,
        reading.now,
        *visibility(reading.caller),
        reading.today,
    )


async def request_shown(work: Work, request_id: UUID) -> Any:
    """The same row after a change, inside its transaction; the change itself is in the audit log."""
    return await work.tx.fetchrow(SHOW, request_id, work.now, *visibility(work.caller), work.today)
