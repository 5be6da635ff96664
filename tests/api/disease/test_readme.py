"""Every request of the service's README, in its order, answers what the README shows; jobs are done between them."""

import re
from pathlib import Path

import httpx

from disease.domain.enrolment import LIFECYCLE
from disease.use_cases.follow_registry import follow_registry
from disease.use_cases.measure_year import work_on_measures
from disease.use_cases.stratify_members import work_on_runs
from disease.use_cases.work_on_deliveries import work_on_deliveries
from disease.use_cases.work_on_imports import work_on_imports
from shared.runtime.work import Services
from tests.support.databases import PinnedDatabase
from tests.support.readme_examples import examples_of, run_examples, tokens

README = Path(__file__).parents[3] / "services/disease/README.md"
EXAMPLE = re.compile(r"(?=^```http$)", re.MULTILINE)


async def do_jobs(database: PinnedDatabase) -> None:
    """What the worker of a running service does, until nothing is left."""
    services = Services(database, {}, "America/Chicago", wake=lambda: None)
    for work in (work_on_imports, work_on_runs, work_on_measures, work_on_deliveries, follow_registry):
        while await work(services):
            pass


async def test_the_readme_says_what_happens(disease: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    names = tokens()
    for example in EXAMPLE.split(README.read_text(encoding="utf-8"))[1:]:
        names = await run_examples(disease, example, names)
        await do_jobs(disease_database)


def test_the_readme_goes_through_every_job() -> None:
    written = {example.address.split("?")[0].rpartition("/")[2] for example in examples_of(README.read_text("utf-8"))}

    assert {"preview", "facts", "assessments", "stratifications", "profile", "runs", "measures", "members"} <= written


def test_the_readme_shows_the_life_of_an_enrolment() -> None:
    assert LIFECYCLE.diagram() in README.read_text(encoding="utf-8")
