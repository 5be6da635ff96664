"""Referrals as they are read; what a confidential case would give away is left out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.errors import ReferralNotFound
from casemanagement.persistence import referral_queries
from casemanagement.persistence.visibility import visibility
from shared.runtime.work import Reading, Work


async def read_referral(reading: Reading, referral_id: UUID) -> Any:
    """Row of `version` and `body`. Raises `ReferralNotFound`."""
    row = await referral_queries.referral_read(reading, referral_id, visibility(reading.caller))
    if row is None:
        raise ReferralNotFound
    return row


async def list_referrals(
    reading: Reading, after: tuple[datetime | None, UUID | None], limit: int, **wanted: Any
) -> list[Any]:
    return await referral_queries.referrals(reading, visibility(reading.caller), after=after, limit=limit, **wanted)


async def show_referral(work: Work, referral_id: UUID) -> Any:
    """Row of `version` and `body` of a referral that the caller has just sent."""
    return await referral_queries.referral_shown(work, referral_id, visibility(work.caller))
