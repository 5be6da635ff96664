"""One waiver member's plan, as HL7 publishes it: imported, submitted, approved, decided, authorized."""

import os
from pathlib import Path

import pytest

from harmony.eltss.importing import import_content
from harmony.eltss.mapping import Choices
from harmony.eltss.reading import read
from tests.journeys.journey import Journey
from tests.support.identities import reviewer, token

DATA = Path(os.environ.get("HARMONY_TEST_DATA") or Path(__file__).parents[2] / "../shared/data") / "eltss"
WORKED = DATA / "ig-stu2/Bundle-2039212f3fa5406bb4ffd4a.json"


@pytest.mark.skipif(not DATA.is_dir(), reason=f"the public eLTSS examples are not in {DATA}")
async def test_the_worked_example_is_decided(journey: Journey) -> None:
    content = read(WORKED)
    choices = Choices(case_manager="cm1", agency="agency-a")
    _, loaded = await import_content(journey.client, token("ops", subject="import"), content, choices)
    assert loaded.plan is not None

    request = await journey.forwarded(loaded.plan["id"], "ucat", "nurse_evaluation", "service_team_release")
    await journey.decide(request)
    plan = await journey.plan_after_decision(loaded.plan["id"])

    assert [line["action"] for line in request["lines"]] == ["new", "new", "new"]
    assert plan["status"] == "authorized"
    assert [(line["service_code"], line["status"], line["total"]) for line in plan["lines"]] == [
        ("DME", "authorized", 1),
        ("G0299", "authorized", 27),
        ("T1019", "authorized", 14),
    ]
    numbers = {line["authorization_number"] for line in plan["lines"]}
    assert len(numbers) == 3
    issued = await journey.client.get(
        "/authorization/v1/authorizations", params={"plan_id": plan["id"]}, headers=reviewer()
    )
    assert {authorization["number"] for authorization in issued.json()["items"]} == numbers
