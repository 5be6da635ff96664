"""What reviewers and agencies send about a request."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from authorization.domain.decision import LineOutcome, Outcome, Reason
from authorization.domain.lifecycle import Desk
from authorization.domain.priority import PriorityOutcome
from shared.schema.authorization import RequestDocument
from shared.schema.wire import Day, Units, Wire

Text = Annotated[str, Field(min_length=1, max_length=4000)]
LINE = "0199a1b2-0000-7000-8000-000000000001"


class PriorityReviewCreate(Wire):
    """`reason` is needed for a rejection: the agency reads it."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"outcome": "rejected", "reason": "The present services bridge the week."}}
    )

    outcome: PriorityOutcome
    reason: str = Field(default="", max_length=4000)


class InformationRequestCreate(Wire):
    """`line_ids` are the lines it is about, none for the whole plan; `documents` the types that are wanted."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "text": "Which days does the daughter help?",
                "line_ids": [LINE],
                "documents": ["nurse_evaluation"],
            }
        }
    )

    text: Text
    line_ids: list[UUID] = Field(default_factory=list, max_length=500)
    documents: list[Annotated[str, Field(min_length=1, max_length=64)]] = Field(default_factory=list, max_length=50)


class InformationResponseCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "text": "Tuesday and Thursday mornings.",
                "documents": [{"type": "nurse_evaluation", "status": "complete", "dated": "2018-10-26"}],
            }
        }
    )

    text: Text
    documents: list[RequestDocument] = Field(default_factory=list, max_length=50)


class RoutingCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={"example": {"to": "clinical_review", "reason": "Is the need for night hours clinical?"}}
    )

    to: Literal[Desk.SPA_REVIEW, Desk.CLINICAL_REVIEW, Desk.MEDICAL_DIRECTOR]
    reason: Text


class ExtensionCreate(Wire):
    """Once per request, up to 14 days: because information is needed, or because the member asked for it."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"days": 7, "reason": "INFORMATION_NEEDED", "text": "We wait for the nurse evaluation."}
        }
    )

    days: int = Field(strict=True, ge=1, le=366)
    reason: Literal["INFORMATION_NEEDED", "REQUESTED_BY_MEMBER"]
    text: Text


class ReasonCreate(Wire):
    """`code` is one of `GET /reason-codes`; without a `citation` that of the code stands."""

    code: str = Field(min_length=1, max_length=64)
    text: str = Field(default="", max_length=4000)
    citation: str | None = Field(default=None, max_length=1000)


class LineOutcomeCreate(Wire):
    """`units`, `start` and `end` say what a modified line gets, where that differs from what was asked."""

    line_id: UUID
    outcome: Outcome
    units: Units | None = None
    start: Day | None = None
    end: Day | None = None
    reasons: list[ReasonCreate] = Field(default_factory=list, max_length=20)
    advance_notice_exception: str | None = Field(
        default=None,
        max_length=40,
        description="why a running service may be cut without ten days' notice: death, written_request, institution, "
        "whereabouts_unknown, other_jurisdiction, physician_change, fraud",
    )

    def to_domain(self) -> LineOutcome:
        return LineOutcome(
            line_id=self.line_id,
            outcome=self.outcome,
            units=self.units,
            start=self.start,
            end=self.end,
            reasons=tuple(
                Reason(code=reason.code, text=reason.text, citation=reason.citation) for reason in self.reasons
            ),
            advance_notice_exception=self.advance_notice_exception,
        )


class DecisionCreate(Wire):
    """An outcome for every line that was asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "lines": [
                    {"line_id": LINE, "outcome": "authorized"},
                    {
                        "line_id": "0199a1b2-0000-7000-8000-000000000002",
                        "outcome": "modified",
                        "units": 50,
                        "reasons": [
                            {"code": "UNITS_NOT_SUPPORTED", "text": "The nurse evaluation supports 50 units a week."}
                        ],
                    },
                    {
                        "line_id": "0199a1b2-0000-7000-8000-000000000003",
                        "outcome": "not_authorized",
                        "reasons": [{"code": "DOC_MISSING", "text": "The move-in document is missing."}],
                    },
                ]
            }
        }
    )

    lines: list[LineOutcomeCreate] = Field(min_length=1, max_length=500)
