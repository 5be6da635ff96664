"""Stays as an inpatient on the wire."""

from uuid import UUID

from pydantic import model_validator

from plans.api import examples
from plans.domain.circumstances import Facility
from shared.schema.wire import Day, Instant, Wire


class StayCreate(Wire, json_schema_extra=examples.STAY):
    """`start` and `end` are the first and the last day in the facility; no `end` before the discharge."""

    facility: Facility
    start: Day
    end: Day | None = None


class StayChange(Wire, json_schema_extra=examples.STAY_CHANGE):
    """Only the members of this object that are present change. A stay that never was is `withdrawn`."""

    facility: Facility | None = None
    start: Day | None = None
    end: Day | None = None
    withdrawn: bool | None = None

    @model_validator(mode="after")
    def _keeps_what_must_be_there(self) -> "StayChange":
        for name in ("facility", "start", "withdrawn"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be cleared")
        return self


class StayRead(StayCreate, json_schema_extra=examples.STAY_READ):
    id: UUID
    version: int
    withdrawn: bool
    created_at: Instant
    updated_at: Instant
