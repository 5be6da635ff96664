"""Settings of the authorization service, from `AUTHORIZATION_…` variables."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class AuthorizationSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="AUTHORIZATION_", frozen=True, extra="ignore")

    port: int = 8002
    plans_url: str = Field(default="http://127.0.0.1:8001", description="origin of the plans service")
