"""The wiring of the plans service."""

import re
from functools import partial

from fastapi import FastAPI

from plans.api import (
    catalogue,
    document_contents,
    dry_run,
    imports,
    members,
    plan_difference,
    plan_lines,
    plan_papers,
    plan_steps,
    providers,
    rate_changes,
    reassessments,
    service_plans,
    stays,
)
from plans.persistence.constraints import CONSTRAINTS
from plans.persistence.document_store import Bucket, BucketPlace, DocumentStore, Folder
from plans.settings import PlansSettings
from plans.use_cases.change_rates import work_on_rate_changes
from plans.use_cases.refresh_reassessments import refresh_reassessments
from plans.use_cases.tell_of_older_members import tell_of_older_members
from plans.use_cases.work_on_imports import work_on_imports
from shared.runtime.database import Database
from shared.runtime.edge import BodyLimit
from shared.runtime.periodic import Periodic
from shared.runtime.service import create_service

IMPORTS = re.compile(r"/plans/v1/imports/[a-z-]+")
CONTENTS = re.compile(r"/plans/v1/service-plans/[^/]+/documents/[^/]+/content")
JOB_PAUSE_SECONDS = 0.5
DAILY_LOOK_SECONDS = 900  # soon after midnight, whenever the process was started
ENVELOPE = 10_000  # what a multipart body has around the content
DESCRIPTION = """
Members, providers, the service catalogue, and service plans with their lines, notes and documents.
Every refusal is a problem document; a rule that refuses says so in a finding:
what to do next, and the sentence behind it.
"""


def create_app(settings: PlansSettings, database: Database | None = None) -> FastAPI:
    app = create_service(
        "plans",
        settings,
        title="Harmony plans",
        description=DESCRIPTION,
        routers=(
            service_plans.queries,
            service_plans.commands,
            dry_run.queries,
            plan_lines.commands,
            plan_papers.commands,
            document_contents.uploads,
            document_contents.queries,
            plan_steps.commands,
            plan_difference.queries,
            reassessments.queries,
            members.commands,
            members.queries,
            stays.commands,
            stays.queries,
            providers.commands,
            providers.queries,
            catalogue.queries,
            rate_changes.commands,
            rate_changes.queries,
            imports.uploads,
            imports.queries,
        ),
        constraints=CONSTRAINTS,
        schemas=dry_run.SCHEMAS,
        body_limits=(
            BodyLimit(IMPORTS, settings.import_limit),
            BodyLimit(CONTENTS, settings.document_limit + ENVELOPE),
        ),
        database=database,
        periodic=(
            Periodic("imports", JOB_PAUSE_SECONDS, partial(work_on_imports, neighbours=settings.neighbours)),
            Periodic("rate_changes", JOB_PAUSE_SECONDS, work_on_rate_changes),
            Periodic(
                "older_members",
                DAILY_LOOK_SECONDS,
                partial(tell_of_older_members, neighbours=settings.neighbours),
            ),
            Periodic("reassessments", DAILY_LOOK_SECONDS, refresh_reassessments),
        ),
    )
    app.state.documents = document_store(settings)
    return app


def document_store(settings: PlansSettings) -> DocumentStore:
    if settings.document_bucket is None:
        return Folder(settings.document_folder)
    secret = settings.document_secret_key
    return Bucket(
        BucketPlace(
            settings.document_bucket,
            settings.document_endpoint,
            settings.document_region,
            settings.document_access_key,
            secret.get_secret_value() if secret else None,
        )
    )
