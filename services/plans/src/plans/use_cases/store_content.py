"""Keep the content of a document as its next version."""

import hashlib
from typing import Any
from uuid import UUID

from plans.domain.content_type import NAMES, media_type_of
from plans.domain.errors import ContentTooLarge, PartNotFound, UnknownContent
from plans.persistence.document_contents import add_content
from plans.persistence.document_store import DocumentStore
from plans.persistence.plan_repository import plan_for_update
from shared.runtime.work import Work


async def store_content(
    work: Work, store: DocumentStore, plan_id: UUID, document_id: UUID, content: bytes, most: int
) -> dict[str, Any]:
    """Raises `PlanNotFound`, `PartNotFound`, `UnknownContent`, `ContentTooLarge`.

    The content is on the disk before the transaction commits: a failure leaves a file that nothing names, never a
    record without its file.
    """
    plan = (await plan_for_update(work, plan_id)).plan
    if all(document.id != document_id for document in plan.documents):
        raise PartNotFound("document")
    if len(content) > most:
        raise ContentTooLarge(most)
    media_type = media_type_of(content)
    if media_type is None:
        raise UnknownContent(NAMES)
    key = work.new_id().hex
    await store.keep(key, content)
    sha256 = hashlib.sha256(content).hexdigest()
    kept = await add_content(
        work, document_id, media_type=media_type, size=len(content), sha256=sha256, stored_under=key
    )
    detail = {"document_id": document_id, "version": kept["version"], "sha256": sha256}
    work.record("content_stored", "service_plan", plan_id, member_id=plan.member_id, after=detail)
    return kept
