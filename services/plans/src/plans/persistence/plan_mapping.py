"""Rows as JSON to the stored plan."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from plans.domain.circumstances import Facility
from plans.domain.lifecycle import PlanStatus
from plans.domain.plan import (
    ChangeType,
    CompletionStatus,
    DocumentType,
    EndReason,
    EnteredBy,
    Frequency,
    LineStatus,
    NoteType,
    OtherPlan,
    PlanOrigin,
    PlanType,
)
from plans.domain.stored_plan import AuthorizedTerms, StoredDocument, StoredLine, StoredNote, StoredPlan, Suspension

Json = dict[str, Any]
Parsed = TypeVar("Parsed")


def plan_from_json(plan: Json, lines: list[Json], notes: list[Json], documents: list[Json]) -> StoredPlan:
    return StoredPlan(
        id=UUID(plan["id"]),
        version=plan["version"],
        member_id=UUID(plan["member_id"]),
        agency=plan["agency"],
        type=PlanType(plan["type"]),
        origin=PlanOrigin(plan["origin"]),
        status=PlanStatus(plan["status"]),
        start=date.fromisoformat(plan["start"]),
        end=date.fromisoformat(plan["end"]),
        case_manager=plan["case_manager"],
        short_reason=plan["short_reason"],
        priority=plan["priority"],
        changes=tuple(ChangeType(change) for change in plan["changes"]),
        submission_id=_maybe(UUID, plan["submission_id"]),
        submitted_at=_maybe(datetime.fromisoformat, plan["submitted_at"]),
        submitted_by=plan["submitted_by"],
        review=plan["review"],
        decided_at=_maybe(datetime.fromisoformat, plan["decided_at"]),
        created_at=datetime.fromisoformat(plan["created_at"]),
        updated_at=datetime.fromisoformat(plan["updated_at"]),
        lines=tuple(line_from_json(line) for line in lines),
        notes=tuple(_note(note) for note in notes),
        documents=tuple(_document(document) for document in documents),
        suspensions=tuple(_suspension(suspension) for suspension in plan["suspensions"]),
    )


def line_from_json(line: Json) -> StoredLine:
    return StoredLine(
        id=UUID(line["id"]),
        service_code=line["service_code"],
        modifiers=tuple(line["modifiers"]),
        provider_id=_maybe(UUID, line["provider_id"]),
        units=line["units"],
        frequency=Frequency(line["frequency"]),
        start=date.fromisoformat(line["start"]),
        end=date.fromisoformat(line["end"]),
        total=line["total"],
        cost=_maybe(Decimal, line["cost"]),
        status=LineStatus(line["status"]),
        reason=_maybe(EndReason, line["reason"]),
        supersedes=_maybe(UUID, line["supersedes"]),
        entered_by=EnteredBy(line["entered_by"]),
        used_units=line["used_units"],
        delivered_through=_maybe(date.fromisoformat, line["delivered_through"]),
        changed_on=_maybe(date.fromisoformat, line["changed_on"]),
        authorization_number=line["authorization_number"],
        authorized=_maybe(_terms, line["authorized"]),
        decision=line["decision"],
        priority=line["priority"],
        rate_from=_maybe(date.fromisoformat, line["rate_from"]),
    )


def other_plan_from_json(plan: Json) -> OtherPlan:
    return OtherPlan(
        type=PlanType(plan["type"]),
        origin=PlanOrigin(plan["origin"]),
        start=date.fromisoformat(plan["start"]),
        end=date.fromisoformat(plan["end"]),
        lines=tuple(line_from_json(line).as_service_line() for line in plan["lines"]),
    )


def _note(note: Json) -> StoredNote:
    return StoredNote(
        id=UUID(note["id"]),
        type=NoteType(note["type"]),
        status=CompletionStatus(note["status"]),
        text=note["text"],
        author=note["author"],
        written_on=date.fromisoformat(note["written_on"]),
        acknowledged_by=note["acknowledged_by"],
        acknowledged_on=_maybe(date.fromisoformat, note["acknowledged_on"]),
        created_at=datetime.fromisoformat(note["created_at"]),
    )


def _document(document: Json) -> StoredDocument:
    return StoredDocument(
        id=UUID(document["id"]),
        type=DocumentType(document["type"]),
        status=CompletionStatus(document["status"]),
        dated=_maybe(date.fromisoformat, document["dated"]),
        created_at=datetime.fromisoformat(document["created_at"]),
    )


def _suspension(suspension: Json) -> Suspension:
    return Suspension(
        line_id=UUID(suspension["line_id"]),
        start=date.fromisoformat(suspension["start"]),
        end=date.fromisoformat(suspension["end"]),
        resumes_on=_maybe(date.fromisoformat, suspension["resumes_on"]),
        facility=Facility(suspension["facility"]),
    )


def _terms(terms: Json) -> AuthorizedTerms:
    return AuthorizedTerms(
        units=terms["units"],
        frequency=Frequency(terms["frequency"]),
        start=date.fromisoformat(terms["start"]),
        end=date.fromisoformat(terms["end"]),
    )


def _maybe(parse: Callable[[Any], Parsed], value: Any) -> Parsed | None:
    return None if value is None else parse(value)
