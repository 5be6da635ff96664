"""Closing a plan: lines end, drafts go, the history stays, the days are free again."""

from datetime import timedelta
from itertools import product
from typing import Any

import httpx
import pytest

from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction, PlanStatus
from shared.kernel.lifecycle import ActionNotAllowed
from tests.support.identities import case_manager, ops, reviewer
from tests.support.office import TODAY, Office, a_line, a_plan, created, plan_year, rule_ids

CLOSABLE = {
    PlanStatus.DRAFT,
    PlanStatus.SUPERVISOR_REVIEW,
    PlanStatus.CM_ACTION_REQUIRED,
    PlanStatus.AUTHORIZED,
    PlanStatus.PARTIALLY_AUTHORIZED,
}


async def close(office: Office, plan: dict[str, Any], **changes: Any) -> httpx.Response:
    body = {"reason": "request", "effective": str(TODAY), "text": "She moves in with her son.", **changes}
    return await office.post(plan["id"], "/closure", body)


async def test_running_lines_end_and_drafts_are_dropped(office: Office, plans_database: Any) -> None:
    later = str(TODAY + timedelta(days=60))
    plan = await office.conversion_plan(a_line(), a_line("S5170", 1, "calendar_day", start=later))
    await created(await office.increase(plan))

    answer = await close(office, plan)

    assert answer.status_code == 200, answer.text
    closed = answer.json()
    assert (closed["status"], closed["allowed_actions"], closed["review"]["reason"]) == ("closed", [], "request")
    personal_care, meals = closed["lines"]
    assert (personal_care["status"], personal_care["end"], personal_care["reason"]) == (
        "service_ended",
        str(TODAY),
        "end",
    )
    assert (meals["status"], meals["start"]) == ("not_authorized", later)
    history = (await office.plans.get(office.address(plan["id"], "/history"), headers=case_manager())).json()
    assert [version["action"] for version in history["items"]] == ["closed", "services_changed", "drafted"]
    assert await plans_database.raw.fetchval("select count(*) from outbox where topic <> 'member_changed'") == 0
    assert (await office.increase(plan)).status_code == 409
    assert (await close(office, plan)).status_code == 409
    anew = a_plan(plan["member_id"], start=str(TODAY + timedelta(days=1)), short_reason="Came back")
    opened = await office.plans.post("/plans/v1/service-plans", json=anew, headers=ops())
    assert opened.status_code == 201, opened.text


async def test_a_death_is_learned_of_later_but_never_before_the_last_service(office: Office) -> None:
    delivered = TODAY - timedelta(days=20)
    plan = await office.conversion_plan(a_line(delivered_through=str(delivered), used_units=9))
    asked = await close(office, plan, effective=str(TODAY - timedelta(days=10)))
    assert (asked.status_code, rule_ids(asked)) == (409, ["CS-08"])
    too_early = await close(office, plan, reason="death", effective=str(delivered - timedelta(days=1)))
    assert (too_early.status_code, rule_ids(too_early)) == (409, ["CS-08"])
    died = await close(office, plan, reason="death", effective=str(delivered))
    assert died.status_code == 200, died.text
    assert died.json()["lines"][0]["end"] == str(delivered)


async def test_what_the_unit_reviews_is_decided_first(office: Office) -> None:
    plan = await office.forwarded_plan()
    refused = await close(office, plan)
    assert refused.status_code == 409
    assert "close" not in refused.json()["allowed_actions"]
    late = await close(office, await office.conversion_plan(), effective=str(plan_year().end + timedelta(days=1)))
    assert late.status_code == 422
    body = {"reason": "moved", "effective": str(TODAY), "text": "x"}
    other = await office.conversion_plan()
    assert (await office.post(other["id"], "/closure", body, headers=case_manager("c", "b"))).status_code == 404
    assert (await office.post(other["id"], "/closure", body, headers=reviewer())).status_code == 200


@pytest.mark.parametrize("status", PlanStatus)
def test_which_plans_may_be_closed(status: PlanStatus) -> None:
    if status in CLOSABLE:
        assert PLAN_LIFECYCLE.after(status, PlanAction.CLOSE) is PlanStatus.CLOSED
    else:
        with pytest.raises(ActionNotAllowed):
            PLAN_LIFECYCLE.after(status, PlanAction.CLOSE)


def test_nothing_follows_a_closure() -> None:
    assert not [move for move in product([PlanStatus.CLOSED], PlanAction) if move in PLAN_LIFECYCLE.table]


async def test_what_has_begun_is_not_closed_away_by_an_earlier_day(office: Office) -> None:
    plan = await office.conversion_plan()
    before = str(plan_year().start - timedelta(days=1))

    asked = await close(office, plan, effective=before)
    died = await close(office, plan, reason="death", effective=before)

    assert (asked.status_code, asked.json()["errors"][0]["pointer"]) == (422, "/effective")
    assert died.status_code == 200


async def test_a_death_does_not_undo_what_was_delivered(office: Office) -> None:
    plan = await office.conversion_plan(a_line(delivered_through=str(TODAY - timedelta(days=20)), used_units=9))

    died = await close(office, plan, reason="death", effective=str(plan_year().start - timedelta(days=1)))

    assert (died.status_code, died.json()["errors"][0]["code"]) == (422, "before_services")
