"""Settings of the authorization service, from `AUTHORIZATION_…` variables."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class AuthorizationSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="AUTHORIZATION_", frozen=True, extra="ignore")

    port: int = 8002
    office_name: str = Field(default="Medicaid Program Office", description="who signs the letters to members")
    office_contact: str = Field(default="", description="address and phone on the letters, in one line")
    plans_url: str = Field(default="http://127.0.0.1:8001", description="origin of the plans service")
