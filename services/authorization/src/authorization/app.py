"""The wiring of the authorization service."""

from fastapi import FastAPI

from authorization.api import authorizations, decisions, notices, requests, review, rules, utilization
from authorization.persistence.constraints import CONSTRAINTS
from authorization.settings import AuthorizationSettings
from shared.runtime.database import Database
from shared.runtime.service import create_service

DESCRIPTION = """
Requests for authorization, the review queue with its clocks, decisions line by line, and issued authorizations.
Every refusal is a problem document; a rule that refuses says so in a finding: what to do next, and the sentence behind.
"""


def create_app(settings: AuthorizationSettings, database: Database | None = None) -> FastAPI:
    return create_service(
        "authorization",
        settings,
        title="Harmony authorization",
        description=DESCRIPTION,
        routers=(
            requests.commands,
            requests.queries,
            review.commands,
            decisions.commands,
            authorizations.queries,
            utilization.commands,
            utilization.queries,
            notices.queries,
            rules.queries,
        ),
        constraints=CONSTRAINTS,
        database=database,
    )
