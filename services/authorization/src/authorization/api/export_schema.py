"""What the claims system reads and answers, on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from authorization.domain.export import ExportStatus
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire

ENTRY: dict[str, Any] = {
    "control_number": 17,
    "place": 1,
    "kind": "issued",
    "recorded_at": "2018-10-26T15:04:05Z",
    "corrects": None,
    "number": "2500000019",
    "line_id": "0199a1b2-0000-7000-8000-000000000001",
    "plan_id": "0199a1b2-0000-7000-8000-00000000000c",
    "member_id": "0199a1b2-0000-7000-8000-00000000000d",
    "medicaid_id": "M0000001",
    "provider_id": "0199a1b2-0000-7000-8000-00000000000e",
    "service_code": "T1019",
    "modifiers": [],
    "units": 60,
    "frequency": "week",
    "start": "2018-11-05",
    "end": "2019-07-14",
    "units_authorized": 2160,
    "authorization_status": "active",
    "replaced_by": None,
    "replaces": None,
    "issued_at": "2018-10-26T15:04:05Z",
}
ANSWERED = {"status": "rejected", "reason": "Unknown provider.", "acknowledged_at": "2018-10-27T06:00:00Z"}
Place = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class PlaceRead(Wire):
    control_number: int
    place: int


class ExportedAuthorization(Wire):
    """An authorization as it was when it was issued, changed or ended. `corrects` is the rejected entry it repeats.

    `units_authorized` count over `start` to `end`; one that is `replaced` counts no more, its successor `replaces` it.
    """

    control_number: int | None
    place: int | None
    kind: Literal["issued", "changed", "ended"]
    recorded_at: Instant
    corrects: PlaceRead | None
    number: str
    line_id: UUID
    plan_id: UUID | None
    member_id: UUID | None
    medicaid_id: str
    provider_id: str | None
    service_code: str
    modifiers: list[str]
    units: int
    frequency: str
    start: Day
    end: Day
    units_authorized: int
    authorization_status: Literal["active", "ended", "replaced"]
    replaced_by: str | None
    replaces: str | None
    issued_at: Instant


class ExportRead(ExportedAuthorization):
    """With `cursor`: what to ask with next time, to get what came after this one."""

    model_config = ConfigDict(json_schema_extra={"example": {**ENTRY, "cursor": "WzE3LDFd"}})

    cursor: str


class TransmittedRead(ExportedAuthorization):
    """With what the claims system answered so far."""

    status: ExportStatus
    reason: str | None
    acknowledged_at: Instant | None


class UnsettledRead(TransmittedRead):
    """With what to do about it (ED-01)."""

    model_config = ConfigDict(json_schema_extra={"example": {**ENTRY, **ANSWERED, "findings": []}})

    findings: list[FindingRead]


class BatchRead(Wire):
    """`statuses` counts the entries by what became of them."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "control_number": 17,
                "entries": 2,
                "sealed_at": "2018-10-26T22:00:00Z",
                "statuses": {"approved": 1, "rejected": 1},
            }
        }
    )

    control_number: int
    entries: int
    sealed_at: Instant
    statuses: dict[ExportStatus, int]


class BatchDetail(Wire):
    """The same batch each time: its entries never change, only what was answered to them."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "control_number": 17,
                "entries": 1,
                "sealed_at": "2018-10-26T22:00:00Z",
                "statuses": {"rejected": 1},
                "items": [{**ENTRY, **ANSWERED}],
            }
        }
    )

    control_number: int
    entries: int
    sealed_at: Instant
    statuses: dict[ExportStatus, int]
    items: list[TransmittedRead]


class BatchSealed(Wire):
    """`control_number` is null when nothing waited."""

    model_config = ConfigDict(json_schema_extra={"example": {"control_number": 17, "entries": 2}})

    control_number: int | None
    entries: int


class AcknowledgementCreate(Wire):
    """What became of a batch, or of the entries at these places of it. A rejection says why."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"status": "rejected", "reason": "Unknown provider.", "places": [2]}}
    )

    status: Literal["sent", "approved", "rejected"]
    reason: str = Field(default="", max_length=1000)
    places: list[Place] | None = Field(default=None, min_length=1, max_length=1000)


class ResendCreate(Wire):
    """Which rejected entries go out again: those at these places, or all of the batch."""

    model_config = ConfigDict(json_schema_extra={"example": {"places": [2]}})

    places: list[Place] | None = Field(default=None, min_length=1, max_length=1000)


class EntriesChanged(Wire):
    model_config = ConfigDict(json_schema_extra={"example": {"control_number": 17, "changed": 1}})

    control_number: int
    changed: int
