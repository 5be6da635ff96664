"""Keep the content of a document as its next version: first where contents are kept, then on record."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from plans.domain.content_type import NAMES, media_type_of
from plans.domain.errors import ContentTooLarge, PartNotFound, PlanNotFound, UnknownContent
from plans.persistence.document_contents import add_content, has_document
from plans.persistence.document_store import DocumentStore
from plans.persistence.plan_repository import plan_for_update
from shared.runtime.work import Uploading, Work


@dataclass(frozen=True, slots=True)
class Kept:
    """A content that is kept for good under its key, and on nobody's record yet."""

    key: str
    media_type: str
    size: int
    sha256: str


async def keep_content(
    uploading: Uploading, store: DocumentStore, plan_id: UUID, document_id: UUID, content: bytes, most: int
) -> Kept:
    """Raises `PlanNotFound`, `PartNotFound`, `UnknownContent`, `ContentTooLarge`.

    No transaction is open meanwhile, and the content is safe before anything is recorded: a failure leaves a content
    that nothing names, never a record without its content.
    """
    known = await has_document(uploading, plan_id, document_id)
    if known is None:
        raise PlanNotFound
    if not known:
        raise PartNotFound("document")
    if len(content) > most:
        raise ContentTooLarge(most)
    media_type = media_type_of(content)
    if media_type is None:
        raise UnknownContent(NAMES)
    key = uploading.new_id().hex
    await store.keep(key, content)
    return Kept(key, media_type, len(content), hashlib.sha256(content).hexdigest())


async def record_content(work: Work, plan_id: UUID, document_id: UUID, kept: Kept) -> dict[str, Any]:
    """The next version of the document's content. Raises `PlanNotFound`, `PartNotFound`."""
    plan = (await plan_for_update(work, plan_id)).plan
    if all(document.id != document_id for document in plan.documents):
        raise PartNotFound("document")
    recorded = await add_content(
        work, document_id, media_type=kept.media_type, size=kept.size, sha256=kept.sha256, stored_under=kept.key
    )
    detail = {"document_id": document_id, "version": recorded["version"], "sha256": kept.sha256}
    work.record("content_stored", "service_plan", plan_id, member_id=plan.member_id, after=detail)
    return recorded
