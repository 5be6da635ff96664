"""Episodes with their log and discharges, written by one statement."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.episode import Episode
from casemanagement.domain.moves import Change
from shared.runtime.database import Connection
from shared.runtime.work import Work

NAMES = tuple(field.name for field in fields(Episode))
COLUMNS = ", ".join(NAMES)
EVENT = "id, episode_id, transition, action, from_state, to_state, reason, detail, rule_ids, effective_at"
DISCHARGE = (
    "id, episode_id, member_id, reasons, primary_reason, sub_reason, summary, goals_met, goals_eligible, "
    "late_cancellations, proposed_by, approved_by, effective_on"
)
SAVE = f"""
with kept as (
    insert into episodes ({COLUMNS}) select {COLUMNS} from jsonb_populate_recordset(null::episodes, $1)
    on conflict (id) do update set ({COLUMNS}) = (select {", ".join(f"excluded.{name}" for name in NAMES)})
    where episodes.version = excluded.version - 1
    returning id, state, reasons, primary_reason, outcome
), saved as (
    select kept.id, kept.state, 'goals_met_80' = any(kept.reasons) as met,
           'death' in (kept.primary_reason, kept.outcome) as died,
           coalesce($8::jsonb->>(kept.id::text), 'The case ended.') as because
    from kept
), logged as (
    insert into episode_events ({EVENT}, actor, roles, recorded_at)
    select {EVENT}, $4, $5, $6 from jsonb_populate_recordset(null::episode_events, $2)
), discharged as (
    insert into discharges ({DISCHARGE}, recorded_at)
    select {DISCHARGE}, $6 from jsonb_populate_recordset(null::discharges, $3)
), taken_back as (
    update discharges d set reversed_at = $6, reversed_because = t.because
    from jsonb_to_recordset($7) as t(episode_id uuid, because text)
    where d.episode_id = t.episode_id and d.reversed_at is null
), ended as (
    update referrals r set status = 'ended', version = r.version + 1 from saved
    where r.episode_id = saved.id and r.status = 'waiting' and saved.state in ('discharged', 'closed')
), cancelled as (
    update tasks t set status = 'cancelled', reason = saved.because, ended_at = $6, ended_by = $4,
           version = t.version + 1
    from saved where t.episode_id = saved.id and t.status = 'open' and saved.state in ('discharged', 'closed')
), paused as (
    update tasks t set paused_on = $9, version = t.version + 1
    from saved where t.episode_id = saved.id and t.status = 'open' and t.pausable and t.paused_on is null
                 and saved.state = 'on_hold'
), resumed as (
    update tasks t set due_on = t.due_on + ($9 - t.paused_on), paused_on = null, version = t.version + 1
    from saved where t.episode_id = saved.id and t.status = 'open' and t.paused_on is not null
                 and saved.state not in ('on_hold', 'discharged', 'closed')
), unsent as (
    update letters l set status = 'cancelled', reason = saved.because, cancelled_at = $6, version = l.version + 1
    from saved where l.episode_id = saved.id and l.status = 'queued' and l.recipient = 'member' and saved.died
), proposals as (
    update goal_proposals p set status = case when saved.met then 'confirmed' else 'withdrawn' end, ended_at = $6,
           ended_because = saved.because
    from saved where p.episode_id = saved.id and p.status = 'open' and saved.state in ('discharged', 'closed')
), back as (
    select b.*, saved.state from jsonb_to_recordset($10) as b(episode_id uuid, ended_at timestamptz, because text)
    join saved on saved.id = b.episode_id
), waiting_again as (
    update referrals r set status = 'waiting', version = r.version + 1 from back
    where r.episode_id = back.episode_id and r.status = 'ended' and back.state = 'referred'
), open_again as (
    update tasks t set status = 'open', reason = null, ended_at = null, ended_by = null, version = t.version + 1
    from back where t.episode_id = back.episode_id and t.status = 'cancelled' and t.ended_at = back.ended_at
), queued_again as (
    update letters l set status = 'queued', reason = null, cancelled_at = null, version = l.version + 1
    from back where l.episode_id = back.episode_id and l.status = 'cancelled' and l.cancelled_at = back.ended_at
), recalled as (
    update letters l set status = 'cancelled', reason = back.because, cancelled_at = $6, version = l.version + 1
    from back where l.episode_id = back.episode_id and l.status = 'queued' and l.kind = 'discharge'
                and l.queued_at = back.ended_at
), proposed_again as (
    update goal_proposals p set status = 'open', ended_at = null, ended_because = null
    from back where p.episode_id = back.episode_id and p.status = 'withdrawn' and p.ended_at = back.ended_at
)
select count(*) from saved
"""


async def save_changes(work: Work, changes: Sequence[Change]) -> None:
    """Store every change with its log entry and discharge.

    What hangs on a case follows in the same statement: an end cancels its open tasks and, on a death, letters to the
    member; a pause stops the clocks that can pause, and they run on when it is over. When the record of plans takes an
    end back, what it cancelled is open again, and letters about it that wait are not sent.
    """
    saved = await work.tx.fetchval(
        SAVE,
        [change.after for change in changes],
        [_event(work, change) for change in changes],
        [_discharge(work, change) for change in changes if change.discharge],
        work.caller.subject,
        sorted(work.caller.roles),
        work.now,
        [
            {"episode_id": change.after.id, "because": change.takes_back}
            for change in changes
            if change.takes_back is not None
        ],
        {str(change.after.id): because for change in changes if (because := change.cancel_tasks or _ending(change))},
        work.today,
        [
            {"episode_id": change.after.id, "ended_at": change.restores, "because": change.takes_back}
            for change in changes
            if change.restores is not None
        ],
    )
    assert saved == len(changes)  # noqa: S101 - the member is locked, so no version is stale


def _ending(change: Change) -> str | None:
    if change.after.outcome is None:
        return None
    return f"The case ended: {(change.after.primary_reason or change.after.outcome).replace('_', ' ')}."


def _event(work: Work, change: Change) -> dict[str, Any]:
    return {**asdict(change.event), "id": work.new_id(), "episode_id": change.after.id}


def _discharge(work: Work, change: Change) -> dict[str, Any]:
    assert change.discharge is not None  # noqa: S101 - only changes with a discharge come here
    return {
        **asdict(change.discharge),
        "id": work.new_id(),
        "episode_id": change.after.id,
        "member_id": change.after.member_id,
    }


async def member_of_episode(tx: Connection, episode_id: UUID) -> UUID | None:
    found: UUID | None = await tx.fetchval("select member_id from episodes where id = $1", episode_id)
    return found


async def change_lead(tx: Connection, new_id: UUID, member_id: UUID, lead: str | None, now: datetime) -> None:
    """End the member's present lead and begin another; None begins none."""
    await tx.execute(
        "update lead_case_managers set ended_at = $2 where member_id = $1 and ended_at is null", member_id, now
    )
    if lead is not None:
        await tx.execute(
            "insert into lead_case_managers (id, member_id, case_manager, since) values ($1, $2, $3, $4)",
            new_id,
            member_id,
            lead,
            now,
        )
