"""Mail came back: the address is flagged, and after as many returns as the policy says nothing is sent there."""

from typing import Any
from uuid import UUID

from disease.domain.policies import policy_on
from disease.domain.program_errors import ItemNotFound
from disease.persistence.mail_repository import address_state, return_item
from shared.runtime.work import Work


async def return_mail(work: Work, member_id: UUID, item_id: UUID, reason: str) -> dict[str, Any]:
    """The same piece comes back once. Raises `ItemNotFound`."""
    policy = policy_on(work.today)
    found = await return_item(work.tx, member_id, item_id, work.today)
    if found is None:
        raise ItemNotFound
    state = await address_state(work.tx, member_id)
    after = {
        "member_id": member_id,
        "returns": state["returns"],
        "suppressed": state["returns"] >= policy.returns_that_suppress,
        "suppressed_after": policy.returns_that_suppress,
        "last_on": state["last_on"],
        "policy": policy.id,
    }
    if not found["already"]:
        work.record("mail_returned", "mail_item", item_id, member_id=member_id, after={**after, "reason": reason})
    return after
