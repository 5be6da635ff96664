"""Settings of the disease service, from `DISEASE_…` variables."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class DiseaseSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="DISEASE_", frozen=True, extra="ignore")

    port: int = 8004
    import_limit: int = Field(default=20_000_000_000, ge=1, description="largest file to import in bytes")
    run_workers: int = Field(default=2, ge=1, le=16, description="batches of a population run at a time")
