"""The four services as `harmony up` hosts them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from harmony.keys import DevelopmentKey
from harmony.problem import SetupProblem
from harmony.tokens import AUDIENCE, ISSUER


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a service must be told when it runs under `harmony up`. `origin` has no slash at its end."""

    origin: str
    key: DevelopmentKey


@dataclass(frozen=True, slots=True)
class Service:
    """`name` is its first path segment, its database and, with `_DATABASE_URL`, its variable.

    `build` makes the ASGI application from the database's address; `newest` is the revision that it needs;
    `migrate` brings a database there, None means by the Alembic revisions of the package `name`;
    `imports` are modules worth loading while the database starts.
    """

    name: str
    summary: str
    build: Callable[[str, Surroundings], Any]
    newest: Callable[[], str]
    migrate: Callable[[str], None] | None = None
    imports: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        return f"{self.name.upper()}_DATABASE_URL"

    def own_database(self, environment: Mapping[str, str] = os.environ) -> str | None:
        """The address of the Postgres that the user brought for this service."""
        return environment.get(self.variable) or None


def hosted(name: str, summary: str) -> Service:
    """A service package of this workspace; it is imported when it is built."""

    def build(database_url: str, surroundings: Surroundings) -> Any:
        from pydantic import ValidationError

        settings_class = getattr(import_module(f"{name}.settings"), f"{name.capitalize()}Settings")
        values: dict[str, Any] = {
            "database_url": database_url,
            "environment": "development",
            "token_issuer": ISSUER,
            "token_audience": AUDIENCE,
            "jwks": str(surroundings.key.jwks),
            "service_key": str(surroundings.key.private),
            "document_folder": str(surroundings.key.private.parent / f"{name}-documents"),
            **{f"{neighbour}_url": surroundings.origin for neighbour in NAMES if neighbour != name},
        }
        known = {field: value for field, value in values.items() if field in settings_class.model_fields}
        try:
            settings = settings_class(**known)
        except ValidationError as error:
            wrong = [
                f"{name.upper()}_{'_'.join(str(part) for part in item['loc']).upper()}: {item['msg']}"
                for item in error.errors(include_input=False, include_url=False)
            ]
            raise SetupProblem(f"The settings of {name} cannot be used. {'; '.join(wrong)}.") from error
        return import_module(f"{name}.app").create_app(settings)

    def newest() -> str:
        from shared.runtime.migrations import head_revision

        return head_revision(name)

    return Service(name, summary, build, newest, imports=(f"{name}.settings", f"{name}.app"))


NAMES = ("plans", "authorization", "casemanagement", "disease")
SERVICES = (
    hosted("plans", "Members, providers, the service catalogue, service plans and their rules"),
    hosted("authorization", "Requests, the review queue, decisions line by line, issued authorizations"),
    hosted("casemanagement", "Referrals, screenings, cases from identification to discharge, contacts, letters"),
    hosted("disease", "Facts, tiers of asthma and diabetes, outreach, education, guidelines, measures"),
)
