"""What others send to case management: the body of `POST /casemanagement/v1/referrals`."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from shared.schema.wire import Wire

Program = Literal[
    "catastrophic",
    "complex",
    "complex_hiv",
    "lead",
    "prenatal",
    "high_risk_obstetrics",
    "transplant",
    "special_needs",
    "long_term_care",
]
Source = Literal[
    "member_self",
    "caregiver",
    "provider_physician",
    "provider_other",
    "internal_data",
    "internal_staff",
    "state_agency",
]
Channel = Literal[
    "health_info_line",
    "nurse_line_24h",
    "cm_line",
    "tty",
    "portal",
    "fax",
    "fhir",
    "batch",
    "disease_management",
    "internal",
]


class Referrer(Wire):
    """Who asks, so that an answer reaches them."""

    name: str = Field(min_length=1, max_length=200)
    npi: str | None = Field(default=None, pattern=r"^[0-9]{10}$")
    organization: str | None = Field(default=None, max_length=200)
    phone: str | None = Field(default=None, max_length=32)


class ReferralCreate(Wire):
    """`source` is who asks, `channel` how it reached us. `submission_id` makes a repeated delivery the same referral.

    Name the member by `member_id` or by `medicaid_id`. Without `program` a nurse chooses it.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "medicaid_id": "M1",
                "program": "lead",
                "source": "provider_physician",
                "channel": "fax",
                "referrer": {"name": "Dr. Grace Hopper", "npi": "1234567893", "phone": "573-555-0199"},
                "reason": "Venous lead level 12, lives in a house of 1910.",
            }
        }
    )

    submission_id: UUID | None = None
    member_id: UUID | None = None
    medicaid_id: str | None = Field(default=None, min_length=1, max_length=32)
    program: Program | None = None
    source: Source
    channel: Channel
    referrer: Referrer | None = None
    reason: str | None = Field(default=None, min_length=1, max_length=4000)

    @model_validator(mode="after")
    def _names_a_member(self) -> "ReferralCreate":
        if (self.member_id is None) == (self.medicaid_id is None):
            raise ValueError("name the member by member_id or by medicaid_id")
        return self
