"""The wiring of the authorization service."""

from fastapi import FastAPI

from authorization.api import (
    appeals,
    authorizations,
    decisions,
    exports,
    members,
    metrics,
    notices,
    plan_closures,
    requests,
    review,
    rules,
    straight_through,
    utilization,
    workload,
)
from authorization.clients.plans import Plans
from authorization.domain.letters.letter import Sender
from authorization.persistence.constraints import CONSTRAINTS
from authorization.settings import AuthorizationSettings
from authorization.use_cases.approve_straight_through import approve_straight_through
from authorization.use_cases.expire_requests import expire_requests
from authorization.use_cases.seal_exports import seal_by_itself
from shared.runtime.database import Database
from shared.runtime.periodic import Periodic
from shared.runtime.service import create_service
from shared.runtime.work import Services

DESCRIPTION = """
Requests for authorization, the review queue with its clocks, decisions line by line, and issued authorizations.
Every refusal is a problem document; a rule that refuses says so in a finding: what to do next, and the sentence behind.
"""


def create_app(settings: AuthorizationSettings, database: Database | None = None) -> FastAPI:
    def sender() -> Sender:
        return Sender(name=settings.office_name, contact=settings.office_contact)

    async def expire(services: Services) -> bool:
        return bool(await expire_requests(services, Plans(settings.plans_url), sender(), settings.program))

    async def approve(services: Services) -> bool:
        plans, switch = Plans(settings.plans_url), settings.straight_through
        return bool(await approve_straight_through(services, plans, sender(), switch))

    return create_service(
        "authorization",
        settings,
        title="Harmony authorization",
        description=DESCRIPTION,
        routers=(
            workload.queries,
            workload.commands,
            straight_through.commands,
            straight_through.queries,
            requests.commands,
            requests.queries,
            review.commands,
            decisions.commands,
            authorizations.queries,
            utilization.commands,
            utilization.queries,
            notices.queries,
            appeals.commands,
            appeals.queries,
            metrics.queries,
            exports.commands,
            exports.queries,
            members.commands,
            plan_closures.commands,
            rules.queries,
        ),
        constraints=CONSTRAINTS,
        database=database,
        periodic=(
            Periodic("clock-expiry", settings.expiry_seconds, expire),
            Periodic("straight-through", settings.straight_through_seconds, approve),
            Periodic("exports", settings.export_seconds, seal_by_itself),
        ),
    )
