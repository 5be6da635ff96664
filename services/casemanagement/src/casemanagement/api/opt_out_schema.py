"""Opt-outs and preferences on the wire."""

from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, field_validator

from casemanagement.api.case_schema import Scope, Text
from casemanagement.api.member_schema import MemberEffect
from casemanagement.domain.program import ProgramCode
from shared.schema.members import Address
from shared.schema.pages import Page
from shared.schema.wire import Day, Instant, Wire

OPT_OUT_ID = "0198f000-0000-7000-8000-000000000005"
EXAMPLE: dict[str, Any] = {
    "id": OPT_OUT_ID,
    "version": 1,
    "member_id": "0198f000-0000-7000-8000-000000000001",
    "scope": "program:lead",
    "effective_on": "2026-03-01",
    "stated_by": "member",
    "captured_by": "nurse1",
    "captured_via": "cm_line",
    "statement": "I do not want these calls.",
    "confidential": False,
    "recorded_at": "2026-03-01T10:00:00Z",
    "confirm_by": "2026-03-13",
}


class OptOutCreate(Wire):
    """`scope`: `program:<code>`, `all_cm`, `all_dm`, `all`; or `channel:phone|sms|mail|email`, which ends no case."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "scope": "program:lead",
                "captured_via": "cm_line",
                "stated_by": "member",
                "statement": "I do not want these calls.",
            }
        }
    )

    scope: Scope
    captured_via: str = Field(min_length=1, max_length=64, description="how it was said, for example cm_line or mail")
    stated_by: Literal["member", "parent", "personal_representative"] = "member"
    statement: Text
    effective_on: Day | None = Field(default=None, description="today unless an earlier day is given")

    @field_validator("scope")
    @classmethod
    def _names_a_program(cls, scope: str) -> str:
        kind, _, program = scope.partition(":")
        if kind == "program" and program not in set(ProgramCode) | {"asthma", "diabetes"}:
            raise ValueError("there is no such program")
        return scope


class OptOutRead(Wire):
    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    id: UUID
    version: int
    member_id: UUID
    scope: Scope
    effective_on: Day
    stated_by: str
    captured_by: str
    captured_via: str
    statement: str
    confidential: bool
    recorded_at: Instant
    confirm_by: Day
    review_on: Day | None = None
    revoked_at: Instant | None = None
    revoked_by: str | None = None
    revoked_because: str | None = None


class OptOutTold(Wire):
    """What disease management tells of an opt-out that it recorded; once more when the member takes it back."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "scope": "all",
                "effective_on": "2026-03-01",
                "captured_via": "nurse_call",
                "captured_by": "nurse1",
            }
        }
    )

    scope: Scope
    effective_on: Day
    captured_via: str = Field(min_length=1, max_length=64)
    captured_by: str = Field(min_length=1, max_length=200)
    statement: str | None = Field(default=None, max_length=4000)
    revoked_at: Instant | None = None


class OptOutTaken(Wire):
    """`changed` is false when it was known, or its scope stands already."""

    member_id: UUID
    changed: bool


class OptedOutRead(OptOutRead):
    """`effects` are the cases that the opt-out ended."""

    model_config = ConfigDict(json_schema_extra={"example": {**EXAMPLE, "effects": []}})

    effects: list[MemberEffect]


class OptOutsRead(Page[OptOutRead]):
    """All of a member; `next` is always null."""


Channel = Literal["phone", "sms", "email", "mail", "video", "portal"]


class Preferences(Wire):
    """A confidential address or phone is used instead of the household's, on everything that goes out."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"channels": ["phone"], "confidential_phone": "573-555-0188", "best_time": "after school"}
        }
    )

    channels: list[Channel] = Field(default_factory=list, max_length=6, description="the best first")
    confidential_address: Address | None = None
    confidential_phone: str | None = Field(default=None, min_length=1, max_length=32)
    best_time: str | None = Field(default=None, min_length=1, max_length=200)
    language: str | None = Field(default=None, min_length=1, max_length=35)
    interpreter: bool = False
    household_may_know: bool = Field(default=True, description="whether the household may be told anything at all")


class PreferencesRead(Preferences):
    model_config = ConfigDict(
        json_schema_extra={"example": {"channels": ["phone"], "interpreter": False, "household_may_know": True}}
    )
