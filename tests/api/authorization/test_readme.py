"""The README of the service shows what the service does."""

from pathlib import Path

from tests.api.authorization.office import (
    CASE_MANAGER,
    CLINICIAN,
    DIRECTOR,
    PARTNER,
    PLANS,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    Person,
)
from tests.api.authorization.running_year import END, START, TODAY, in_days
from tests.support.readme_examples import run_examples

README = Path(__file__).parents[3] / "services/authorization/README.md"
PEOPLE = {
    "plans": PLANS,
    "claims_system": Person("service", subject="service:claims"),
    "reviewer": REVIEWER,
    "second_reviewer": SECOND_REVIEWER,
    "clinician": CLINICIAN,
    "director": DIRECTOR,
    "case_manager": CASE_MANAGER,
    "partner": PARTNER,
    "provider": Person("provider", subject="home-care-1-desk", agency="home-care-1"),
}
DAYS = {
    "today": str(TODAY),
    "year": str(TODAY.year),
    "year_start": str(START),
    "year_end": str(END),
    "last_day": str(in_days(19)),
    "new_day": str(in_days(20)),
}


async def test_every_job_of_the_readme_is_done_as_it_says(office: Office) -> None:
    tokens = {name: person["Authorization"].removeprefix("Bearer ") for name, person in PEOPLE.items()}

    names = await run_examples(office.client, README.read_text(encoding="utf-8"), {**tokens, **DAYS})

    assert names["number"].startswith("25")
