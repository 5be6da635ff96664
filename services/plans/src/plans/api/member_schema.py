"""Members and providers on the wire."""

from uuid import UUID

from pydantic import Field, model_validator

from plans.api import examples
from shared.schema.members import Address, CoverageSpan, LevelOfCare, Name, Sex, TimeZone
from shared.schema.wire import Day, Instant, Wire


class MemberCreate(Wire, json_schema_extra=examples.MEMBER):
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
    agency: str | None = Field(
        default=None, max_length=64, description="case management agency; the caller's own for agency users"
    )


class MemberChange(Wire, json_schema_extra=examples.MEMBER_CHANGE):
    """Only the members of this object that are present change; null clears."""

    given_name: Name | None = None
    family_name: Name | None = None
    birth_date: Day | None = None
    sex: Sex | None = None
    county: str | None = Field(default=None, max_length=100)
    language: str | None = Field(default=None, max_length=35)
    phone: str | None = Field(default=None, max_length=32)
    tty: bool | None = None
    time_zone: TimeZone | None = None
    address: Address | None = None
    household: str | None = Field(default=None, max_length=64)
    primary_care_npi: str | None = Field(default=None, pattern=r"^[0-9]{10}$")
    coverage: list[CoverageSpan] | None = Field(default=None, max_length=200)
    level_of_care: LevelOfCare | None = None
    deceased_on: Day | None = None
    agency: str | None = Field(default=None, max_length=64)

    @model_validator(mode="after")
    def _keeps_what_must_be_there(self) -> "MemberChange":
        for name in ("given_name", "family_name", "birth_date", "tty", "coverage"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be cleared")
        return self


class MemberRead(MemberCreate, json_schema_extra=examples.MEMBER_READ):
    id: UUID
    version: int
    created_at: Instant
    updated_at: Instant


class Certification(Wire):
    service_code: str = Field(min_length=1, max_length=16)
    counties: list[str] = Field(default_factory=list, max_length=200, description="empty for every county")
    start: Day
    end: Day | None = None


class ProviderCreate(Wire, json_schema_extra=examples.PROVIDER):
    npi: str = Field(pattern=r"^[0-9]{10}$", description="National Provider Identifier, ten digits")
    name: str = Field(min_length=1, max_length=200)
    kind: str = Field(min_length=1, max_length=64, description="for example home_care_agency or case_management_agency")
    certifications: list[Certification] = Field(default_factory=list, max_length=500)


class ProviderChange(Wire, json_schema_extra=examples.PROVIDER_CHANGE):
    """Only the members of this object that are present change."""

    name: str | None = Field(default=None, min_length=1, max_length=200)
    kind: str | None = Field(default=None, min_length=1, max_length=64)
    certifications: list[Certification] | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _keeps_what_must_be_there(self) -> "ProviderChange":
        for name in self.model_fields_set:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be cleared")
        return self


class ProviderRead(ProviderCreate, json_schema_extra=examples.PROVIDER_READ):
    id: UUID
    version: int
    created_at: Instant
    updated_at: Instant
