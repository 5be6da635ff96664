"""Cases for reading: one statement each, the access logged in the same statement."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casemanagement.persistence.episode_facts import FACTS
from casemanagement.persistence.member_repository import PARTS
from casemanagement.persistence.visibility import visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.identity import Caller, Role
from shared.runtime.where import Where, newest_first
from shared.runtime.work import Reading, Work

# As `access_log`, with the reason for opening what is confidential ($5).
LOGGED_WITH_REASON = """
    settings as materialized (select set_config('synchronous_commit', 'off', true)),
    logged as (
        insert into audit_log (kind, actor, roles, agency, request_id, action, subject_type, subject_id, member_id,
                               after)
        select 'read', $1, $2, $3, $4, 'read', 'case', found.id, found.member_id,
               case when found.confidential then jsonb_build_object('reason', $5::text) end
        from found, settings
    )
"""
WHOLE = f"""
select e.version, {PARTS}, {FACTS} as facts,
       (select r.source from referrals r where r.id = e.referral_id) as source,
       (select count(*) from contacts c where c.episode_id = e.id and c.local_time::date > e.ended_on) as late_contacts,
       coalesce((select jsonb_agg(to_jsonb(v) - 'episode_id' order by v.id) from episode_events v
                 where v.episode_id = e.id), '[]') as history,
       coalesce((select jsonb_agg(to_jsonb(d) - array['episode_id', 'member_id'] order by d.id) from discharges d
                 where d.episode_id = e.id), '[]') as discharges,
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'source', r.source, 'channel', r.channel,
                                                     'status', r.status, 'received_at', r.received_at) order by r.id)
                 from referrals r where r.episode_id = e.id), '[]') as referrals
"""
READ = f"""
with found as materialized (
    select e.id, e.member_id, e.confidential from episodes e
    where e.id = $6 and {visible("e", 7)} and (not e.confidential or $5::text is not null or $10::boolean)
), {LOGGED_WITH_REASON}
{WHOLE} from found join episodes e on e.id = found.id join members m on m.id = found.member_id
"""
SHOW = f"{WHOLE} from episodes e join members m on m.id = e.member_id where e.id = $1"
HIDDEN = f"select true from episodes e where e.id = $1 and e.confidential and {visible('e', 2)}"
SEARCH = f"""
with found as materialized ({{rows}}), {access_log("case")}
select found.id, jsonb_build_object(
    'id', found.id, 'version', found.version, 'number', found.number, 'member_id', found.member_id,
    'member', jsonb_build_object('given_name', m.given_name, 'family_name', m.family_name,
                                 'medicaid_id', m.medicaid_id, 'birth_date', m.birth_date),
    'program', found.program, 'episode_no', found.episode_no, 'state', found.state, 'level', found.level,
    'provisional', found.provisional, 'confidential', found.confidential,
    'primary_case_manager', found.primary_case_manager,
    'lead_case_manager', (select l.case_manager from lead_case_managers l
                          where l.member_id = found.member_id and l.ended_at is null),
    'eligible_at', found.eligible_at, 'enrolled_at', found.enrolled_at, 'engaged_at', found.engaged_at,
    'next_contact_on', found.next_contact_on, 'days_overdue', greatest({{today}}::date - found.next_contact_on, 0),
    'closed_at', found.closed_at, 'ended_on', found.ended_on, 'outcome', found.outcome,
    'primary_reason', found.primary_reason)::text as item
from found join members m on m.id = found.member_id order by found.id desc
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Absent members do not restrict; `overdue` means that the day of the next contact has passed."""

    program: str | None = None
    state: str | None = None
    level: str | None = None
    case_manager: str | None = None
    member_id: UUID | None = None
    overdue: bool | None = None
    open: bool | None = None
    number: str | None = None


async def case_read(reading: Reading, case_id: UUID, reason: str | None) -> Any:
    """Row of `version` and the parts of a case; None when the caller may not know of it, or gave no reason."""
    caller = reading.caller
    return await reading.fetchrow(
        READ,
        *access_arguments(caller, reading.request_id),
        reason,
        case_id,
        *visibility(caller),
        caller.has(Role.SERVICE),
    )


async def case_needs_reason(reading: Reading, case_id: UUID) -> bool:
    """Whether the case that was not shown would be, with a reason."""
    return bool(await reading.fetchrow(HIDDEN, case_id, *visibility(reading.caller)))


async def case_shown(work: Work, case_id: UUID) -> Any:
    """The same row after a change, inside its transaction; the change itself is in the audit log."""
    return await work.tx.fetchrow(SHOW, case_id)


async def cases(reading: Reading, wanted: CaseFilter, before: UUID | None, limit: int) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first."""
    where = Where(*access_arguments(reading.caller, reading.request_id))
    where.add("p.program = {}", wanted.program)
    where.add("p.state = {}", wanted.state)
    where.add("p.level = {}", wanted.level)
    where.add("p.primary_case_manager = {}", wanted.case_manager)
    where.add("p.member_id = {}", wanted.member_id)
    where.add("p.number = {}", wanted.number)
    where.add("p.open = {}", wanted.open)
    where.add("p.id < {}", before)
    today = where.argument(reading.today)
    if wanted.overdue is not None:
        where.add(f"(p.open and p.next_contact_on < {today}::date) = {{}}", wanted.overdue)
    select = f"select p.* from episodes p where {where}"
    rows = newest_first(select, [_visible(reading.caller, where)], where, limit)
    return await reading.search(SEARCH.format(rows=rows, today=today), *where.arguments)


def _visible(caller: Caller, where: Where) -> str:
    first = len(where.arguments) + 1
    where.arguments.extend(visibility(caller))
    return visible("p", first)
