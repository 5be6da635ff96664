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
    coverage_seconds: float = Field(default=30, gt=0, description="how often cover that began or ended is looked for")
