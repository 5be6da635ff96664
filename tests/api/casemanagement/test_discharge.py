"""How cases end: five reasons as a set, one of them primary, and what is never touched."""

from typing import Any

import pytest

from shared.runtime import clock
from tests.api.casemanagement.office import CHIEF, NURSE, SECOND_NURSE, Office, days_ago, rule_ids
from tests.api.casemanagement.record import Record
from tests.support.databases import PinnedDatabase

SUMMARY = {"summary": "She breathes well and knows her plan."}


async def an_active_case(office: Office, record: Record, *achievements: str | None, **referral: Any) -> str:
    case_id = await office.a_case("evaluation", **referral)
    await record.assessment(case_id)
    await office.act(case_id, "plan")
    await record.plan(case_id, *achievements)
    await office.act(case_id, "activate")
    await record.raw.execute(
        "update tasks set status = 'done', ended_at = now(), ended_by = 'nurse1' where status = 'open'"
    )
    return case_id


async def discharge(office: Office, case_id: str, *reasons: str, status: int = 200, **more: Any) -> dict[str, Any]:
    who = more.pop("who", NURSE)
    return await office.post(f"/cases/{case_id}/discharge", {"reasons": reasons, **SUMMARY, **more}, who, status)


@pytest.mark.parametrize(
    ("met", "eligible", "ready"), [(4, 5, True), (3, 4, False), (8, 10, True), (35, 44, False), (36, 44, True)]
)
async def test_scenario_12_four_of_five_goals_are_enough_and_nothing_is_rounded(
    office: Office, record: Record, met: int, eligible: int, ready: bool
) -> None:
    case_id = await an_active_case(office, record, *["achieved"] * met, *["improving"] * (eligible - met))

    readiness = await office.get(f"/cases/{case_id}/discharge-readiness", NURSE)
    answer = await discharge(office, case_id, "goals_met_80", status=200 if ready else 409)

    (goals,) = [known for known in readiness["reasons"] if known["reason"] == "goals_met_80"]
    assert (goals["ready"], goals["inputs"]["met"], goals["inputs"]["eligible"]) == (ready, met, eligible)
    if ready:
        assert (answer["state"], answer["primary_reason"]) == ("discharged", "goals_met_80")
        assert answer["history"][-1]["transition"] == "T18"
        assert [found["rule_id"] for found in answer["findings"]] == ["N1"]
    else:
        assert rule_ids(answer) == ["R9"]


async def test_scenario_13_without_a_goal_the_share_is_undefined_and_never_a_reason(
    office: Office, record: Record
) -> None:
    case_id = await an_active_case(office, record, "achieved")
    await record.raw.execute("update goals set lifecycle = 'cancelled', reason = 'x', cancelled_at = now()")

    readiness = await office.get(f"/cases/{case_id}/discharge-readiness", NURSE)
    refused = await discharge(office, case_id, "goals_met_80", status=409)
    left = await discharge(office, case_id, "member_request", reason="I am fine.")

    assert [known["ready"] for known in readiness["reasons"] if known["reason"] == "goals_met_80"] == [None]
    assert "undefined" in refused["findings"][0]["message"]
    assert left["reasons"] == ["member_request"]


async def test_scenario_14_goals_that_were_cancelled_late_stand_in_the_discharge(
    office: Office, record: Record
) -> None:
    case_id = await an_active_case(office, record, *["achieved"] * 3, None, None)
    await record.raw.execute(
        "update goals set lifecycle = 'cancelled', reason = 'not wanted', cancelled_at = now() "
        "where achievement is null"
    )

    ended = await discharge(office, case_id, "goals_met_80")

    (stored,) = ended["discharges"]
    assert (stored["goals_met"], stored["goals_eligible"]) == (3, 3)
    assert [known["reason"] for known in stored["late_cancellations"]] == ["not wanted"] * 2


async def test_scenario_15_a_goal_that_is_lost_before_the_confirmation_stops_it(office: Office, record: Record) -> None:
    case_id = await an_active_case(office, record, "achieved")
    await record.raw.execute("update goals set achievement = 'worsening'")

    assert rule_ids(await discharge(office, case_id, "goals_met_80", status=409)) == ["R9"]


async def test_scenario_18_who_leaves_when_the_goals_are_met_counts_for_both(office: Office, record: Record) -> None:
    case_id = await an_active_case(office, record, *["achieved"] * 4, None)

    ended = await discharge(office, case_id, "member_request", reason="I want to stop now.")

    assert (sorted(ended["reasons"]), ended["primary_reason"]) == (["goals_met_80", "member_request"], "member_request")
    (opt_out,) = (await office.get(f"/members/{ended['member_id']}/opt-outs"))["items"]
    assert (opt_out["scope"], opt_out["statement"]) == ("program:complex", "I want to stop now.")


async def test_a_member_who_leaves_has_said_so(office: Office) -> None:
    case_id = await office.a_case("evaluation")

    assert rule_ids(await discharge(office, case_id, "member_request", status=409)) == ["T17"]


async def test_r10_a_discharge_needs_reasons_a_summary_and_no_open_task(
    office: Office, record: Record, casemanagement_database: PinnedDatabase
) -> None:
    case_id = await an_active_case(office, record, "achieved")
    await record.task(case_id)

    nothing = await office.act(case_id, "discharge", status=409)
    open_task = await discharge(office, case_id, "goals_met_80", status=409)
    await discharge(office, case_id, "goals_met_80", cancel_open_tasks="Not needed any more.")

    assert [found["pointer"] for found in nothing["findings"]] == ["/reasons", "/summary", "/cancel_open_tasks"]
    assert rule_ids(open_task) == ["R10"]
    task = await casemanagement_database.raw.fetchrow("select status, reason from tasks where status <> 'done'")
    assert dict(task) == {"status": "cancelled", "reason": "Not needed any more."}


async def test_member_and_physician_are_told_and_plans_is_not(
    office: Office, record: Record, casemanagement_database: PinnedDatabase
) -> None:
    case_id = await an_active_case(office, record, "achieved")
    await office.change((await office.get(f"/cases/{case_id}"))["member_id"], primary_care_npi="1234567893")

    await discharge(office, case_id, "goals_met_80")

    letters = await casemanagement_database.raw.fetch(
        "select recipient from letters where kind = 'discharge' order by recipient"
    )
    assert [letter["recipient"] for letter in letters] == ["member", "primary_care"]
    told = await casemanagement_database.raw.fetch("select url, payload from outbox order by id")
    assert all("/disease/v1/members/" in message["url"] for message in told)
    assert [message["payload"]["lead_open"] for message in told] == [True, False]


@pytest.mark.parametrize("reason", ["death", "plan_termination"])
async def test_death_and_the_end_of_cover_are_nobodys_choice(office: Office, reason: str) -> None:
    case_id = await office.a_case("evaluation")

    assert rule_ids(await discharge(office, case_id, reason, status=409)) == ["T15"]


async def a_non_adherent_case(office: Office, record: Record, *, warned: int | None = 14) -> str:
    case_id = await an_active_case(office, record, None)
    for days in (5, 4, 3):
        await record.attempt(case_id, days, 10)
    await record.raw.execute("update contacts set at = $1", clock.now())
    if warned is not None:
        await record.letter(case_id, "warning", warned)
    return case_id


async def test_r19_non_adherence_needs_a_supervisor_and_a_warning_that_had_time(office: Office, record: Record) -> None:
    case_id = await a_non_adherent_case(office, record)
    young = await a_non_adherent_case(office, record, warned=13)

    by_nurse = await discharge(office, case_id, "non_adherence", status=409)
    too_soon = await discharge(office, young, "non_adherence", status=409, who=CHIEF)
    ended = await discharge(office, case_id, "non_adherence", who=CHIEF, sub_reason="lost_contact")

    assert [found["message"] for found in by_nurse["findings"]] == [
        "Not yet for non-adherence: a supervisor discharges for non-adherence."
    ]
    assert rule_ids(too_soon) == ["R19"]
    (stored,) = ended["discharges"]
    assert (stored["approved_by"], stored["sub_reason"], stored["primary_reason"]) == (
        "chief1",
        "lost_contact",
        "non_adherence",
    )
    assert ended["history"][-1]["transition"] == "T19"


@pytest.mark.parametrize("kind", ["interpreter", "transport", "phone"])
async def test_r19_nobody_is_blamed_while_a_barrier_is_ours_to_remove(
    office: Office, record: Record, kind: str
) -> None:
    case_id = await a_non_adherent_case(office, record)
    await record.raw.execute(
        "insert into barriers (id, care_plan_id, kind, text, created_at) "
        "select gen_random_uuid(), id, $1, 'in the way', now() from care_plans",
        kind,
    )

    refused = await discharge(office, case_id, "non_adherence", status=409, who=CHIEF)

    assert [found["message"] for found in refused["findings"]] == [
        f"Not yet for non-adherence: first remove the barrier: {kind}."
    ]


async def test_r19_nobody_is_blamed_in_hospital(office: Office, record: Record) -> None:
    case_id = await a_non_adherent_case(office, record)
    await office.act(case_id, "hold", reason="inpatient")

    assert rule_ids(await discharge(office, case_id, "non_adherence", status=409, who=CHIEF)) == ["R19"]


async def test_scenario_07_a_new_event_opens_a_new_case_and_a_relapse_the_next_number(
    office: Office, record: Record
) -> None:
    case_id = await an_active_case(office, record, "achieved")
    ended = await discharge(office, case_id, "goals_met_80")
    member_id = ended["member_id"]

    await office.refer(member_id, program="catastrophic", reason="Head injury.")
    await office.refer(member_id, program="complex", reason="Worse again.")

    cases = {case["program"]: case for case in (await office.get("/cases", member_id=member_id, open="true"))["items"]}
    assert {program: case["episode_no"] for program, case in cases.items()} == {"catastrophic": 1, "complex": 2}
    relapse = await office.get(f"/cases/{cases['complex']['id']}")
    assert relapse["history"][0]["transition"] == "T20"
    assert (await office.get(f"/cases/{case_id}"))["version"] == ended["version"]


async def test_scenario_11_r12_two_programs_one_lead_and_closing_one_leaves_the_other(
    office: Office, record: Record
) -> None:
    lead_id = await an_active_case(office, record, "achieved", program="lead")
    member_id = (await office.get(f"/cases/{lead_id}"))["member_id"]
    await office.refer(member_id, program="special_needs")
    (other,) = [
        case["id"]
        for case in (await office.get("/cases", member_id=member_id))["items"]
        if case["program"] == "special_needs"
    ]
    await office.act(other, "accept", reply="Yes.")
    await office.act(other, "stratify", level="high", reason="Autism.")
    assigned = await office.act(other, "assign", SECOND_NURSE)
    assert (assigned["primary_case_manager"], assigned["lead_case_manager"]) == ("nurse2", "nurse1")

    await discharge(office, lead_id, "goals_met_80")

    left = await office.get(f"/cases/{other}")
    assert (left["state"], left["lead_case_manager"]) == ("outreach", "nurse2")


async def test_a_discharge_in_error_is_taken_back_by_a_supervisor_within_30_days(
    office: Office, record: Record
) -> None:
    case_id = await an_active_case(office, record, "achieved")
    await discharge(office, case_id, "goals_met_80")

    await office.act(case_id, "reopen", NURSE, 403, reason="Wrong member.")
    await office.act(case_id, "reopen", CHIEF, 409)
    reopened = await office.act(case_id, "reopen", CHIEF, reason="Wrong member.")

    assert (reopened["state"], reopened["reasons"], reopened["episode_no"]) == ("active", [], 1)
    assert reopened["discharges"][0]["reversed_because"] == "Wrong member."
    assert [event["transition"] for event in reopened["history"]][-2:] == ["T18", "T21"]
    await discharge(office, case_id, "goals_met_80")
    await record.raw.execute("update episodes set closed_at = closed_at - interval '31 days'")
    assert rule_ids(await office.act(case_id, "reopen", CHIEF, 409, reason="Late.")) == ["R16"]


async def test_an_ended_case_is_not_reopened_beside_a_new_one(office: Office, record: Record) -> None:
    case_id = await an_active_case(office, record, "achieved")
    ended = await discharge(office, case_id, "goals_met_80")
    await office.refer(ended["member_id"])

    refused = await office.act(case_id, "reopen", CHIEF, 409, reason="Wrong.")

    assert "is open for the same" in refused["findings"][0]["message"]
    assert days_ago(0) == ended["ended_on"]
