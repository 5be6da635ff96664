"""Settings that every service has. Built once in `__main__` (or by the command that hosts several services)."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_ISSUER = "harmony-development"


class ServiceSettings(BaseSettings):
    """Read from the environment with the service's prefix, for example `PLANS_DATABASE_URL`."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    database_url: str = Field(description="postgresql://user:password@host:port/database")
    host: str = "127.0.0.1"
    port: int = 8000
    environment: Literal["development", "production"] = "production"
    token_issuer: str = Field(description="`iss` of the tokens that are accepted")
    token_audience: str = "harmony"
    jwks: str = Field(description="file or URL of the public keys that sign tokens")
    service_key: str | None = Field(default=None, description="file of the private JWK that signs our own calls")
    time_zone: str = Field(default="America/Chicago", description="zone of the programme office; decides what today is")
    pool_size: int = Field(default=20, ge=1, description="database connections of one process")
    body_limit: int = Field(default=2_000_000, description="largest request body in bytes")
    in_flight_limit: int = Field(default=128, ge=1, description="requests served at once; the rest are asked to retry")
    workers: bool = Field(default=True, description="whether this process delivers messages")

    @model_validator(mode="after")
    def refuse_development_tokens_in_production(self) -> Self:
        if self.environment == "production" and self.token_issuer == DEVELOPMENT_ISSUER:
            raise ValueError("tokens of the development key are refused outside development")
        return self
