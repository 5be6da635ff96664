"""The wiring of the casemanagement service."""

from fastapi import FastAPI

from casemanagement.api import (
    cases,
    members,
    nurses,
    opt_outs,
    programs,
    referrals,
    rules,
    screening_preview,
    screenings,
)
from casemanagement.api.care import ROUTERS as CARE_ROUTERS
from casemanagement.clients.disease import Disease
from casemanagement.clients.disease_facts import DiseaseFacts
from casemanagement.domain.rule_sets import RULE_SETS
from casemanagement.domain.screening.rule_set import with_thresholds
from casemanagement.persistence.care_constraints import CARE_CONSTRAINTS
from casemanagement.persistence.constraints import CONSTRAINTS
from casemanagement.settings import CasemanagementSettings
from casemanagement.use_cases.let_levels_expire import let_levels_expire
from casemanagement.use_cases.remind_of_contacts import remind_of_contacts
from casemanagement.use_cases.start_screening import start_nightly
from casemanagement.use_cases.take_over_member import settle_coverage
from casemanagement.use_cases.work_on_screenings import work_on_screenings
from shared.runtime.database import Database
from shared.runtime.neighbours import ServiceTokens
from shared.runtime.periodic import Periodic
from shared.runtime.service import create_service
from shared.runtime.work import Services

NIGHTLY_SECONDS = 300
DESCRIPTION = """
The case management programs, referrals to them, and the cases of members from identification to discharge.
Every refusal is a problem document; a rule that refuses says so in a finding: what to do next, and the sentence behind.
"""


def create_app(settings: CasemanagementSettings, database: Database | None = None) -> FastAPI:
    async def coverage(services: Services) -> bool:
        return await settle_coverage(services, Disease(settings.disease_url))

    rule_sets = {
        rule_set.id: with_thresholds(rule_set, settings.lead_cm_threshold, settings.lead_watch_threshold)
        for rule_set in RULE_SETS
    }
    periodic = [
        Periodic("coverage", settings.coverage_seconds, coverage),
        Periodic("next-contact", settings.next_contact_seconds, remind_of_contacts),
        Periodic("levels", settings.levels_seconds, let_levels_expire),
    ]
    if settings.service_key:
        tokens = ServiceTokens("casemanagement", settings.service_key, settings.token_issuer, settings.token_audience)
        facts = DiseaseFacts(settings.disease_url, tokens)

        async def screen(services: Services) -> bool:
            return await work_on_screenings(services, facts, rule_sets)

        async def begin(services: Services) -> bool:
            return await start_nightly(services, settings.screening_hour, rule_sets)

        periodic.append(Periodic("screenings", settings.screening_seconds, screen))
        periodic.append(Periodic("nightly-screening", NIGHTLY_SECONDS, begin))
    app = create_service(
        "casemanagement",
        settings,
        title="Harmony case management",
        description=DESCRIPTION,
        routers=(
            programs.queries,
            rules.queries,
            screening_preview.queries,
            screenings.commands,
            screenings.queries,
            members.commands,
            members.queries,
            opt_outs.commands,
            opt_outs.queries,
            nurses.commands,
            nurses.queries,
            referrals.commands,
            referrals.queries,
            cases.queries,
            cases.commands,
            *CARE_ROUTERS,
        ),
        constraints={**CONSTRAINTS, **CARE_CONSTRAINTS},
        database=database,
        periodic=periodic,
    )
    app.state.rule_sets = rule_sets
    return app
