"""What is known of the contents of documents; the contents themselves are in the store."""

from typing import Any
from uuid import UUID

from plans.persistence.member_repository import visible
from plans.persistence.plan_queries import SEEN, seen_by
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.work import Reading, Uploading, Work

INSERT = """
insert into document_contents (document_id, version, media_type, size, sha256, stored_under, stored_at, stored_by)
select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7 from document_contents where document_id = $1
returning document_id, version, media_type, size, sha256, stored_at, stored_by
"""
READ = f"""
with found as materialized (
    select p.id, p.member_id from service_plans p where p.id = $5 and {SEEN}
), {access_log("service_plan")}
select c.media_type, c.sha256, c.stored_under, c.version from found
join plan_documents d on d.plan_id = found.id and d.id = $9
join document_contents c on c.document_id = d.id and ($10::integer is null or c.version = $10)
order by c.version desc limit 1
"""


async def has_document(uploading: Uploading, plan_id: UUID, document_id: UUID) -> bool | None:
    """None for a plan that is not there or not the caller's to see."""
    row = await uploading.fetchrow(
        f"""select exists (select from plan_documents d where d.plan_id = p.id and d.id = $4) as known
            from service_plans p where p.id = $1 and {visible("p", 2, 3)}""",
        plan_id,
        uploading.caller.sees_all,
        uploading.caller.agency,
        document_id,
    )
    return bool(row["known"]) if row else None


async def add_content(
    work: Work, document_id: UUID, *, media_type: str, size: int, sha256: str, stored_under: str
) -> dict[str, Any]:
    """The next version of the document's content; the plan is locked, so versions follow each other."""
    row = await work.tx.fetchrow(
        INSERT, document_id, media_type, size, sha256, stored_under, work.now, work.caller.subject
    )
    return dict(row)


async def content(reading: Reading, plan_id: UUID, document_id: UUID, version: int | None) -> Any:
    """Row of `media_type, sha256, stored_under, version`; None for what is not there or not seen."""
    arguments = access_arguments(reading.caller, reading.request_id)
    return await reading.fetchrow(READ, *arguments, plan_id, *seen_by(reading), document_id, version)
