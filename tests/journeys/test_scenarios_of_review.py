"""Scenarios 11 to 23 of the domain page, §5: transfers, respite, priority, review, two users at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.journeys.journey import Journey, Json, found, found_by
from tests.support.identities import bearer, case_manager
from tests.support.office import TODAY, a_line, created, plan_year, rule_ids

A_YEAR = timedelta(days=364)
ONE_DAY = timedelta(days=1)
TRANSFER_DAY = TODAY + timedelta(days=7)
UB120 = {"units": 1, "frequency": "calendar_day"}


def ten_days(**changes: Any) -> Json:
    start = plan_year().change
    return {"service_code": "UB120", **UB120, "start": str(start), "end": str(start + 9 * ONE_DAY), **changes}


async def case_management_to_transfer(journey: Journey, used: int) -> tuple[Json, str]:
    """A year of T1016 in which the transfer day is day 151, as 2018-12-12 is of the year from 2018-07-15."""
    first = await journey.provider("Agency A")
    second = await journey.provider("Agency B")
    start = TRANSFER_DAY - timedelta(days=150)
    dates = {"start": str(start), "end": str(start + A_YEAR)}
    line = a_line("T1016", 175, "year", provider_id=first["id"], used_units=used, **dates)
    return await journey.conversion_plan(line, **dates), second["id"]


async def test_scenario_11_case_management_moves_with_what_is_left(journey: Journey) -> None:
    plan, second = await case_management_to_transfer(journey, used=71)
    change = {"type": "transfer", "line_id": plan["lines"][0]["id"], "effective": str(TRANSFER_DAY),
              "provider_id": second}  # fmt: skip

    changed = await created(await journey.post(plan["id"], "/changes", change))

    assert changed["ended"]["end"] == changed["successor"]["start"] == str(TRANSFER_DAY)
    assert changed["successor"]["total"] == 104
    assert "UN-05" not in found(await journey.findings(plan["id"], "decide"))
    request = await journey.forwarded(plan["id"], "change_of_provider")
    await journey.decide(request)
    after = await journey.plan_after_decision(plan["id"])
    assert [(line["status"], line["provider_id"]) for line in after["lines"]] == [
        ("superseded", plan["lines"][0]["provider_id"]), ("authorized", second)]  # fmt: skip
    assert after["lines"][0]["end"] == after["lines"][1]["start"] == str(TRANSFER_DAY)


async def test_scenario_11_two_shared_days_are_refused(journey: Journey) -> None:
    plan, second = await case_management_to_transfer(journey, used=71)
    line_id = plan["lines"][0]["id"]
    ended = await journey.patch(plan["id"], f"/lines/{line_id}", {"end": str(TRANSFER_DAY), "reason": "transfer"})
    assert ended.status_code == 200, ended.text
    early = {"start": str(TRANSFER_DAY - ONE_DAY), "end": plan["end"]}
    await journey.add(plan["id"], a_line("T1016", 175, "year", provider_id=second, supersedes=line_id, **early))

    answer = await journey.submit(plan["id"])

    assert answer.status_code == 409
    assert "CS-07" in found(answer)
    assert found_by(answer, "CS-07")["expected"] == [str(TRANSFER_DAY), str(TRANSFER_DAY + ONE_DAY)]


async def test_scenario_11_more_than_what_is_left_does_not_pass_the_decision(journey: Journey) -> None:
    plan, second = await case_management_to_transfer(journey, used=72)
    change = {"type": "transfer", "line_id": plan["lines"][0]["id"], "effective": str(TRANSFER_DAY),
              "provider_id": second}  # fmt: skip
    await created(await journey.post(plan["id"], "/changes", change))

    answer = await journey.findings(plan["id"], "decide")

    assert (found_by(answer, "UN-05")["expected"], found_by(answer, "UN-05")["actual"]) == (103, 104)


async def test_scenario_13_a_decrease_below_what_was_used_is_refused(journey: Journey) -> None:
    plan = await journey.conversion_plan(a_line("T1016", 175, "year", used_units=120))
    change = {"type": "decrease", "line_id": plan["lines"][0]["id"], "effective": str(plan_year().change), "units": 100}
    await created(await journey.post(plan["id"], "/changes", change))
    await journey.complete_papers(plan["id"])

    submitted = await journey.submit(plan["id"])
    refused = await journey.approve(plan["id"])

    assert found_by(submitted, "UN-04")["severity"] == "error"
    assert (refused.status_code, found(refused)) == (409, {"UN-04"})
    assert (found_by(refused, "UN-04")["expected"], found_by(refused, "UN-04")["actual"]) == (120, 100)


@pytest.mark.parametrize(
    ("wrong", "rules"),
    [
        ({"units": 2}, {"UB-01"}),
        ({"frequency": "week"}, {"UB-02"}),
        ({"units": 2, "frequency": "week"}, {"UB-01", "UB-02"}),
    ],
    ids=["two units", "per week", "both"],
)
async def test_scenario_15_ub120_is_one_unit_per_calendar_day(journey: Journey, wrong: Json, rules: set[str]) -> None:
    plan = await journey.conversion_plan()

    refused = await journey.post(plan["id"], "/lines", ten_days(**wrong))

    assert (refused.status_code, found(refused)) == (409, rules)
    assert (await journey.add(plan["id"], ten_days()))["total"] == 10


async def test_scenario_16_priority_without_a_note_is_denied_and_the_request_keeps_its_place(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    increased = await created(await journey.increase(plan))
    received = await journey.forwarded(plan["id"], "nurse_evaluation", priority=True)
    new = next(line for line in received["lines"] if line["line_id"] == increased["successor"]["id"])

    assert (new["priority"]["status"], new["priority"]["rule_ids"]) == ("denied", ["PR-01"])
    assert (received["status"], received["clock"], received["priority"]) == ("received", "standard", False)
    shown = await journey.plan_with_priority(plan["id"])
    assert shown["status"] == "spa_review"
    assert [line["priority"] and line["priority"]["status"] for line in shown["lines"]] == [None, "denied"]
    later = (await journey.requests_for(plan["id"]))[0]
    assert later["received_at"] == received["received_at"]
    week = datetime.fromisoformat(later["due_at"]) - datetime.fromisoformat(later["received_at"])
    assert week == timedelta(days=7)


async def test_scenario_17_cdpass_keeps_its_priority_without_a_note(journey: Journey) -> None:
    plan = await journey.conversion_plan(a_line("T1016", 175, "year"))
    start = str(plan_year().change)
    self_directed = await journey.add(plan["id"], a_line("S5125", 40, start=start))

    request = await journey.forwarded(plan["id"], "cdpass_budget_worksheet", priority=True)

    judged = {line["line_id"]: line["priority"] for line in request["lines"]}[self_directed["id"]]
    assert (judged["status"], judged["rule_ids"]) == ("under_review", ["PR-02"])
    assert request["priority"] is True


async def test_scenario_18_a_mixed_request_is_judged_line_by_line(journey: Journey) -> None:
    plan = await journey.conversion_plan(a_line("T1016", 175, "year"))
    await journey.add(plan["id"], ten_days())
    await journey.add(plan["id"], a_line(start=str(plan_year().change)))

    request = await journey.forwarded(plan["id"], "nurse_evaluation", priority=True)

    asked = {line["service_code"]: line["priority"]["status"] for line in request["lines"] if line["priority"]}
    assert asked == {"UB120": "under_review", "T1019": "denied"}
    assert {entry["rule_id"] for entry in request["findings"]} == {"PR-01", "PR-02", "PR-06"}
    assert request["priority"] is True


async def test_scenario_19_no_supervisor_note_then_ones_own(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    await created(await journey.increase(plan))
    await journey.document(plan["id"], "nurse_evaluation")
    await created(await journey.submit(plan["id"]), 200)
    without = await journey.approve(plan["id"])
    assert (without.status_code, rule_ids(without)) == (409, ["SR-01"])

    note = await created(await journey.post(plan["id"], "/notes", {"type": "supervisor_review", "text": "Please."}))
    herself = bearer("case_manager", "cm_supervisor", subject="cm1", agency="agency-a")
    own = await journey.post(plan["id"], f"/notes/{note['id']}/acknowledgement", headers=herself)
    assert (own.status_code, rule_ids(own)) == (409, ["SR-03"])
    approving = await journey.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=herself)
    assert (approving.status_code, rule_ids(approving)) == (409, ["SR-03"])
    unseen = await journey.approve(plan["id"])
    assert (unseen.status_code, rule_ids(unseen)) == (409, ["SR-02"])
    assert await journey.requests_for(plan["id"]) == []


async def test_scenario_20_a_draft_ucat_and_a_missing_move_in_document_hold_the_plan(journey: Journey) -> None:
    plan = await journey.conversion_plan(a_line("T1016", 175, "year"))
    await journey.add(plan["id"], a_line("T2031", 1, "calendar_day", start=str(plan_year().change)))
    await journey.complete_papers(plan["id"])
    ucat = await journey.document(plan["id"], "ucat", "draft", dated=str(TODAY))
    submitted = await created(await journey.submit(plan["id"]), 200)
    assert submitted["outcome"] == "held"

    held = await journey.approve(plan["id"])

    assert (held.status_code, found(held)) == (409, {"DC-01", "DC-02", "AL-01"})
    assert {entry["severity"] for entry in held.json()["findings"]} == {"hold"}
    assert await journey.requests_for(plan["id"]) == []
    waiting = (await journey.read(plan["id"])).json()
    assert (waiting["status"], waiting["lines"][-1]["status"]) == ("supervisor_review", "requested")

    completed = await journey.patch(plan["id"], f"/documents/{ucat['id']}", {"status": "complete"})
    assert completed.status_code == 200, completed.text
    await journey.document(plan["id"], "assisted_living_move_in", dated=str(TODAY))
    await created(await journey.approve(plan["id"]), 200)
    assert (await journey.request_for(plan["id"]))["status"] == "received"


async def test_scenario_23_an_edit_from_before_the_decision_overwrites_nothing(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    changed = await created(await journey.increase(plan))
    request = await journey.forwarded(plan["id"], "nurse_evaluation")
    read = await journey.read(plan["id"])
    await journey.decide(request)
    decided = await journey.plan_after_decision(plan["id"])

    answer = await journey.client.patch(
        journey.address(plan["id"], f"/lines/{changed['successor']['id']}"),
        json={"units": 64},
        headers={**case_manager(), "If-Match": read.headers["ETag"]},
    )

    assert (answer.status_code, answer.json()["type"]) == (412, "urn:harmony:problem:stale")
    assert "Read it again" in answer.json()["detail"]
    newest = await journey.read(plan["id"])
    assert answer.json()["current_etag"] == newest.headers["ETag"]
    assert newest.json() == decided


async def test_scenario_23_of_two_case_managers_the_second_is_told(journey: Journey) -> None:
    plan = await journey.conversion_plan()
    line = await journey.add(plan["id"], a_line("S5170", 1, "calendar_day", start=str(plan_year().change)))
    address = journey.address(plan["id"], f"/lines/{line['id']}")
    tag = (await journey.read(plan["id"])).headers["ETag"]

    first, second = [
        await journey.client.patch(address, json={"units": units}, headers={**case_manager(who), "If-Match": tag})
        for who, units in (("cm1", 2), ("cm2", 3))
    ]

    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["current_etag"] == first.headers["ETag"]
    assert (await journey.read(plan["id"])).json()["lines"][-1]["units"] == 2
