"""Every request of the service's README, in its order, answers what the README shows."""

from datetime import timedelta
from pathlib import Path

import httpx

from plans.app import create_app
from tests.api.conftest import plans_settings
from tests.support.databases import PinnedDatabase
from tests.support.office import TODAY, plan_year
from tests.support.readme_examples import examples_of, run_examples, tokens

README = Path(__file__).parents[3] / "services/plans/README.md"
ONE_DAY = timedelta(days=1)


def days() -> dict[str, str]:
    year = plan_year()
    found = {
        "today": TODAY,
        "plan_start": year.start,
        "day_after_start": year.start + ONE_DAY,
        "change_day": year.change,
        "day_before_change": year.change - ONE_DAY,
        "plan_end": year.end,
        "day_after_end": year.end + ONE_DAY,
    }
    return {name: str(day) for name, day in found.items()}


async def test_the_readme_says_what_happens(plans_url: str, plans_database: PinnedDatabase, tmp_path: Path) -> None:
    settings = plans_settings(plans_url).model_copy(update={"document_folder": tmp_path})
    transport = httpx.ASGITransport(create_app(settings, plans_database))
    async with httpx.AsyncClient(transport=transport, base_url="http://plans") as client:
        await run_examples(client, README.read_text(encoding="utf-8"), {**tokens(), **days()})


def test_the_readme_goes_through_every_job() -> None:
    """Each kind of thing that an office writes has an example."""
    written = {example.address.split("?")[0].rpartition("/")[2] for example in examples_of(README.read_text("utf-8"))}
    jobs = "members providers check service-plans lines documents content notes acknowledgement submission changes"
    more = "supervisor-review decision stays rate-changes reassessment reassessments history diff closure findings"
    assert {*jobs.split(), *more.split()} <= written
