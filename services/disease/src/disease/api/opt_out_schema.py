"""Opt-outs on the wire."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from disease.api.enrolment_schema import Via
from disease.domain.opt_out import Scope
from shared.schema.members import Address
from shared.schema.wire import Day, Instant, Wire

OPT_OUT: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-00000000000a",
    "member_id": "0199a1b2-0000-7000-8000-000000000001",
    "scope": "program:asthma",
    "effective_on": "2026-03-01",
    "statement": "Does not want letters about asthma.",
    "captured_via": "nurse_call",
    "captured_by": "nurse1",
    "origin": "disease",
    "recorded_at": "2026-03-01T15:00:00Z",
    "revoked_at": None,
    "revoked_reason": None,
    "revoked_by": None,
    "version": 1,
}


class OptOutRead(Wire):
    """A `channel:` scope is a preference: the member stays enrolled. `origin` is the service that recorded it."""

    model_config = ConfigDict(json_schema_extra={"example": OPT_OUT})

    id: UUID
    member_id: UUID
    scope: Scope
    effective_on: Day
    statement: str | None
    captured_via: str
    captured_by: str
    origin: Literal["disease", "casemanagement"]
    recorded_at: datetime
    revoked_at: datetime | None
    revoked_reason: str | None
    revoked_by: str | None
    version: int


class OptOutsRead(Wire):
    items: list[OptOutRead]
    next: None = None


class OptOutCreate(Wire):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "scope": "program:asthma",
                "captured_via": "nurse_call",
                "statement": "Does not want letters about asthma.",
            }
        }
    )

    scope: Scope
    captured_via: Via
    statement: str | None = Field(default=None, max_length=2000)
    effective_on: Day | None = Field(default=None, description="today where it is left out; it holds at once")


class OptOutNotice(Wire):
    """What case management tells of an opt-out that it recorded; once more when the member takes it back."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "scope": "all_dm",
                "effective_on": "2026-03-01",
                "captured_via": "cm_line",
                "captured_by": "cn1",
            }
        }
    )

    scope: Scope
    effective_on: Day
    captured_via: str = Field(min_length=1, max_length=64)
    captured_by: str = Field(min_length=1, max_length=200)
    statement: str | None = Field(default=None, max_length=4000)
    revoked_at: Instant | None = None
    revoked_reason: str | None = Field(default=None, max_length=4000)
    revoked_by: str | None = Field(default=None, max_length=200)


class Kept(Wire):
    """`changed` is false when it was known already."""

    member_id: UUID
    changed: bool


class CaseLeadNotice(Wire):
    """While `lead_open`, the disease nurse does not call (R12); mail goes on."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"lead_open": True, "case_manager": "cn1", "since": "2026-03-01T15:00:00Z"}}
    )

    lead_open: bool
    case_manager: str | None = Field(default=None, max_length=200)
    since: Instant | None = None


class PreferencesNotice(Wire):
    """What of a member's preferences holds for letters and calls; null takes it back."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"version": 1, "confidential_phone": "573-555-0188", "interpreter": True}}
    )

    version: int = Field(ge=1, le=2_147_483_647)
    confidential_address: Address | None = None
    confidential_phone: str | None = Field(default=None, min_length=1, max_length=32)
    interpreter: bool = False
