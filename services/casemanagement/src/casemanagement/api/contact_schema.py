"""Contacts and their reservations on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casemanagement.domain.care.contacts import Channel, ContactOutcome, Direction, Purpose, Route
from shared.kernel.contact_rules import DayPart
from shared.schema.findings import FindingRead
from shared.schema.wire import Day, Instant, Wire

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Contents = Literal["caller_name", "callback_number", "program", "condition", "appointment", "other"]
CREATE: dict[str, Any] = {
    "direction": "outbound",
    "channel": "phone",
    "at": "2026-03-02T16:00:00Z",
    "outcome": "no_answer",
    "number_ref": "home",
}
CONTACT: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000f1",
    "member_id": "0199a1b2-0000-7000-8000-0000000000b1",
    "episode_id": "0199a1b2-0000-7000-8000-0000000000e1",
    "reservation_id": None,
    "route": "voice",
    "automated": False,
    "purpose": "case_management",
    "zones": ["America/Chicago"],
    "local_time": "2026-03-02T10:00:00",
    "day_part": "morning",
    "language": None,
    "interpreter": None,
    "message_contents": [],
    "counts": True,
    "note": None,
    "exception_reason": None,
    "findings": [],
    "recorded_at": "2026-03-02T16:05:00Z",
    "recorded_by": "nurse1",
    **CREATE,
}
WISH: dict[str, Any] = {
    "member_id": CONTACT["member_id"],
    "channel": "sms",
    "purpose": "disease_management",
    "wanted_at": "2026-03-02T16:00:00Z",
    "reference": "asthma-2026-03-02",
}
RESERVATION: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-0000000000f2",
    "version": 1,
    "sender": "service:disease",
    "rank": 2,
    "route": "voice",
    "automated": False,
    "program": "asthma",
    "local_day": "2026-03-02",
    "status": "granted",
    "granted": True,
    "deferred_until": None,
    "findings": [],
    "created_at": "2026-03-02T16:00:00Z",
    "updated_at": "2026-03-02T16:00:00Z",
    **WISH,
}


class ContactCreate(Wire):
    """`at` is now when left out. `message_contents` says what was told to a machine or another person.

    A live contact of an active case names `next_contact_on` unless a later day stands already (R8).
    """

    model_config = ConfigDict(json_schema_extra={"example": CREATE})

    direction: Direction = Direction.OUTBOUND
    channel: Channel
    purpose: Purpose = Purpose.CASE_MANAGEMENT
    at: Instant | None = None
    outcome: ContactOutcome
    route: Route = Route.VOICE
    automated: bool = False
    number_ref: Name | None = Field(default=None, description="which number or address, not the number itself")
    language: str | None = Field(default=None, max_length=35)
    interpreter: bool | None = None
    message_contents: list[Contents] = Field(default_factory=list, max_length=10)
    note: Text | None = None
    next_contact_on: Day | None = None
    reservation_id: UUID | None = None
    exception_reason: Text | None = Field(default=None, description="keeps a contact that a rule speaks against")


class ContactRead(Wire):
    """`local_time` is that of the member, in the first of `zones`. `counts`: it counts as an attempt to reach them."""

    model_config = ConfigDict(json_schema_extra={"example": CONTACT})

    id: UUID
    member_id: UUID
    episode_id: UUID
    reservation_id: UUID | None
    direction: Direction
    channel: Channel
    route: Route
    automated: bool
    purpose: Purpose
    at: Instant
    zones: list[str]
    local_time: str
    day_part: DayPart
    outcome: ContactOutcome
    number_ref: str | None
    language: str | None
    interpreter: bool | None
    message_contents: list[Contents]
    counts: bool
    note: str | None
    exception_reason: str | None
    findings: list[FindingRead]
    recorded_at: Instant
    recorded_by: str


class ReservationCreate(Wire):
    """`reference` is your own name for the contact: ask again with it right before you send, and the answer is judged
    anew. `priority` 0 goes first; left out, the purpose decides."""

    model_config = ConfigDict(json_schema_extra={"example": WISH})

    member_id: UUID
    channel: Channel
    purpose: Purpose
    priority: int | None = Field(default=None, ge=0, le=9, strict=True)
    wanted_at: Instant | None = None
    reference: Name | None = None
    route: Route = Route.VOICE
    automated: bool = False
    program: str | None = Field(default=None, max_length=64, description="of case management, or the disease")


class ReservationSettle(Wire):
    model_config = ConfigDict(json_schema_extra={"example": {"outcome": "sent"}})

    outcome: Literal["sent", "not_sent"]


class ReservationRead(Wire):
    """Send only what is `granted`. Ask again at `deferred_until`; `findings` say which rule waits or refuses."""

    model_config = ConfigDict(json_schema_extra={"example": RESERVATION})

    id: UUID
    version: int
    member_id: UUID
    sender: str
    reference: str
    channel: Channel
    purpose: Purpose
    rank: int
    route: Route
    automated: bool
    program: str | None
    wanted_at: Instant
    local_day: Day | None
    status: Literal["granted", "deferred", "refused", "used", "released"]
    granted: bool
    deferred_until: Instant | None
    findings: list[FindingRead]
    created_at: Instant
    updated_at: Instant


class HoursRead(Wire):
    first: str
    last: str


class CapRead(Wire):
    """Contacts that hold a turn on this local day and in the days around it that share a week."""

    on_this_day: int
    around_this_day: int
    most_a_day: int
    most_a_week: int


class WindowRead(Wire):
    """May this member be reached at this instant? Stores nothing; a reservation is judged by the same rules."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "member_id": CONTACT["member_id"],
                "at": "2026-03-03T02:30:00Z",
                "channel": "phone",
                "purpose": "case_management",
                "allowed": False,
                "next_allowed_at": "2026-03-03T13:00:00Z",
                "local_times": {"America/New_York": "2026-03-02T21:30:00-05:00"},
                "zones_known_from": ["time_zone"],
                "hours": {"first": "08:00", "last": "21:00"},
                "cap": {"on_this_day": 0, "around_this_day": 1, "most_a_day": 1, "most_a_week": 3},
                "routes": ["voice"],
                "language": "en",
                "findings": [],
            }
        }
    )

    member_id: UUID
    at: Instant
    channel: Channel
    purpose: Purpose
    allowed: bool
    next_allowed_at: Instant | None = Field(description="`at` itself when it is allowed; null when it never is")
    local_times: dict[str, str]
    zones_known_from: list[Literal["time_zone", "state", "area_code", "office"]]
    hours: HoursRead
    cap: CapRead
    routes: list[Route] = Field(description="voice, or TTY and relay for a member who uses TTY")
    language: str | None
    findings: list[FindingRead]
