"""Notes, documents and pauses of a plan on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from plans.api import examples
from plans.domain.circumstances import Facility
from plans.domain.plan import CompletionStatus, DocumentType, NoteType
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(max_length=8000)]


class NoteCreate(Wire, json_schema_extra=examples.NOTE):
    type: NoteType
    text: Text = Field(min_length=1)
    status: CompletionStatus = CompletionStatus.COMPLETE


class DocumentCreate(Wire, json_schema_extra=examples.DOCUMENT):
    """`dated` is the day it was written or signed; what is complete has one."""

    type: DocumentType
    status: CompletionStatus = CompletionStatus.DRAFT
    dated: Day | None = None


class DocumentChange(Wire, json_schema_extra=examples.DOCUMENT_CHANGE):
    status: CompletionStatus | None = None
    dated: Day | None = None


class NoteRead(NoteCreate, json_schema_extra=examples.NOTE_READ):
    id: UUID
    author: str
    written_on: Day
    acknowledged_by: str | None
    acknowledged_on: Day | None
    created_at: Instant


class DocumentRead(DocumentCreate, json_schema_extra=examples.DOCUMENT_READ):
    id: UUID
    created_at: Instant


class SuspensionRead(Wire):
    """Days on which a running line pauses, the member being an inpatient; `resumes_on` once the discharge is known."""

    line_id: UUID
    start: Day
    end: Day
    resumes_on: Day | None
    facility: Facility
