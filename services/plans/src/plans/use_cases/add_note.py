"""Write a note into a plan."""

from dataclasses import replace
from uuid import UUID

from plans.domain.plan import CompletionStatus, NoteType
from plans.domain.stored_plan import StoredNote, StoredPlan
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.keep_plan import keep_plan
from shared.runtime.work import Work


async def add_note(
    work: Work, plan_id: UUID, kind: NoteType, text: str, status: CompletionStatus
) -> tuple[StoredPlan, StoredNote]:
    """Notes may be written at any time, also while the plan is in review. Raises `PlanNotFound`."""
    loaded = await plan_for_update(work, plan_id)
    note = StoredNote(
        id=work.new_id(),
        type=kind,
        status=status,
        text=text,
        author=work.caller.subject,
        written_on=work.today,
        created_at=work.now,
    )
    after = replace(loaded.plan, notes=(*loaded.plan.notes, note))
    kept = await keep_plan(work, loaded.plan, after, "note_added", detail={"note_id": note.id, "type": kind})
    return kept, note
