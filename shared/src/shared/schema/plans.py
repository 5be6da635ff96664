"""What the plans service accepts from authorization: the outcome of a request, line by line."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.schema.wire import Day, Instant, Units, Wire


class DecisionReason(Wire):
    code: str = Field(min_length=1, max_length=64)
    text: str = Field(min_length=1, max_length=4000)
    citation: str | None = Field(default=None, max_length=1000)


class LineDecision(Wire):
    """`units`, `start` and `end` are what was authorized; absent for a line that was not.

    `frequency` comes with a line that an appeal gives back what it had before it was changed in place.
    """

    line_id: UUID
    outcome: Literal["authorized", "modified", "not_authorized"]
    units: Units | None = Field(default=None, gt=0)
    frequency: Literal["calendar_day", "week", "month", "year", "one_time"] | None = None
    start: Day | None = None
    end: Day | None = None
    authorization_number: str | None = None
    reasons: list[DecisionReason] = Field(default_factory=list)


class LinePriority(Wire):
    line_id: UUID
    status: Literal["denied", "under_review", "accepted", "rejected"]
    rule_ids: list[str] = Field(default_factory=list)
    reason: str | None = None


class DecisionNotice(Wire):
    """Body of `PUT /plans/v1/service-plans/{id}/decision`; idempotent by `decision_id`.

    `line_extended` comes from an appeal and leaves the plan's status alone: an `authorized` line runs as stated, a
    `modified` one ends on its `end`, a `not_authorized` one, a successor, is taken back.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "decision_id": "0199a1b2-0000-7000-8000-0000000000d1",
                "request_id": "0199a1b2-0000-7000-8000-0000000000e1",
                "plan_version": 6,
                "kind": "lines_decided",
                "decided_at": "2018-10-26T15:00:00Z",
                "decided_by": "spa1",
                "lines": [
                    {
                        "line_id": "0199a1b2-0000-7000-8000-000000000001",
                        "outcome": "authorized",
                        "units": 60,
                        "start": "2018-11-05",
                        "end": "2019-07-14",
                        "authorization_number": "25000000018",
                    }
                ],
            }
        }
    )

    decision_id: UUID
    request_id: UUID
    plan_version: int
    kind: Literal[
        "lines_decided",
        "priority_reviewed",
        "routed_to_clinical_review",
        "returned_from_clinical_review",
        "line_extended",
    ]
    decided_at: Instant
    decided_by: str
    lines: list[LineDecision] = Field(default_factory=list)
    priority: list[LinePriority] = Field(default_factory=list)
