"""A nurse's own tier in the registry."""

from datetime import date
from typing import Any
from uuid import UUID

from disease.domain.assigned_tier import Assignment, Override
from disease.domain.tier import Tier
from shared.runtime.database import Connection

LOCK = """
select r.* from registry r join members m on m.number = r.member
where m.id = $1 and r.disease = $2 for update of r
"""
SAVE = """
update registry set override_tier = $3::tier, override_reason = $4, override_by = $5, override_since = $6,
    override_until = $7, version = version + 1, updated_at = now()
where member = $1 and disease = $2
"""


async def assignment_for_update(tx: Connection, member_id: UUID, disease: str) -> tuple[int, Assignment | None] | None:
    """The member's number and assignment, locked until the transaction ends; None who is in no registry."""
    row = await tx.fetchrow(LOCK, member_id, disease)
    if row is None:
        return None
    return row["member"], _assignment(row)


def _assignment(row: Any) -> Assignment | None:
    if row["assigned_tier"] is None:
        return None
    given: tuple[str | None, date] = row["override_tier"], row["override_until"]
    override = None
    if given[0] is not None:
        override = Override(Tier(given[0]), row["override_reason"], row["override_by"], row["override_since"], given[1])
    lower = row["lower_tier"]
    return Assignment(
        Tier(row["assigned_tier"]),
        row["assigned_since"],
        row["lower_since"],
        Tier(lower) if lower else None,
        override,
    )


async def save_override(tx: Connection, number: int, disease: str, override: Override | None) -> None:
    given = (override.tier, override.reason, override.by, override.since, override.until) if override else (None,) * 5
    await tx.execute(SAVE, number, disease, *given)
