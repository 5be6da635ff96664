"""List a document with a plan, and keep its status and date."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from plans.domain.errors import DocumentUndated, PartNotFound
from plans.domain.plan import CompletionStatus, DocumentType
from plans.domain.stored_plan import StoredDocument, StoredPlan
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.keep_plan import keep_plan
from plans.use_cases.read_version import check_read_version
from shared.runtime.work import Work


async def attach_document(
    work: Work, plan_id: UUID, kind: DocumentType, status: CompletionStatus, dated: date | None
) -> tuple[StoredPlan, StoredDocument]:
    """Documents may come at any time, also while the plan is in review. Raises `PlanNotFound`, `DocumentUndated`."""
    loaded = await plan_for_update(work, plan_id)
    document = StoredDocument(id=work.new_id(), type=kind, status=status, dated=dated, created_at=work.now)
    if document.lacks_its_date:
        raise DocumentUndated
    after = replace(loaded.plan, documents=(*loaded.plan.documents, document))
    kept = await keep_plan(
        work, loaded.plan, after, "document_attached", detail={"document_id": document.id, "type": kind}
    )
    return kept, document


async def change_document(
    work: Work, plan_id: UUID, document_id: UUID, changes: dict[str, Any]
) -> tuple[StoredPlan, StoredDocument]:
    """Raises `PlanNotFound`, `PartNotFound`, `DocumentUndated`, and what `check_read_version` raises."""
    loaded = await plan_for_update(work, plan_id)
    await check_read_version(work, loaded.plan, required=True)
    found = next((document for document in loaded.plan.documents if document.id == document_id), None)
    if found is None:
        raise PartNotFound("document")
    changed = replace(found, **changes)
    if changed.lacks_its_date:
        raise DocumentUndated
    documents = tuple(changed if kept.id == document_id else kept for kept in loaded.plan.documents)
    kept = await keep_plan(
        work,
        loaded.plan,
        replace(loaded.plan, documents=documents),
        "document_changed",
        detail={"document_id": document_id, **changes},
    )
    return kept, changed
