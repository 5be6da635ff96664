"""Settings of the casemanagement service, from `CASEMANAGEMENT_…` variables."""

from decimal import Decimal

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class CasemanagementSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="CASEMANAGEMENT_", frozen=True, extra="ignore")

    port: int = 8003
    lead_cm_threshold: Decimal | None = Field(
        default=None, gt=0, description="blood lead in ug/dL from which a case is opened; default: the rule set's"
    )
    lead_watch_threshold: Decimal | None = Field(
        default=None, gt=0, description="blood lead in ug/dL from which it is watched; default: the rule set's"
    )
    plans_url: str = Field(default="http://127.0.0.1:8001", description="origin of the plans service")
    disease_url: str = Field(default="http://127.0.0.1:8004", description="origin of the disease service")
    office_name: str = Field(default="Harmony Health Plan", description="who signs the letters")
    office_address: str = Field(default="", description="address on the letters, in one line")
    cm_line: str = Field(default="866-635-7045", description="telephone of case management")
    cm_tty: str = Field(default="888-505-1194", description="TTY of case management")
    nurse_line: str = Field(default="800-919-8807", description="the line that a nurse answers day and night")
    nurse_tty: str = Field(default="800-955-8770", description="TTY of that line")
    coverage_seconds: float = Field(default=30, gt=0, description="how often cover that began or ended is looked for")
    screening_hour: int = Field(
        default=3, ge=0, le=24, description="hour of the office from which everybody is screened each day; 24: never"
    )
    screening_seconds: float = Field(default=1, gt=0, description="how often screenings that wait are looked for")
    next_contact_seconds: float = Field(default=300, gt=0, description="how often late contacts are looked for")
    levels_seconds: float = Field(default=3600, gt=0, description="how often levels that have expired are looked for")
