"""Issued authorizations on the wire."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict

from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire

AUTHORIZATION: dict[str, Any] = {
    "number": "2500000019",
    "request_id": "0199a1b2-0000-7000-8000-00000000000a",
    "decision_id": "0199a1b2-0000-7000-8000-00000000000b",
    "line_id": "0199a1b2-0000-7000-8000-000000000001",
    "plan_id": "0199a1b2-0000-7000-8000-00000000000c",
    "agency": "agency-a",
    "member_id": "0199a1b2-0000-7000-8000-00000000000d",
    "medicaid_id": "M0000001",
    "provider_id": "0199a1b2-0000-7000-8000-00000000000e",
    "service_code": "T1019",
    "modifiers": [],
    "units": 60,
    "frequency": "week",
    "start": "2018-11-05",
    "end": "2019-07-14",
    "issued_end": "2019-07-14",
    "status": "active",
    "replaced_by": None,
    "issued_at": "2018-10-26T15:04:05Z",
    "first_delivered_on": None,
    "delivered_through": None,
    "units_authorized": 2160,
    "units_used": 0,
    "units_remaining": 2160,
}


class AuthorizationRead(Wire):
    """`end` is the last day on which the service may be delivered; `issued_end` is what was first authorized.

    `units` count per `frequency`; `units_authorized` over the whole span. A `replaced` one has a successor.
    """

    model_config = ConfigDict(json_schema_extra={"example": AUTHORIZATION})

    number: str
    request_id: UUID
    decision_id: UUID
    line_id: UUID
    plan_id: UUID | None
    agency: str | None
    member_id: UUID | None
    medicaid_id: str
    provider_id: str | None
    service_code: str
    modifiers: list[str]
    units: int
    frequency: str
    start: Day
    end: Day
    issued_end: Day
    status: Literal["active", "ended", "replaced"]
    replaced_by: str | None
    issued_at: Instant
    first_delivered_on: Day | None
    delivered_through: Day | None
    units_authorized: int
    units_used: int
    units_remaining: int


class AuthorizationDetail(AuthorizationRead):
    """`findings` say what the pace of use deserves (UN-06)."""

    model_config = ConfigDict(json_schema_extra={"example": {**AUTHORIZATION, "findings": []}})

    findings: list[FindingRead]
