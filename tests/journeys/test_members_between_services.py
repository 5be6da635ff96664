"""What plans knows of a member reaches the reviewer, and what the reviewer gives back on appeal reaches the plan."""

from datetime import timedelta

from tests.journeys.journey import REQUESTS, Journey, until
from tests.support.identities import bearer, case_manager, reviewer
from tests.support.office import TODAY, created

YESTERDAY = str(TODAY - timedelta(days=1))


async def test_a_death_that_plans_hears_of_shows_in_the_queue_and_stops_what_was_asked(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    await journey.increase(plan)
    request = await journey.forwarded(plan["id"], "nurse_evaluation")
    address = f"/plans/v1/members/{plan['member_id']}"
    member = await journey.client.get(address, headers=case_manager())
    headers = {**case_manager(), "If-Match": member.headers["ETag"]}
    await created(await journey.client.patch(address, json={"deceased_on": YESTERDAY}, headers=headers), 200)

    told = await until(
        lambda: journey.client.get(f"{REQUESTS}/{request['id']}", headers=reviewer()),
        lambda body: bool(body["member_standing"] == "deceased"),
        "the death",
    )
    await created(await journey.client.post(f"{REQUESTS}/{request['id']}/assignment", headers=reviewer()), 200)
    asked = [line["line_id"] for line in request["lines"] if line["action"] != "none"]
    body = {"lines": [{"line_id": line_id, "outcome": "authorized"} for line_id in asked]}
    stopped = await journey.client.post(f"{REQUESTS}/{request['id']}/decision", json=body, headers=reviewer())

    assert "EL-01" in {found["rule_id"] for found in told["findings"]}
    assert (stopped.status_code, {found["rule_id"] for found in stopped.json()["findings"]}) == (409, {"EL-01"})


async def test_what_a_plan_gets_authorized_reaches_the_claims_system(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    await journey.increase(plan)
    await journey.decide(await journey.forwarded(plan["id"], "nurse_evaluation"))
    decided = await journey.plan_after_decision(plan["id"])
    claims = bearer("service", subject="service:claims")
    exports = "/authorization/v1/exports"
    await created(await journey.client.post(f"{exports}/batches", headers=claims), 200)

    told, address = [], f"{exports}/authorizations?limit=100"
    while address:
        page = await journey.client.get(address, headers=claims)
        told += page.json()["items"]
        address = page.links.get("next", {}).get("url", "")

    ours = [entry for entry in told if entry["plan_id"] == plan["id"]]
    assert {entry["number"] for entry in ours} == {
        line["authorization_number"] for line in decided["lines"] if line["authorization_number"]
    }
    assert [entry["kind"] for entry in ours] == ["issued"]
