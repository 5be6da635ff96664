"""Referrals as they are read; what a confidential case would give away is left out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.errors import ReferralNotFound
from casemanagement.domain.referral import ReferralStatus
from casemanagement.persistence import referral_queries
from casemanagement.persistence.visibility import visibility
from shared.runtime.work import Asking, Reading

INTERNAL = ("sender_agency", "episode_id")


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


def show_referral(referral: dict[str, Any], asking: Asking) -> dict[str, Any]:
    """A referral that was just received; its case is read by who may see it."""
    shown = {name: value for name, value in referral.items() if name not in INTERNAL}
    confidential, _sees_all, _nurse = visibility(asking.caller)
    if referral["status"] == ReferralStatus.LINKED and referral["confidential"] and not confidential:
        shown["status"] = ReferralStatus.WAITING
    return shown
