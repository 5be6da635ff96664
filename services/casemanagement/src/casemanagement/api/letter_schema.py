"""Letters on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.letters.wording import LetterKind, Recipient
from shared.schema.wire import Day, Instant, Wire

Status = Literal["queued", "sent", "returned", "cancelled"]
LETTER: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-000000000071",
    "version": 1,
    "member_id": "0199a1b2-0000-7000-8000-0000000000b1",
    "episode_id": "0199a1b2-0000-7000-8000-0000000000e1",
    "kind": "welcome",
    "recipient": "member",
    "language": "en",
    "confidential": False,
    "required_by_law": False,
    "status": "queued",
    "title": "A nurse will help you with your care",
    "envelope": {"from": ["Harmony Health Plan"], "to": ["Ada Byron", "1 Main St"], "neutral": False},
    "queued_at": "2026-03-02T16:00:00Z",
    "queued_by": "nurse1",
    "send_by": None,
    "sent_on": None,
    "returned_on": None,
    "reason": None,
}
WORDS: dict[str, Any] = {
    "template": "letter_1",
    "language": "en",
    "title": LETTER["title"],
    "office": {"name": "Harmony Health Plan", "contact": ""},
    "to": ["Ada Byron", "1 Main St"],
    "date": "2026-03-02",
    "facts": [["Date of this letter", "March 2, 2026"]],
    "greeting": "Dear Ada Byron:",
    "opening": ["You are now in the lead program. It costs you nothing."],
    "sections": [{"heading": "If you do not want this", "paragraphs": ["You may leave at any time."]}],
    "taglines": ["ATENCIÓN: Si habla español, la ayuda en su idioma no le cuesta nada."],
    "closing": "Your case management team",
    "reference": "Letter 0199a1b2-0000-7000-8000-000000000071",
    "page": "Page {page} of {pages}",
}


class LetterCreate(Wire):
    """The other letters are written by the steps of a case."""

    model_config = ConfigDict(json_schema_extra={"example": {"kind": "unable_to_reach"}})

    kind: Literal[LetterKind.UNABLE_TO_REACH, LetterKind.WARNING]


class LettersQueued(Wire):
    """Empty when nothing goes to this member; a task then says what to tell in another way."""

    model_config = ConfigDict(json_schema_extra={"example": {"letters": [LETTER["id"]]}})

    letters: list[UUID]


class LetterSettle(Wire):
    """`on` is today when left out: the day on which it was sent or came back."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "sent", "on": "2026-03-03"}})

    status: Literal["sent", "returned", "cancelled"]
    on: Day | None = None
    reason: Annotated[str, Field(min_length=1, max_length=4000)] | None = None


class Envelope(Wire):
    """`neutral`: neither the program nor case management is named on it."""

    from_: list[str] = Field(alias="from")
    to: list[str]
    neutral: bool


class LetterRead(Wire):
    model_config = ConfigDict(json_schema_extra={"example": LETTER})

    id: UUID
    version: int
    member_id: UUID
    episode_id: UUID | None
    kind: LetterKind
    recipient: Recipient
    language: str
    confidential: bool
    required_by_law: bool
    status: Status
    title: str
    envelope: Envelope
    queued_at: Instant
    queued_by: str
    send_by: Day | None
    sent_on: Day | None
    returned_on: Day | None
    reason: str | None


class OfficeOnLetter(Wire):
    name: str
    contact: str


class SectionOfLetter(Wire):
    heading: str
    paragraphs: list[str]


class Words(Wire):
    """Every word as it was sent; `facts` are pairs of a label and its value."""

    template: str
    language: str
    title: str
    office: OfficeOnLetter
    to: list[str]
    date: Day
    facts: list[list[str]]
    greeting: str
    opening: list[str]
    sections: list[SectionOfLetter]
    taglines: list[str]
    closing: str
    reference: str
    page: str = Field(description="how pages are counted on paper")


class LetterDetail(LetterRead):
    model_config = ConfigDict(json_schema_extra={"example": {**LETTER, "letter": WORDS}})

    letter: Words
