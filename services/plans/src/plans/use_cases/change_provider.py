"""Change what is known of a provider."""

from typing import Any
from uuid import UUID

from plans.domain.errors import ProviderNotFound
from plans.persistence.provider_repository import provider_for_update, update_provider
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def change_provider(work: Work, provider_id: UUID, changes: dict[str, Any]) -> dict[str, Any]:
    """Store the changed members of the record as its next version. Raises `ProviderNotFound`."""
    before = await provider_for_update(work.tx, provider_id)
    if before is None:
        raise ProviderNotFound
    check_if_match(work.headers, before["version"], required=True)
    after = {**before, **changes, "version": before["version"] + 1, "updated_at": work.now.isoformat()}
    await update_provider(work.tx, after)
    work.record("changed", "provider", provider_id, before={name: before[name] for name in changes}, after=changes)
    return after
