"""Settings of the plans service, from `PLANS_…` variables."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.runtime.settings import ServiceSettings


class PlansSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="PLANS_", frozen=True, extra="ignore")

    port: int = 8001
    authorization_url: str = Field(default="http://127.0.0.1:8002", description="origin of the authorization service")
    casemanagement_url: str = Field(default="http://127.0.0.1:8003", description="origin of case management")
    disease_url: str = Field(default="http://127.0.0.1:8004", description="origin of the disease service")
    import_limit: int = Field(default=20_000_000_000, ge=1, description="largest file to import in bytes")
    document_folder: Path = Field(default=Path("documents"), description="where contents of documents are kept")
    document_bucket: str | None = Field(default=None, description="S3-compatible bucket for contents, not the folder")
    document_endpoint: str | None = Field(default=None, description="origin of the S3-compatible service; AWS if none")
    document_region: str = Field(default="us-east-1", description="region of the bucket")
    document_access_key: str | None = Field(default=None, description="else as AWS clients find it")
    document_secret_key: SecretStr | None = Field(default=None, description="else as AWS clients find it")
    document_limit: int = Field(default=25_000_000, ge=1, description="largest content of a document in bytes")

    @property
    def neighbours(self) -> dict[str, str]:
        """Origins of the services that keep a copy of our members, by name."""
        return {
            "authorization": self.authorization_url,
            "casemanagement": self.casemanagement_url,
            "disease": self.disease_url,
        }
