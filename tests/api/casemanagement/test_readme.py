"""Every request of the service's README, in its order, answers what the README shows."""

from pathlib import Path

import httpx

from casemanagement.domain.lifecycle import diagram
from tests.api.casemanagement.office import days_ago
from tests.support.readme_examples import examples_of, run_examples, tokens

README = Path(__file__).parents[3] / "services/casemanagement/README.md"


async def test_the_readme_says_what_happens(casemanagement: httpx.AsyncClient) -> None:
    days = {"today": days_ago(0), "in_60_days": days_ago(-60)}
    await run_examples(casemanagement, README.read_text(encoding="utf-8"), {**tokens(), **days})


def test_the_readme_goes_through_every_step_and_shows_the_life_of_a_case() -> None:
    text = README.read_text(encoding="utf-8")
    written = {example.address.split("?")[0].rpartition("/")[2] for example in examples_of(text)}
    steps = "referrals triage stratify assign engage assessments plan care-plan goals activate interventions services"

    assert {*steps.split(), "contacts", "discharge", "opt-outs", "summary"} <= written
    assert diagram() in text
