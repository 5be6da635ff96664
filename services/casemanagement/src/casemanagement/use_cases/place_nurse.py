"""Put a nurse into a team; nurses of a team see each other's cases."""

from typing import Any
from uuid import UUID

from casemanagement.persistence.nurse_queries import nurse_version, save_nurse
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

NOBODY = UUID(int=0)


async def place_nurse(work: Work, subject: str, team: str, caseload_limit: int | None) -> dict[str, Any]:
    """The nurse as JSON. Raises `PreconditionFailed`, `PreconditionRequired` where one was placed before."""
    version = await nurse_version(work, subject)
    check_if_match(work.headers, version, required=version > 0)
    nurse: dict[str, Any] = await save_nurse(work, subject, version + 1, team, caseload_limit)
    work.record("placed", "nurse", NOBODY, after={"subject": subject, "team": team, "caseload_limit": caseload_limit})
    return nurse
