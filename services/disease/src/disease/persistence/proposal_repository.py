"""What is to be proposed to case management, and what became of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from disease.persistence.facts_queries import MEMBER_FACTS
from shared.runtime.database import Connection
from shared.runtime.work import Reading

NEXT = f"""
select p.id, p.member_id, p.disease, p.tier, {MEMBER_FACTS.format(as_of="$1::date")}::text as facts
from case_management_proposals p join members m on m.id = p.member_id
where p.status = 'open' and (p.looked_at is null or p.looked_at < $2::timestamptz - interval '60 seconds')
order by p.looked_at nulls first, p.id limit 1
"""
ITEM = """jsonb_build_object('id', p.id, 'disease', p.disease, 'tier', p.tier, 'cause_on', p.cause_on,
    'status', p.status, 'criteria', p.criteria, 'rule_ids', p.rule_ids, 'opened_at', p.opened_at,
    'looked_at', p.looked_at)"""


async def next_proposal(connection: Connection, today: date, now: datetime) -> Any:
    """Row of `id, member_id, disease, tier, facts` (JSON text), or None; nothing is locked."""
    return await connection.fetchrow(NEXT, today, now)


async def proposal_for_update(tx: Connection, proposal_id: UUID) -> Any:
    """Row of `member_id, disease, tier, cause_on, rule_ids, lead_open, enrolled`; None when it is open no more."""
    return await tx.fetchrow(
        """
        select p.member_id, p.disease, p.tier, p.cause_on, p.rule_ids,
               exists (select from case_leads l where l.member_id = p.member_id and l.lead_open) as lead_open,
               exists (select from enrolments e where e.id = p.enrolment_id and e.status <> 'disenrolled') as enrolled
        from case_management_proposals p where p.id = $1 and p.status = 'open' for update
        """,
        proposal_id,
    )


async def settle_proposal(tx: Connection, proposal_id: UUID, status: str, criteria: Any, now: datetime) -> None:
    await tx.execute(
        "update case_management_proposals set status = $2, criteria = $3, looked_at = $4 where id = $1",
        proposal_id,
        status,
        criteria,
        now,
    )


async def proposals_of(reading: Reading, member_id: UUID) -> Any:
    """Row of `lead` and `proposals`, None for nobody."""
    return await reading.fetchrow(
        f"""
        select (select jsonb_build_object('lead_open', l.lead_open, 'case_manager', l.case_manager, 'since', l.since)
                from case_leads l where l.member_id = m.id) as lead,
               coalesce((select jsonb_agg({ITEM} order by p.id desc) from case_management_proposals p
                         where p.member_id = m.id), '[]') as proposals
        from members m where m.id = $1
        """,
        member_id,
    )
