"""Members, and reports of their death, on the wire."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.lifecycle import EpisodeState
from shared.schema.wire import Day, Instant, Wire


class MemberEffect(Wire):
    """What the notice did to a case."""

    case_id: UUID
    number: str
    transition: str
    state: EpisodeState
    effective_on: Day | None


class MemberTaken(Wire):
    """`version` is the one that is kept; `applied` is false for a repeated or an older notice."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"id": "0198f000-0000-7000-8000-000000000001", "version": 2, "applied": True, "effects": []}
        }
    )

    id: UUID
    version: int
    applied: bool
    effects: list[MemberEffect]


class DeathReportCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {"reported_by": "Ruth Byron", "relationship": "daughter", "reported_via": "cm_line"}
        }
    )

    reported_by: str = Field(min_length=1, max_length=200)
    relationship: str = Field(min_length=1, max_length=100)
    reported_via: str = Field(min_length=1, max_length=64, description="how it was told, for example cm_line")
    said_died_on: Day | None = None


class DeathReportRead(DeathReportCreate):
    """While a report is `unverified` nothing goes out to the member; the record of plans verifies it."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "reported_by": "Ruth Byron",
                "relationship": "daughter",
                "reported_via": "cm_line",
                "id": "0198f000-0000-7000-8000-000000000001",
                "version": 1,
                "member_id": "0198f000-0000-7000-8000-000000000002",
                "recorded_at": "2026-03-01T10:00:00Z",
                "recorded_by": "nurse1",
                "status": "unverified",
            }
        }
    )

    id: UUID
    version: int
    member_id: UUID
    recorded_at: Instant
    recorded_by: str
    status: Literal["unverified", "verified", "retracted"]
    settled_at: Instant | None = None
    settled_by: str | None = None
    settled_because: str | None = None


class Retraction(Wire):
    model_config = ConfigDict(json_schema_extra={"example": {"because": "The member answered the phone."}})

    because: str = Field(min_length=1, max_length=2000)
