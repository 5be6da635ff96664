"""Settings of the disease service, from `DISEASE_…` variables."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class DiseaseSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="DISEASE_", frozen=True, extra="ignore")

    port: int = 8004
    follow_seconds: float = Field(default=30, gt=0, description="how often enrolments are compared with the registry")
    import_limit: int = Field(default=20_000_000_000, ge=1, description="largest file to import in bytes")
    casemanagement_url: str = Field(default="http://127.0.0.1:8003", description="origin of case management")
    office_name: str = Field(default="Medicaid Program Office", description="who signs the letters to members")
    office_contact: str = Field(default="", description="address and phone on the letters, in one line")
    run_workers: int = Field(default=2, ge=1, le=16, description="batches of a population run at a time")
