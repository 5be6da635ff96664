"""The steps of a case over HTTP: what they need, what they do, and what they refuse."""

from uuid import uuid4

import pytest

from tests.api.casemanagement.office import (
    AGREED,
    BASE,
    CHIEF,
    NURSE,
    PLANS,
    SECOND_NURSE,
    Office,
    days_ago,
    rule_ids,
    today,
)
from tests.api.casemanagement.record import Record
from tests.support.databases import PinnedDatabase


async def test_a_case_goes_from_referral_to_an_active_plan_and_shows_the_date_of_every_step(
    office: Office, record: Record
) -> None:
    case_id = await office.a_case("evaluation")
    await record.assessment(case_id)
    await office.act(case_id, "plan")
    await record.plan(case_id, None)

    active = await office.act(case_id, "activate", next_contact_on=days_ago(-7))

    assert (active["state"], active["next_contact_on"]) == ("active", days_ago(-7))
    assert all(active["steps"].values())
    assert [event["transition"] for event in active["history"]] == ["T1", "T3", "T5", "T7", "T8", "T11", "T12"]
    assert (active["enrolled"], active["engaged"], active["lead_case_manager"]) == (True, True, "nurse1")


async def test_a_case_says_what_may_be_done_and_what_each_step_lacks(office: Office) -> None:
    case_id = await office.a_case("evaluation")

    case = await office.get(f"/cases/{case_id}", NURSE)

    assert case["allowed_actions"] == ["reassign", "plan", "hold", "discharge"]
    lacks = {entry["action"]: [found["rule_id"] for found in entry["lacks"]] for entry in case["actions"]}
    assert lacks["plan"] == ["T11"] * 12
    assert lacks["hold"] == ["T13"]
    found = next(entry for entry in case["actions"] if entry["action"] == "plan")["lacks"][0]
    assert found["message"].startswith("The assessment lacks “Health status”. Record it")
    assert found["citation"]["quote"]


async def test_an_action_that_the_state_forbids_names_those_it_allows(office: Office) -> None:
    case_id = await office.a_case("stratified")

    refused = await office.act(case_id, "activate", status=409)

    assert refused["type"] == "urn:harmony:problem:action-not-allowed"
    assert refused["allowed_actions"] == ["stratify", "close", "assign", "record_death", "end_coverage"]


async def test_r4_the_clocks_run_from_eligibility(office: Office) -> None:
    case_id = await office.a_case("outreach")

    clocks = {clock["clock"]: clock for clock in (await office.get(f"/cases/{case_id}"))["clocks"]}

    assert (clocks["assess_start"]["due_on"], clocks["assess_start"]["status"]) == (days_ago(-30), "running")
    assert (clocks["assess_complete"]["due_on"], clocks["assess_complete"]["rule_id"]) == (days_ago(-60), "R4")
    assert clocks["next_contact"]["alerts"] == []


@pytest.mark.parametrize(("late", "alerts"), [(7, []), (8, ["case_manager"]), (15, ["case_manager", "supervisor"])])
async def test_r8_a_late_contact_alerts_the_nurse_and_then_the_supervisor(
    office: Office, casemanagement_database: PinnedDatabase, late: int, alerts: list[str]
) -> None:
    case_id = await office.a_case("outreach")
    await casemanagement_database.raw.execute("update episodes set next_contact_on = current_date - 20")
    await casemanagement_database.raw.execute("update episodes set next_contact_on = $1::text::date", days_ago(late))

    case = await office.get(f"/cases/{case_id}")
    listed = await office.get("/cases", overdue="true")

    assert case["clocks"][-1]["alerts"] == alerts
    assert [item["days_overdue"] for item in listed["items"]] == [late]
    assert (await office.get("/cases", overdue="false"))["items"] == []


async def test_r4_a_late_assessment_is_warned_of_and_never_blocked(
    office: Office, record: Record, casemanagement_database: PinnedDatabase
) -> None:
    case_id = await office.a_case("evaluation")
    await record.assessment(case_id)
    await casemanagement_database.raw.execute("update episodes set eligible_at = eligible_at - interval '61 days'")

    planned = await office.act(case_id, "plan")

    assert [(found["rule_id"], found["severity"]) for found in planned["findings"]] == [("R4", "warning")]
    assert planned["clocks"][1]["status"] == "missed"


async def test_one_missing_factor_blocks_planning_and_is_named(office: Office, record: Record) -> None:
    case_id = await office.a_case("evaluation")
    await record.assessment(case_id, without=("life_planning",))

    refused = await office.act(case_id, "plan", status=409)

    assert [found["pointer"] for found in refused["findings"]] == ["/assessment/factors/life_planning"]


async def test_engaging_needs_two_identifiers_and_a_member_who_agrees(office: Office) -> None:
    case_id = await office.a_case("outreach")

    for lacking in ({"identifiers": ["name"]}, {"agreed": False}, {"spoke_with": None}, {"identifiers": ["name"] * 2}):
        refused = await office.act(case_id, "engage", status=409, **{**AGREED, **lacking})
        assert rule_ids(refused) == ["T8"]

    engaged = await office.act(case_id, "engage", **AGREED)
    assert engaged["engaged_at"] == engaged["steps"]["evaluation"]


async def test_a_level_set_by_hand_needs_a_reason(office: Office) -> None:
    case_id = await office.a_case("identified")

    refused = await office.act(case_id, "stratify", status=409, level="high")
    machine = await office.act(case_id, "stratify", PLANS, level="low")
    overridden = await office.act(case_id, "stratify", level="high", reason="Lives alone.")

    assert rule_ids(refused) == ["T5"]
    assert (machine["level"], machine["machine_level"]) == ("low", "low")
    assert (overridden["level"], overridden["machine_level"], overridden["level_by"]) == ("high", "low", "nurse1")


async def test_a_case_manager_beyond_the_limit_needs_a_supervisor_who_insists(
    office: Office, casemanagement_database: PinnedDatabase
) -> None:
    await casemanagement_database.raw.execute(
        "insert into nurses (subject, team, caseload_limit, updated_at) values ('nurse1', 'north', 1, now())"
    )
    await office.a_case("outreach")
    second = await office.a_case("stratified")

    refused = await office.act(second, "assign", status=409)
    await office.act(second, "assign", status=409, force=True)
    await office.act(second, "assign", CHIEF, 409, case_manager="nurse1")
    taken = await office.act(second, "assign", CHIEF, case_manager="nurse1", force=True)

    assert rule_ids(refused) == ["T7"]
    assert taken["primary_case_manager"] == "nurse1"


async def test_a_nurse_takes_cases_and_a_supervisor_gives_them(office: Office) -> None:
    case_id = await office.a_case("stratified")

    await office.act(case_id, "assign", NURSE, 403, case_manager="nurse2")
    await office.act(case_id, "assign", CHIEF, 409)
    given = await office.act(case_id, "assign", CHIEF, case_manager="nurse2")
    handed = await office.act(case_id, "reassign", CHIEF, case_manager="nurse1", reason="Leave.")

    assert (given["primary_case_manager"], handed["primary_case_manager"]) == ("nurse2", "nurse1")
    assert (handed["state"], handed["lead_case_manager"]) == ("outreach", "nurse1")


async def test_a_pause_keeps_where_the_case_was_and_stops_the_clocks_that_can_pause(
    office: Office, record: Record, casemanagement_database: PinnedDatabase
) -> None:
    case_id = await office.a_case("evaluation")
    pausable, other = await record.task(case_id, pausable=True), await record.task(case_id)
    await office.act(case_id, "hold", status=409, reason="bored")
    await office.act(case_id, "hold", status=409, reason="coverage_gap", until=days_ago(-61))

    held = await office.act(case_id, "hold", reason="inpatient", until=days_ago(-10))
    await casemanagement_database.raw.execute("update tasks set paused_on = paused_on - 3 where paused_on is not null")
    resumed = await office.act(case_id, "resume")

    assert (held["state"], held["hold"]["state"], held["next_contact_on"]) == ("on_hold", "evaluation", days_ago(-10))
    assert held["progress"]["inpatient"]
    assert (resumed["state"], resumed["hold"]) == ("evaluation", None)
    due = dict(await casemanagement_database.raw.fetch("select id, due_on::text from tasks"))
    assert due == {pausable: days_ago(-10), other: days_ago(-7)}


@pytest.mark.parametrize(
    ("calls", "letter", "lacks"),
    [
        ([(9, 10), (8, 10), (7, 10)], 20, ["1 of 2 parts of the day"]),
        ([(9, 10), (8, 18)], 20, ["2 of 3 attempts"]),
        ([(9, 10), (9, 13), (9, 18)], 20, ["1 of 2 different days"]),
        ([(9, 10), (8, 10), (7, 18)], 13, [f"the letter waits until {days_ago(-1)}"]),
        ([(9, 10), (8, 10), (7, 18)], None, ["the letter was not sent"]),
        ([(9, 10), (8, 10), (7, 18)], 14, []),
    ],
)
async def test_scenario_24_only_who_was_tried_enough_is_unable_to_reach(
    office: Office, record: Record, calls: list[tuple[int, int]], letter: int | None, lacks: list[str]
) -> None:
    case_id = await office.a_case("outreach")
    for days, hour in calls:
        await record.attempt(case_id, days, hour)
    await record.letter(case_id, "unable_to_reach", letter)

    status = 409 if lacks else 200
    answer = await office.act(case_id, "close", status=status, outcome="unable_to_reach", reason="Nobody answers.")

    if lacks:
        assert [found["message"] for found in answer["findings"]] == [f"Not yet unable to reach: {lacks[0]}."]
    else:
        assert (answer["outcome"], answer["history"][-1]["transition"]) == ("unable_to_reach", "T9")


async def test_low_prenatal_risk_gets_contact_information_and_may_come_back(office: Office) -> None:
    case_id = await office.a_case("identified", program="prenatal")
    await office.act(case_id, "stratify", level="high", reason="Twins.")
    refused = await office.act(case_id, "close", status=409, outcome="info_only", reason="Low.")
    await office.act(case_id, "stratify", level="low", reason="No twins.")

    closed = await office.act(case_id, "close", outcome="info_only", reason="Low risk.")
    again = await office.refer(closed["member_id"], program="high_risk_obstetrics")

    assert rule_ids(refused) == ["T6"]
    assert (closed["outcome"], closed["history"][-1]["transition"]) == ("info_only", "T6")
    assert again["status"] == "waiting"


async def test_prenatal_screening_and_high_risk_obstetrics_share_one_open_case(office: Office) -> None:
    member_id = await office.member()
    await office.refer(member_id, program="prenatal")

    assert (await office.refer(member_id, program="high_risk_obstetrics"))["status"] == "linked"


async def test_an_action_takes_its_own_members_only(office: Office) -> None:
    case_id = await office.a_case("stratified")

    refused = await office.act(case_id, "assign", status=422, level="high")

    assert refused["errors"][0]["pointer"] == "/level"
    await office.post(f"/cases/{case_id}/actions/dance", {}, status=404)
    await office.post(f"/cases/{uuid4()}/actions/assign", {}, status=404)


async def test_a_dry_run_says_what_would_happen_or_what_refuses_it(office: Office) -> None:
    case_id = await office.a_case("outreach")

    blocked = await office.post(f"/cases/{case_id}/actions/engage?dry_run=true", {"identifiers": ["name"]})
    clear = await office.post(f"/cases/{case_id}/actions/engage?dry_run=true", AGREED)

    assert (blocked["outcome"], blocked["transition"], blocked["changes"]) == ("blocked", None, {})
    assert (clear["outcome"], clear["transition"], clear["to"]) == ("clear", "T8", "evaluation")
    assert clear["changes"]["state"] == "evaluation"
    assert (await office.get(f"/cases/{case_id}"))["state"] == "outreach"


async def test_a_stale_version_changes_nothing(office: Office) -> None:
    case_id = await office.a_case("stratified")
    path = f"{BASE}/cases/{case_id}/actions/assign"

    stale = await office.client.post(path, json={}, headers={**NURSE, "If-Match": '"1"'})
    fresh = await office.client.post(path, json={}, headers={**NURSE, "If-Match": '"3"'})

    assert (stale.status_code, fresh.status_code, fresh.headers["ETag"]) == (412, 200, '"4"')


async def test_the_same_key_acts_once(office: Office) -> None:
    case_id = await office.a_case("stratified")

    once = {**NURSE, "Idempotency-Key": "k1"}
    first = await office.post(f"/cases/{case_id}/actions/assign", {}, once)
    repeated = await office.post(f"/cases/{case_id}/actions/assign", {}, once)

    assert repeated == first


async def test_what_the_record_of_plans_does_is_nobodys_action(office: Office) -> None:
    case_id = await office.a_case("outreach")

    await office.act(case_id, "record_death", NURSE, 403)
    await office.act(case_id, "end_coverage", CHIEF, 403)
    await office.act(case_id, "record_death", PLANS, 403)
    await office.act(case_id, "close", SECOND_NURSE, 409)
    assert today().isoformat() == days_ago(0)
