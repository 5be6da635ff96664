"""The wiring of the disease service."""

import re

from fastapi import FastAPI

from disease.api import (
    assessments,
    calls,
    case_management,
    diseases,
    enrolments,
    facts,
    guidelines,
    imports,
    mailings,
    materials,
    measures,
    members,
    opt_outs,
    outreach,
    preview,
    rules,
    stratifications,
)
from disease.api.neighbours import case_management_of
from disease.persistence.constraints import CONSTRAINTS
from disease.settings import DiseaseSettings
from disease.use_cases.follow_registry import follow_registry
from disease.use_cases.measure_year import work_on_measures
from disease.use_cases.propose_case_management import propose_case_management
from disease.use_cases.stratify_members import work_on_runs
from disease.use_cases.work_on_deliveries import work_on_deliveries
from disease.use_cases.work_on_imports import work_on_imports
from shared.runtime.database import Database
from shared.runtime.edge import BodyLimit
from shared.runtime.periodic import Periodic
from shared.runtime.service import create_service
from shared.runtime.work import Services

IMPORTS = re.compile(r"/disease/v1/imports/[a-z-]+")
JOB_PAUSE_SECONDS = 0.5
DESCRIPTION = """
The disease management programs: the diseases they cover and what they promise, with the sentence of the source
behind each; the facts about members' health, and who is in which registry, in which tier and why.
Every refusal is a problem document.
"""


def create_app(settings: DiseaseSettings, database: Database | None = None) -> FastAPI:
    async def propose(services: Services) -> bool:
        return await propose_case_management(services, case_management_of(settings))

    return create_service(
        "disease",
        settings,
        title="Harmony disease management",
        description=DESCRIPTION,
        routers=(
            diseases.queries,
            enrolments.commands,
            enrolments.queries,
            opt_outs.commands,
            opt_outs.queries,
            case_management.queries,
            outreach.commands,
            outreach.queries,
            calls.asking,
            calls.commands,
            calls.queries,
            materials.commands,
            materials.queries,
            mailings.commands,
            mailings.queries,
            guidelines.commands,
            guidelines.queries,
            preview.queries,
            rules.queries,
            assessments.queries,
            assessments.commands,
            measures.queries,
            measures.commands,
            members.commands,
            facts.queries,
            imports.uploads,
            imports.queries,
            stratifications.commands,
            stratifications.queries,
        ),
        constraints=CONSTRAINTS,
        schemas=preview.SCHEMAS,
        body_limits=(BodyLimit(IMPORTS, settings.import_limit),),
        database=database,
        periodic=(
            Periodic("imports", JOB_PAUSE_SECONDS, work_on_imports),
            Periodic("measures", JOB_PAUSE_SECONDS, work_on_measures),
            Periodic("deliveries", JOB_PAUSE_SECONDS, work_on_deliveries),
            Periodic("enrolments", settings.follow_seconds, follow_registry),
            Periodic("case-management-proposals", JOB_PAUSE_SECONDS, propose),
            *(
                Periodic(f"stratifications-{worker}", JOB_PAUSE_SECONDS, work_on_runs)
                for worker in range(settings.run_workers)
            ),
        ),
    )
