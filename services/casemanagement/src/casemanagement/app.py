"""The wiring of the casemanagement service."""

from fastapi import FastAPI

from casemanagement.api import programs
from casemanagement.settings import CasemanagementSettings
from shared.runtime.database import Database
from shared.runtime.service import create_service

DESCRIPTION = """
The case management programs: seven categories of eligibility, with the sentence of the source behind each.
Every refusal is a problem document.
"""


def create_app(settings: CasemanagementSettings, database: Database | None = None) -> FastAPI:
    return create_service(
        "casemanagement",
        settings,
        title="Harmony case management",
        description=DESCRIPTION,
        routers=(programs.queries,),
        constraints={},
        database=database,
    )
