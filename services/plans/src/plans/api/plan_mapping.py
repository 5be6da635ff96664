"""From the wire to the stored plan."""

from datetime import date
from uuid import UUID

from plans.api.plan_schema import LineCreate, LoadedLine, PlanCreate
from plans.domain.errors import UnknownReference
from plans.domain.lifecycle import PlanStatus
from plans.domain.plan import LineStatus, PlanOrigin
from plans.domain.stored_plan import StoredDocument, StoredLine, StoredNote, StoredPlan
from shared.kernel.errors import InvalidMember
from shared.runtime.work import Work


def plan_from_wire(body: PlanCreate, work: Work) -> StoredPlan:
    """The plan as given; an authorized or converted plan comes in authorized, every other as a draft."""
    ids = [work.new_id() for _ in body.lines]
    by_ref = {line.ref: line_id for line, line_id in zip(body.lines, ids, strict=True) if line.ref is not None}
    return StoredPlan(
        id=work.new_id(),
        version=1,
        member_id=body.member_id,
        agency=body.agency,
        type=body.type,
        origin=body.origin,
        status=PlanStatus.AUTHORIZED if body.origin is PlanOrigin.CONVERSION else PlanStatus.DRAFT,
        start=body.start,
        end=body.end,
        case_manager=body.case_manager or (None if work.caller.sees_all else work.caller.subject),
        short_reason=body.short_reason,
        created_at=work.now,
        updated_at=work.now,
        lines=tuple(_loaded(place, line, ids, by_ref, work.today) for place, line in enumerate(body.lines)),
        notes=tuple(
            StoredNote(
                id=work.new_id(),
                type=note.type,
                status=note.status,
                text=note.text,
                author=work.caller.subject,
                written_on=work.today,
                created_at=work.now,
            )
            for note in body.notes
        ),
        documents=tuple(
            StoredDocument(
                id=work.new_id(),
                type=document.type,
                status=document.status,
                dated=document.dated,
                created_at=work.now,
            )
            for document in body.documents
        ),
    )


def line_from_wire(line: LineCreate, line_id: UUID) -> StoredLine:
    return StoredLine(
        id=line_id,
        service_code=line.service_code,
        modifiers=tuple(line.modifiers),
        provider_id=line.provider_id,
        units=line.units,
        frequency=line.frequency,
        start=line.start,
        end=line.end,
        supersedes=line.supersedes,
    )


def _loaded(place: int, line: LoadedLine, ids: list[UUID], by_ref: dict[str, UUID], today: date) -> StoredLine:
    if line.ref is not None and by_ref[line.ref] != ids[place]:
        raise InvalidMember(f"/lines/{place}/ref", "duplicate", "Give each line of a request a ref of its own.")
    if line.supersedes is not None and line.supersedes not in by_ref:
        raise UnknownReference(f"/lines/{place}/supersedes", "line in this request")
    return StoredLine(
        id=ids[place],
        service_code=line.service_code,
        modifiers=tuple(line.modifiers),
        provider_id=line.provider_id,
        units=line.units,
        frequency=line.frequency,
        start=line.start,
        end=line.end,
        supersedes=by_ref[line.supersedes] if line.supersedes else None,
        status=LineStatus(line.status),
        changed_on=None if line.status == "authorized" else today,
        used_units=line.used_units,
        delivered_through=line.delivered_through,
        authorization_number=line.authorization_number,
    )
