"""The wiring of the casemanagement service."""

from fastapi import FastAPI

from casemanagement.api import cases, members, programs, referrals
from casemanagement.clients.disease import Disease
from casemanagement.persistence.constraints import CONSTRAINTS
from casemanagement.settings import CasemanagementSettings
from casemanagement.use_cases.take_over_member import settle_coverage
from shared.runtime.database import Database
from shared.runtime.periodic import Periodic
from shared.runtime.service import create_service
from shared.runtime.work import Services

DESCRIPTION = """
The case management programs, referrals to them, and the cases of members from identification to discharge.
Every refusal is a problem document; a rule that refuses says so in a finding: what to do next, and the sentence behind.
"""


def create_app(settings: CasemanagementSettings, database: Database | None = None) -> FastAPI:
    async def coverage(services: Services) -> bool:
        return await settle_coverage(services, Disease(settings.disease_url))

    return create_service(
        "casemanagement",
        settings,
        title="Harmony case management",
        description=DESCRIPTION,
        routers=(
            programs.queries,
            members.commands,
            referrals.commands,
            referrals.queries,
            cases.queries,
            cases.commands,
        ),
        constraints=CONSTRAINTS,
        database=database,
        periodic=(Periodic("coverage", settings.coverage_seconds, coverage),),
    )
