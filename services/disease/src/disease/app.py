"""The wiring of the disease service."""

from fastapi import FastAPI

from disease.api import assessments, diseases, facts, members, preview, rules
from disease.persistence.constraints import CONSTRAINTS
from disease.settings import DiseaseSettings
from shared.runtime.database import Database
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
            preview.queries,
            rules.queries,
            assessments.queries,
            assessments.commands,
            members.commands,
            facts.queries,
        ),
        constraints=CONSTRAINTS,
        schemas=preview.SCHEMAS,
        database=database,
    )
