"""The wiring of the disease service."""

from fastapi import FastAPI

from disease.api import diseases, enrolments, members, opt_outs
from disease.persistence.constraints import CONSTRAINTS
from disease.settings import DiseaseSettings
from disease.use_cases.follow_registry import follow_registry
from shared.runtime.database import Database
from shared.runtime.periodic import Periodic
from shared.runtime.service import create_service

DESCRIPTION = """
The disease management programs: the diseases they cover and what they promise, with the sentence of the source
behind each. Every refusal is a problem document.
"""


def create_app(settings: DiseaseSettings, database: Database | None = None) -> FastAPI:
    return create_service(
        "disease",
        settings,
        title="Harmony disease management",
        description=DESCRIPTION,
        routers=(
            diseases.queries,
            members.commands,
            enrolments.commands,
            enrolments.queries,
            opt_outs.commands,
            opt_outs.queries,
        ),
        constraints=CONSTRAINTS,
        database=database,
        periodic=(Periodic("enrolments", settings.follow_seconds, follow_registry),),
    )
