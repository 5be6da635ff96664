"""Settings of the casemanagement service, from `CASEMANAGEMENT_…` variables."""

from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class CasemanagementSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="CASEMANAGEMENT_", frozen=True, extra="ignore")

    port: int = 8003
