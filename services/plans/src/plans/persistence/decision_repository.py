"""Decisions that were taken over, so that none counts twice."""

from uuid import UUID

from shared.runtime.work import Work


async def remember_decision(work: Work, decision_id: UUID, plan_id: UUID, body_hash: bytes) -> bytes | None:
    """None when the decision is new and now remembered, else the hash of what it said the first time."""
    known: bytes | None = await work.tx.fetchval(
        """
        with remembered as (
            insert into plan_decisions (decision_id, plan_id, body_hash, received_at) values ($1, $2, $3, $4)
            on conflict (decision_id) do nothing returning true
        )
        select body_hash from plan_decisions where decision_id = $1 and not exists (select from remembered)
        """,
        decision_id,
        plan_id,
        body_hash,
        work.now,
    )
    return known
