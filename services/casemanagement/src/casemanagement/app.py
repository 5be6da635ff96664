"""The wiring of the casemanagement service."""

from fastapi import FastAPI

from casemanagement.api import programs, rules, screening_preview
from casemanagement.domain.rule_sets import RULE_SETS
from casemanagement.domain.screening.rule_set import with_thresholds
from casemanagement.settings import CasemanagementSettings
from shared.runtime.database import Database
from shared.runtime.service import create_service

DESCRIPTION = """
The case management programs: seven categories of eligibility, with the sentence of the source behind each.
Every refusal is a problem document.
"""


def create_app(settings: CasemanagementSettings, database: Database | None = None) -> FastAPI:
    app = create_service(
        "casemanagement",
        settings,
        title="Harmony case management",
        description=DESCRIPTION,
        routers=(programs.queries, rules.queries, screening_preview.queries),
        constraints={},
        database=database,
    )
    app.state.rule_sets = {
        rule_set.id: with_thresholds(rule_set, settings.lead_cm_threshold, settings.lead_watch_threshold)
        for rule_set in RULE_SETS
    }
    return app
