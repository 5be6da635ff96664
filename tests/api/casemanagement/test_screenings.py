"""`/casemanagement/v1/screenings` for one member: cases that are opened, changed and ended by what the facts say."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from tests.api.casemanagement.office import NURSE, Office, Person, today
from tests.api.casemanagement.screening_bodies import (
    MEMBER,
    ago,
    cases,
    condition,
    facts,
    lead,
    opt_out,
    results,
    screened,
    visit,
)

TRUSTED_CHIEF = Person("care_supervisor", "confidential", subject="chief1", reason="review of findings")


async def test_scenario_02_a_venous_10_opens_a_lead_case_from_the_day_of_the_result(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()

    job = await screened(office, member_id, observations=[lead("10.0")])

    assert (job["status"], job["done"], job["total"], job["found"]) == ("finished", 1, 1, {"opened": 1})
    (result,) = await results(office, job)
    assert (result["program"], result["outcome"], result["level"]) == ("lead", "enroll", "10-20")
    assert (result["disposition"], result["eligible_on"]) == ("opened", ago(10))
    assert result["rules"][0]["rule_id"] == "LEAD-01"
    async with casemanagement_database.connection() as connection:
        assert await cases(connection, member_id) == [("lead", 1, "stratified", "10-20", False, None)]
        episode = await connection.fetchrow("select * from episodes where member_id = $1", member_id)
        assert episode["eligible_at"].date().isoformat() == ago(10)
        assert (episode["rule_set"], episode["rule_ids"], episode["origin"]) == ("2026-01", ["LEAD-01"], "screening")
        assert episode["trace"]["rules"][0]["inputs"][0]["value"] == "10.0"
        events = await connection.fetch(
            "select transition from episode_events where episode_id = $1 order by id", episode["id"]
        )
        assert [event["transition"] for event in events] == ["T2", "T5"]


async def test_scenario_01_a_venous_9_9_is_watched_without_a_case(office: Office, casemanagement_database: Any) -> None:
    member_id = await office.member()

    job = await screened(office, member_id, observations=[lead("9.9")])

    (result,) = await results(office, job)
    assert (result["disposition"], result["case_id"]) == ("watched", None)
    async with casemanagement_database.connection() as connection:
        assert await cases(connection, member_id) == []


async def test_scenario_04_a_capillary_46_is_provisional_until_a_venous_8_2_refutes_it(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()
    capillary = lead("46", "10368-9", days=1)

    await screened(office, member_id, observations=[capillary])
    async with casemanagement_database.connection() as connection:
        assert await cases(connection, member_id) == [("lead", 1, "identified", "45+", True, None)]
        next_contact = await connection.fetchval("select next_contact_on from episodes where member_id = $1", member_id)
        assert next_contact == today()

    job = await screened(office, member_id, observations=[capillary, lead("8.2", days=0)])

    (result,) = await results(office, job)
    assert (result["outcome"], result["level"], result["disposition"]) == ("watch", "3.5-10", "closed")
    async with casemanagement_database.connection() as connection:
        assert await cases(connection, member_id) == [("lead", 1, "closed", "45+", True, "not_eligible")]


async def test_a_venous_result_below_the_watch_ends_a_provisional_case_too(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()
    await screened(office, member_id, observations=[lead("12", "10368-9")])

    await screened(office, member_id, observations=[lead("12", "10368-9"), lead("2", days=2)])

    async with casemanagement_database.connection() as connection:
        assert [case[2:] for case in await cases(connection, member_id)] == [("closed", "10-20", True, "not_eligible")]


async def test_a_venous_result_confirms_a_provisional_case(office: Office, casemanagement_database: Any) -> None:
    member_id = await office.member()
    await screened(office, member_id, observations=[lead("12", "10368-9")])

    job = await screened(office, member_id, observations=[lead("12", "10368-9"), lead("21", days=2)])

    assert job["found"] == {"changed": 1}
    async with casemanagement_database.connection() as connection:
        assert await cases(connection, member_id) == [("lead", 1, "stratified", "20-45", False, None)]


async def test_scenario_05_low_prenatal_risk_ends_with_information_and_high_risk_is_a_case(
    office: Office, casemanagement_database: Any
) -> None:
    low, high = await office.member(), await office.member()
    due_on = (today() + timedelta(days=150)).isoformat()
    young = {**MEMBER, "birth_date": "2000-01-01"}

    await screened(office, low, member=young, pregnancy={"estimated_due_date": due_on})
    again = await screened(office, low, member=young, pregnancy={"estimated_due_date": due_on})
    await screened(office, high, member=young, pregnancy={"estimated_due_date": due_on, "risks": ["multiples"]})

    assert again["found"] == {"nothing_new": 1}
    async with casemanagement_database.connection() as connection:
        assert await cases(connection, low) == [("prenatal", 1, "closed", "low", False, "info_only")]
        assert await cases(connection, high) == [("high_risk_obstetrics", 1, "stratified", "high", False, None)]
        events = await connection.fetch(
            "select v.transition from episode_events v join episodes e on e.id = v.episode_id "
            "where e.member_id = $1 order by v.id",
            low,
        )
        assert [event["transition"] for event in events] == ["T2", "T5", "T6"]
        letters = await connection.fetch("select kind, member_id, status from letters order by queued_at")
        assert [(row["kind"], str(row["member_id"]), row["status"]) for row in letters] == [
            ("contact_information", low, "queued")
        ]


async def test_the_same_screening_again_opens_nothing_new(office: Office, casemanagement_database: Any) -> None:
    member_id = await office.member()
    given = {"conditions": [condition("F84.0"), condition("Z94.0")]}

    first = await screened(office, member_id, **given)
    second = await screened(office, member_id, **given)

    assert (first["found"], second["found"]) == ({"opened": 2}, {"known": 2})
    async with casemanagement_database.connection() as connection:
        assert len(await cases(connection, member_id)) == 2


@pytest.mark.parametrize("scope", ["program:special_needs", "all_cm", "all"])
async def test_who_opted_out_gets_no_case_from_a_screening(
    office: Office, casemanagement_database: Any, scope: str
) -> None:
    member_id = await office.member()
    async with casemanagement_database.connection() as connection:
        await opt_out(connection, member_id, scope)

    job = await screened(office, member_id, conditions=[condition("F84.0"), condition("Z94.0")])

    by_program = {result["program"]: result["disposition"] for result in await results(office, job)}
    assert by_program["special_needs"] == "opted_out"
    assert by_program["transplant"] == ("opened" if scope.startswith("program") else "opted_out")


async def test_who_died_or_lost_cover_gets_no_case(office: Office, casemanagement_database: Any) -> None:
    dead = await office.member(deceased_on=ago(3))
    gone = await office.member(coverage=[{"program": "medicaid", "start": "2020-01-01", "end": ago(1)}])
    told_gone = await office.member()

    for member_id in (dead, gone):
        job = await screened(office, member_id, conditions=[condition("F84.0")])
        assert job["found"] == {"excluded": 1}
    job = await screened(office, told_gone, member={**MEMBER, "coverage": []}, conditions=[condition("F84.0")])
    (result,) = await results(office, job)
    assert (result["disposition"], result["excluded"]) == ("excluded", "not_covered")
    async with casemanagement_database.connection() as connection:
        assert [await cases(connection, member_id) for member_id in (dead, gone, told_gone)] == [[], [], []]


async def test_a_case_that_ended_opens_again_only_for_a_newer_fact(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()
    await screened(office, member_id, encounters=[visit("S06.5X0A", 100)])
    async with casemanagement_database.connection() as connection:
        await end_case(connection, member_id, today() - timedelta(days=50))

    late = await screened(office, member_id, encounters=[visit("S06.5X0A", 100), visit("S06.5X0A", 50)])
    newer = await screened(office, member_id, encounters=[visit("S06.5X0A", 100), visit("S06.5X0A", 49)])

    assert (late["found"], newer["found"]) == ({"nothing_new": 1}, {"opened": 1})
    async with casemanagement_database.connection() as connection:
        assert [case[:3] for case in await cases(connection, member_id)] == [
            ("catastrophic", 1, "closed"),
            ("catastrophic", 2, "identified"),
        ]


async def end_case(connection: asyncpg.Connection, member_id: str, on: date) -> None:
    await connection.execute(
        "update episodes set state = 'closed', outcome = 'not_eligible', closed_at = now(), ended_on = $2, "
        "previous_state = 'identified', provisional = false where member_id = $1",
        member_id,
        on,
    )


async def test_the_counts_of_one_member_leave_out_what_is_confidential_to_the_reader(office: Office) -> None:
    given = [condition("Z21"), condition("F84.0")]

    job = await screened(office, await office.member(), conditions=given)
    alone = await screened(office, await office.member(), conditions=given[:1])

    assert (job["found"], alone["found"]) == ({"opened": 1}, {})
    role_alone = Person("care_nurse", "confidential", subject="nurse1")
    assert (await office.get(f"/screenings/{job['id']}", role_alone))["found"] == {"opened": 2}
    for who, counts in ((NURSE, {"opened": 1}), (TRUSTED_CHIEF, {"opened": 2})):
        shown = await office.get(f"/screenings/{job['id']}", who)
        assert (shown["found"], len(await results(office, job, who))) == (counts, counts["opened"])


async def test_findings_of_a_confidential_program_are_shown_to_who_may_see_them(office: Office) -> None:
    member_id = await office.member()
    job = await screened(office, member_id, conditions=[condition("B20"), condition("F84.0")])

    shown = [result["program"] for result in await results(office, job)]
    to_the_trusted = [result["program"] for result in await results(office, job, TRUSTED_CHIEF)]

    without_reason = await results(office, job, Person("care_supervisor", "confidential", subject="chief1"))
    assert "complex_hiv" not in shown
    assert "complex_hiv" not in [result["program"] for result in without_reason]
    assert "special_needs" in shown
    assert "complex_hiv" in to_the_trusted


async def test_results_are_paged_and_filtered(office: Office) -> None:
    member_id = await office.member()
    job = await screened(office, member_id, conditions=[condition("F84.0"), condition("Z94.0")])

    first = await office.get(f"/screenings/{job['id']}/results", limit=1)
    second = await office.get(f"/screenings/{job['id']}/results", limit=1, cursor=first["next"])
    transplant = await results(office, job, program="transplant", disposition="opened")

    assert [page["items"][0]["program"] for page in (first, second)] == ["special_needs", "transplant"]
    assert second["next"] is None
    assert [result["program"] for result in transplant] == ["transplant"]


async def test_a_screening_that_names_nobody_or_somebody_unknown_is_refused(office: Office) -> None:
    await office.post("/screenings", {}, NURSE, 422)
    await office.post("/screenings", {"scope": "population", "member_id": str(uuid4())}, NURSE, 422)
    await office.post("/screenings", {"member_id": str(uuid4())}, NURSE, 404)
    await office.post("/screenings", {"scope": "population", "rule_set": "1999-01"}, NURSE, 422)
    await office.post("/screenings", {"scope": "population"}, Person("case_manager", subject="cm1", agency="a"), 403)
    await office.get(f"/screenings/{uuid4()}", status=404)
    member_id = await office.member()
    two_days = {"member_id": member_id, "as_of": ago(1), "facts": facts()}
    await office.post("/screenings", two_days, NURSE, 422)


async def test_a_screening_of_an_earlier_day_leaves_a_case_alone(office: Office, casemanagement_database: Any) -> None:
    member_id = await office.member()
    await screened(office, member_id, observations=[lead("21", days=5)])

    earlier = {**facts(observations=[lead("12", days=40)]), "as_of": ago(30)}
    job = await office.post("/screenings", {"member_id": member_id, "facts": earlier}, NURSE, 201)

    assert job["found"] == {"known": 1}
    async with casemanagement_database.connection() as connection:
        assert [case[3] for case in await cases(connection, member_id)] == ["20-45"]
