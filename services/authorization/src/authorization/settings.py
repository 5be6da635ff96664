"""Settings of the authorization service, from `AUTHORIZATION_…` variables."""

from typing import Literal

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class AuthorizationSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="AUTHORIZATION_", frozen=True, extra="ignore")

    port: int = 8002
    office_name: str = Field(default="Medicaid Program Office", description="who signs the letters to members")
    office_contact: str = Field(default="", description="address and phone on the letters, in one line")
    program: Literal["fee_for_service", "managed_care"] = Field(
        default="fee_for_service", description="what the office runs; decides what a clock that ran out is"
    )
    expiry_seconds: float = Field(default=30, gt=0, description="how often clocks that ran out are looked for")
    export_seconds: float = Field(default=60, gt=0, description="how often what waits for the claims system is sealed")
    partial_approvals: Literal["separate", "as_denied", "as_approved"] = Field(
        default="separate", description="how a partly approved request counts in the public figures"
    )
    straight_through: Literal["policy", "on", "off"] = Field(
        default="policy", description="whether requests are approved without a reviewer: as the policy says, or not"
    )
    straight_through_seconds: float = Field(default=5, gt=0, description="how often new requests are looked at for it")
    plans_url: str = Field(default="http://127.0.0.1:8001", description="origin of the plans service")
