"""Assessments on the wire."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.care.assessment import AnswerSource, AssessmentKind, AssessmentOutcome, FactorEntry
from casemanagement.domain.care.policy import FACTORS
from shared.schema.findings import CitationRead
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(min_length=1, max_length=8000)]
ENTRY: dict[str, Any] = {
    "code": "social_needs",
    "answers": {"transport": "no car, no bus nearby"},
    "conclusion": "Needs rides to the clinic; housing and food are safe.",
}
FACTOR: dict[str, Any] = {
    "code": "social_needs",
    "name": "Social needs",
    "asks": "Housing, food, transport, utilities, safety and money",
    "answers": ENTRY["answers"],
    "source": "nurse",
    "completed_at": "2026-03-02T16:00:00Z",
    "completed_by": "nurse1",
    "conclusion": ENTRY["conclusion"],
    "concluded_at": "2026-03-02T16:00:00Z",
    "in_time": True,
}
ASSESSMENT: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000a1",
    "version": 1,
    "episode_id": "0199a1b2-0000-7000-8000-0000000000e1",
    "member_id": "0199a1b2-0000-7000-8000-0000000000b1",
    "kind": "initial",
    "outcome": None,
    "reason": None,
    "summary": None,
    "policy": "care-2026",
    "begun_at": "2026-03-02T16:00:00Z",
    "begun_by": "nurse1",
    "ended_at": None,
    "ended_by": None,
    "due_on": "2026-04-01",
    "missing": [factor.code for factor in FACTORS if factor.code != "social_needs"],
    "factors": [FACTOR],
    "citation": {"source": "NCQA PHM 5", "section": "Element D", "quote": "An initial assessment covers twelve …"},
}


class FactorCreate(Wire):
    """`source` import marks answers that came from elsewhere: they date and conclude nothing (R5)."""

    model_config = ConfigDict(json_schema_extra={"example": ENTRY})

    code: str = Field(min_length=1, max_length=64)
    answers: dict[str, str | int | bool | None] | None = Field(default=None, max_length=100)
    source: AnswerSource = AnswerSource.NURSE
    conclusion: Text | None = None

    def entry(self) -> FactorEntry:
        return FactorEntry(self.code, self.answers, self.source, self.conclusion)


class AssessmentChange(Wire):
    """`summary` concludes every factor that is dated. An `outcome` ends it; all but `completed` need a reason."""

    model_config = ConfigDict(json_schema_extra={"example": {"factors": [ENTRY]}})

    factors: list[FactorCreate] = Field(default_factory=list, max_length=50)
    summary: Text | None = None
    outcome: AssessmentOutcome | None = None
    reason: Text | None = None

    def entries(self) -> list[FactorEntry]:
        return [factor.entry() for factor in self.factors]


class AssessmentCreate(AssessmentChange):
    model_config = ConfigDict(json_schema_extra={"example": {"kind": "initial", "factors": [ENTRY]}})

    kind: AssessmentKind = AssessmentKind.INITIAL


class FactorRead(Wire):
    """`completed_at` is set by the machine. `in_time`: within the days that run from eligibility; null while undone."""

    model_config = ConfigDict(json_schema_extra={"example": FACTOR})

    code: str
    name: str
    asks: str
    answers: dict[str, str | int | bool | None] | None
    source: AnswerSource | None
    completed_at: Instant | None
    completed_by: str | None
    conclusion: str | None
    concluded_at: Instant | None
    in_time: bool | None


class AssessmentRead(Wire):
    """All twelve factors, done or not. `missing` are those without date or conclusion."""

    model_config = ConfigDict(json_schema_extra={"example": ASSESSMENT})

    id: UUID
    version: int
    episode_id: UUID
    member_id: UUID
    kind: AssessmentKind
    outcome: AssessmentOutcome | None
    reason: str | None
    summary: str | None
    policy: str
    begun_at: Instant
    begun_by: str
    ended_at: Instant | None
    ended_by: str | None
    due_on: Day | None
    missing: list[str]
    factors: list[FactorRead]
    citation: CitationRead
