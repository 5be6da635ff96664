"""Register a provider."""

from typing import Any
from uuid import UUID

from plans.persistence.provider_repository import insert_provider
from shared.runtime.work import Work


async def register_provider(work: Work, provider_id: UUID, given: dict[str, Any]) -> dict[str, Any]:
    """Store a new provider. A known NPI is a conflict."""
    provider = {
        **given,
        "id": str(provider_id),
        "version": 1,
        "created_at": work.now.isoformat(),
        "updated_at": work.now.isoformat(),
    }
    await insert_provider(work.tx, provider)
    work.record("registered", "provider", provider_id, after=provider)
    return provider
