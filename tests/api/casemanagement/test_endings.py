"""R18 by screenings: what is over ends by itself where nobody works on it, else its case manager is asked, once."""

from datetime import timedelta
from typing import Any

from tests.api.casemanagement.office import AGREED, NURSE, Office, Person, today
from tests.api.casemanagement.screening_bodies import ago, lead, screened

HIGH_RISK: dict[str, Any] = {"estimated_due_date": ago(-60), "risks": ["prior_preterm_birth"]}
OVER: dict[str, Any] = {"estimated_due_date": ago(70), "risks": [], "ended_on": ago(70)}


async def a_high_risk_pregnancy(office: Office, database: Any, state: str) -> tuple[str, str]:
    """Member and case, identified 200 days ago."""
    member_id = await office.member()
    await screened(office, member_id, pregnancy=HIGH_RISK)
    case_id = await office.case_of(member_id)
    if state in ("outreach", "evaluation"):
        await office.act(case_id, "assign")
    if state == "evaluation":
        await office.act(case_id, "engage", **AGREED)
    async with database.connection() as connection:
        await connection.execute(
            "update episodes set eligible_at = eligible_at - interval '200 days', "
            "trace = jsonb_set(trace, '{as_of}', to_jsonb($1::text))",
            ago(200),
        )
    return member_id, case_id


async def tasks_of(office: Office, case_id: str) -> list[dict[str, Any]]:
    found = await office.get(f"/cases/{case_id}/tasks", Person("care_nurse", subject="nurse1"))
    return [task for task in found["items"] if task["kind"] == "condition_ended"]


async def test_r18_a_pregnancy_that_is_over_closes_the_case_that_nobody_has_taken_on(
    office: Office, casemanagement_database: Any
) -> None:
    member_id, case_id = await a_high_risk_pregnancy(office, casemanagement_database, "stratified")

    await screened(office, member_id, pregnancy={**OVER, "ended_on": ago(60)})
    still = await office.get(f"/cases/{case_id}")
    await screened(office, member_id, pregnancy=OVER)
    case = await office.get(f"/cases/{case_id}")

    assert still["state"] == "stratified"
    assert (case["state"], case["outcome"], case["reasons"]) == ("closed", "not_eligible", [])
    entry = case["history"][-1]
    assert (entry["transition"], entry["rule_ids"]) == ("T4", ["R18"])
    assert entry["reason"] == f"The pregnancy ended on {ago(70)} and the 60 days after it have passed."
    assert [given["name"] for given in entry["detail"]["inputs"]] == ["pregnancy_ended", "postpartum_days"]


async def test_r18_the_case_manager_is_asked_once_to_end_what_somebody_works_on(
    office: Office, casemanagement_database: Any
) -> None:
    member_id, case_id = await a_high_risk_pregnancy(office, casemanagement_database, "evaluation")

    for _ in range(2):
        await screened(office, member_id, pregnancy=OVER)

    (task,) = await tasks_of(office, case_id)
    assert (task["status"], task["assignee"], task["rule_ids"]) == ("open", "nurse1", ["R18"])
    assert task["due_on"] == (today() + timedelta(days=7)).isoformat()
    assert task["title"].startswith(f"The pregnancy ended on {ago(70)}")
    assert (await office.get(f"/cases/{case_id}"))["state"] == "evaluation"


async def test_r18_a_case_in_outreach_is_closed_by_its_case_manager_as_not_eligible(
    office: Office, casemanagement_database: Any
) -> None:
    member_id, case_id = await a_high_risk_pregnancy(office, casemanagement_database, "outreach")
    await screened(office, member_id, pregnancy=OVER)
    (task,) = await tasks_of(office, case_id)

    closed = await office.act(case_id, "close", outcome="not_eligible", reason=task["title"])

    assert (closed["state"], closed["outcome"], closed["history"][-1]["transition"]) == ("closed", "not_eligible", "T4")
    assert [task["status"] for task in await tasks_of(office, case_id)] == ["cancelled"]


async def test_r18_two_low_venous_results_ninety_days_apart_end_a_lead_case(office: Office) -> None:
    child = {"birth_date": ago(1000), "coverage": [{"start": ago(1000)}]}
    member_id = await office.member(birth_date=ago(1000))
    high, low, lower = lead("12", days=200), lead("9.9", days=91), lead("4", days=1)
    await screened(office, member_id, member=child, observations=[high])
    case_id = await office.case_of(member_id)

    await screened(office, member_id, member=child, observations=[high, low])
    still = await office.get(f"/cases/{case_id}")
    job = await screened(office, member_id, member=child, observations=[high, low, lower])
    case = await office.get(f"/cases/{case_id}", NURSE)

    assert still["state"] == "stratified"
    assert job["found"] == {"known": 1}
    assert (case["state"], case["outcome"], case["history"][-1]["rule_ids"]) == ("closed", "not_eligible", ["R18"])
    assert "the goal of the program is met" in case["history"][-1]["reason"]
