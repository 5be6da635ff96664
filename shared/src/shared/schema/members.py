"""What plans tells its neighbours of a member: the body of `PUT /<service>/v1/members/{id}`."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from shared.schema.wire import Day, Wire


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("give an IANA time zone, for example America/Chicago")
    return name


TimeZone = Annotated[str, AfterValidator(_zone)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Sex = Literal["female", "male", "other", "unknown"]


class CoverageSpan(Wire):
    """`end` is the last covered day; null while it is open. `pharmacy` says whether drugs are covered too."""

    program: str = Field(min_length=1, max_length=64)
    start: Day
    end: Day | None = None
    pharmacy: bool = True

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "CoverageSpan":
        if self.end is not None and self.end < self.start:
            raise ValueError("coverage ends on or after the day it starts")
        return self


class LevelOfCare(Wire):
    start: Day
    end: Day | None = None


class Address(Wire):
    lines: list[Annotated[str, Field(min_length=1, max_length=100)]] = Field(min_length=1, max_length=4)
    city: str = Field(min_length=1, max_length=100)
    state: str = Field(min_length=2, max_length=2, pattern=r"^[A-Z]{2}$")
    postal_code: str = Field(min_length=3, max_length=12)


class MemberNotice(Wire):
    """The whole record in one version; a receiver keeps the highest version it has seen and takes repeats as done."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "version": 1,
                "medicaid_id": "M1",
                "given_name": "Ada",
                "family_name": "Byron",
                "birth_date": "2019-05-02",
                "coverage": [{"program": "medicaid", "start": "2025-01-01"}],
            }
        }
    )

    version: int = Field(ge=1, le=2_147_483_647)
    medicaid_id: str = Field(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9-]+$")
    given_name: Name
    family_name: Name
    birth_date: Day
    sex: Sex | None = None
    county: str | None = Field(default=None, max_length=100)
    language: str | None = Field(default=None, max_length=35, description="BCP 47, for example en or es")
    phone: str | None = Field(default=None, max_length=32)
    tty: bool = False
    time_zone: TimeZone | None = None
    address: Address | None = None
    household: str | None = Field(default=None, max_length=64, description="the same for members who live together")
    primary_care_npi: str | None = Field(default=None, pattern=r"^[0-9]{10}$")
    coverage: list[CoverageSpan] = Field(default_factory=list, max_length=200)
    level_of_care: LevelOfCare | None = None
    deceased_on: Day | None = None
    agency: str | None = Field(default=None, max_length=64)
