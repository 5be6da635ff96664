"""The wiring of the casemanagement service."""

from fastapi import FastAPI

from casemanagement.api import members, programs, rules, screening_preview
from casemanagement.api.care import ROUTERS as CARE_ROUTERS
from casemanagement.clients.disease import Disease
from casemanagement.domain.rule_sets import RULE_SETS
from casemanagement.domain.screening.rule_set import with_thresholds
from casemanagement.persistence.care_constraints import CARE_CONSTRAINTS
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

    app = create_service(
        "casemanagement",
        settings,
        title="Harmony case management",
        description=DESCRIPTION,
        routers=(programs.queries, rules.queries, screening_preview.queries, members.commands, *CARE_ROUTERS),
        constraints={**CONSTRAINTS, **CARE_CONSTRAINTS},
        database=database,
        periodic=(Periodic("coverage", settings.coverage_seconds, coverage),),
    )
    app.state.rule_sets = {
        rule_set.id: with_thresholds(rule_set, settings.lead_cm_threshold, settings.lead_watch_threshold)
        for rule_set in RULE_SETS
    }
    return app
