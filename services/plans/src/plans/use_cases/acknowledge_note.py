"""A supervisor acknowledges a note: the evidence that another person has seen this version of the plan."""

from dataclasses import replace
from uuid import UUID

from plans.domain.errors import DraftNote, PartNotFound
from plans.domain.plan import CompletionStatus
from plans.domain.stored_plan import StoredNote, StoredPlan
from plans.persistence.plan_repository import plan_for_update
from plans.use_cases.keep_plan import keep_plan
from plans.use_cases.own_review import refuse_own_review
from shared.runtime.work import Work


async def acknowledge_note(work: Work, plan_id: UUID, note_id: UUID) -> tuple[StoredPlan, StoredNote]:
    """Raises `PlanNotFound`, `PartNotFound`, `DraftNote`, `PlanNotReady` (SR-03), `NotPermitted`."""
    loaded = await plan_for_update(work, plan_id)
    place = next((place for place, note in enumerate(loaded.plan.notes) if note.id == note_id), None)
    if place is None:
        raise PartNotFound("note")
    note = loaded.plan.notes[place]
    refuse_own_review(work, loaded.plan, pointer=f"/notes/{place}/acknowledged_by", author=note.author)
    if note.status is CompletionStatus.DRAFT:
        raise DraftNote
    acknowledged = replace(note, acknowledged_by=work.caller.subject, acknowledged_on=work.today)
    notes = tuple(acknowledged if kept.id == note_id else kept for kept in loaded.plan.notes)
    kept = await keep_plan(
        work, loaded.plan, replace(loaded.plan, notes=notes), "note_acknowledged", detail={"note_id": note_id}
    )
    return kept, acknowledged
