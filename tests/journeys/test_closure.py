"""A plan that is closed takes along what the unit authorized of it."""

from datetime import timedelta

from tests.journeys.journey import Journey, until
from tests.support.identities import reviewer
from tests.support.office import TODAY, created, plan_year

AUTHORIZATIONS = "/authorization/v1/authorizations"


async def test_what_was_authorized_ends_with_the_plan(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    await created(await journey.increase(plan))
    await journey.decide(await journey.forwarded(plan["id"], "nurse_evaluation"))
    after = await journey.plan_after_decision(plan["id"])
    number = after["lines"][1]["authorization_number"]
    last_day = plan_year().change + timedelta(days=6)
    body = {"reason": "request", "effective": str(last_day), "text": "Moves in with her daughter."}

    closed = await created(await journey.post(plan["id"], "/closure", body), 200)

    assert last_day > TODAY
    assert (closed["lines"][1]["status"], closed["lines"][1]["end"]) == ("service_ended", str(last_day))
    ended = await until(
        lambda: journey.client.get(f"{AUTHORIZATIONS}/{number}", headers=reviewer()),
        lambda authorization: authorization["status"] == "ended",
        "the end of the authorization",
    )
    assert (ended["end"], ended["units_authorized"]) == (str(last_day), closed["lines"][1]["total"])
