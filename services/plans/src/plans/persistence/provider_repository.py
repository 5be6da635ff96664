"""Providers, read and written one statement each."""

from typing import Any
from uuid import UUID

from shared.runtime.database import Connection
from shared.runtime.work import Reading

COLUMNS = "npi, name, kind, certifications"


async def insert_provider(tx: Connection, provider: dict[str, Any]) -> None:
    await tx.execute(
        f"insert into providers (id, created_at, updated_at, {COLUMNS}) "
        f"select id, created_at, updated_at, {COLUMNS} from jsonb_populate_record(null::providers, $1)",
        provider,
    )


async def provider_for_update(tx: Connection, provider_id: UUID) -> dict[str, Any] | None:
    row = await tx.fetchrow(
        "select to_jsonb(providers) as provider from providers where id = $1 for update", provider_id
    )
    return row["provider"] if row else None


async def update_provider(tx: Connection, provider: dict[str, Any]) -> None:
    await tx.execute(
        f"update providers set (version, updated_at, {COLUMNS}) = "
        f"(select version, updated_at, {COLUMNS} from jsonb_populate_record(null::providers, $1)) "
        "where id = ($1::jsonb->>'id')::uuid",
        provider,
    )


async def provider(reading: Reading, provider_id: UUID) -> Any:
    """Row of `version` and `body` (JSON text), or None."""
    return await reading.fetchrow(
        "select version, to_jsonb(providers)::text as body from providers where id = $1", provider_id
    )


async def providers(
    reading: Reading, *, npi: str | None, name: str | None, service_code: str | None, before: UUID | None, limit: int
) -> list[Any]:
    """Up to `limit + 1` rows of `id` and `item`, newest first. `name` is a part of the name."""
    return await reading.search(
        """
        select id, to_jsonb(providers)::text as item from providers
        where ($1::text is null or npi = $1) and ($2::text is null or position(lower($2) in lower(name)) > 0)
          and ($3::text is null or certifications @> jsonb_build_array(jsonb_build_object('service_code', $3::text)))
          and ($4::uuid is null or id < $4)
        order by id desc limit $5
        """,
        npi,
        name,
        service_code,
        before,
        limit + 1,
    )
