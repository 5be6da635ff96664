"""Health risk assessments over HTTP: kept once, scored, read by the tier rules, hidden from those who may not see."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from disease.api.assessment_schema import AssessmentRead, InstrumentRead, ScoreRead
from shared.runtime import clock
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import MEMBER, a_notice
from tests.support.identities import bearer
from tests.support.refusals import pointers, refused

ADDRESS = f"/disease/v1/members/{MEMBER}/assessments"
NURSE = "disease_nurse"
BODY: dict[str, Any] = {
    "instrument": "diabetes_health",
    "answers": {"level3_lows_3_months": 2, "food_ran_out": True, "best_time": "evening"},
    "refused": ["tobacco"],
    "unknown": ["foot_sores_now"],
}


@pytest.fixture
async def member(disease: httpx.AsyncClient) -> httpx.AsyncClient:
    answer = await disease.put(f"/disease/v1/members/{MEMBER}", json=a_notice(), headers=bearer("service"))
    assert answer.status_code == 200, answer.text
    return disease


async def hold(client: httpx.AsyncClient, role: str = NURSE, **different: Any) -> httpx.Response:
    return await client.post(ADDRESS, json={**BODY, **different}, headers=bearer(role))


async def test_an_assessment_is_kept_and_scored(member: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    answer = await hold(member)
    body = answer.json()

    assert answer.status_code == 201, answer.text
    AssessmentRead.model_validate_json(answer.content)
    assert (body["complete"], body["score"]["floor"], body["score"]["floor_rule"]) == (False, "high", "D-H8")
    assert {problem["problem"] for problem in body["score"]["problems"]} == {"lows_with_help", "food"}
    assert set(body["score"]["open"]) == {
        "monitoring",
        "lows_below_70_3_months",
        "lows_below_54_3_months",
        "missed_doses_7_days",
    }
    async with disease_database.connection() as connection:
        entry = await connection.fetchrow("select * from audit_log where action = 'assessment_held'")
    assert (str(entry["member_id"]), entry["rule_ids"]) == (str(MEMBER), ["D-H8"])


async def test_the_tier_rules_read_it(member: httpx.AsyncClient) -> None:
    await hold(member)

    facts = (await member.get(f"/disease/v1/facts?member_id={MEMBER}", headers=bearer("service"))).json()["items"][0]
    assessment = facts["facts"]["assessments"][0]
    diagnosed = {**facts["facts"], "conditions": [{"system": "icd10cm", "code": "E11.9", "recorded_on": "2025-01-01"}]}
    preview = await member.post("/disease/v1/stratifications/preview", json=diagnosed, headers=bearer(NURSE))

    assert assessment["answers"] == {
        "level3_lows_3_months": 2,
        "food_ran_out": True,
        "best_time": "evening",
        "tobacco": None,
        "foot_sores_now": None,
    }
    assert "D-H8" in [rule["rule_id"] for rule in preview.json()["diseases"][1]["rules"]]


async def test_the_same_key_keeps_one_assessment(member: httpx.AsyncClient, disease_database: PinnedDatabase) -> None:
    headers = {**bearer(NURSE), "Idempotency-Key": "call-1"}
    first = await member.post(ADDRESS, json=BODY, headers=headers)
    again = await member.post(ADDRESS, json=BODY, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    async with disease_database.connection() as connection:
        assert await connection.fetchval("select count(*) from health_assessments") == 1
        assert await connection.fetchval("select count(*) from assessments") == 1


async def test_shared_answers_are_taken_over_unless_asked_again(member: httpx.AsyncClient) -> None:
    await hold(member)
    asthma: dict[str, Any] = {
        "instrument": "asthma_control",
        "answers": {"food_ran_out": False},
        "refused": [],
        "unknown": [],
    }

    reused, fresh = await hold(member, **asthma), await hold(member, **asthma, reuse=False)

    assert (reused.json()["reused"], reused.json()["answers"]["best_time"]) == (["best_time"], "evening")
    assert reused.json()["answers"]["food_ran_out"] is False
    assert fresh.json()["reused"] == []


async def test_old_answers_are_not_taken_over(member: httpx.AsyncClient) -> None:
    today = clock.today("America/Chicago")
    await hold(member, completed_on=str(today - timedelta(days=91)))

    assert (await hold(member, answers={}, completed_on=str(today))).json()["reused"] == []
    assert (await hold(member, answers={}, completed_on=str(today - timedelta(days=1)))).json()["reused"] == [
        "best_time",
        "food_ran_out",
    ]


@pytest.mark.parametrize(
    ("different", "pointer"),
    [
        ({"instrument": "act"}, "/instrument"),
        ({"answers": {"shoe_size": 9}}, "/answers/shoe_size"),
        ({"answers": {"level3_lows_3_months": "two"}}, "/answers/level3_lows_3_months"),
        ({"answers": {"level3_lows_3_months": -1}}, "/answers/level3_lows_3_months"),
        ({"answers": {"confidence": None}}, "/answers/confidence"),
        ({"refused": ["shoe_size"]}, "/refused"),
        ({"refused": ["best_time"]}, "/refused"),
        ({"unknown": ["tobacco"]}, "/unknown"),
        ({"completed_on": "2199-01-01"}, "/completed_on"),
        ({"completed_on": "2016-05-01"}, "/completed_on"),
        ({"via": "pigeon"}, "/via"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_kept(
    member: httpx.AsyncClient, disease_database: PinnedDatabase, different: dict[str, Any], pointer: str
) -> None:
    assert pointers(refused(await hold(member, **different), 422)) == [pointer]
    async with disease_database.connection() as connection:
        assert await connection.fetchval("select count(*) from health_assessments") == 0


async def test_nobody_answers_after_death(member: httpx.AsyncClient) -> None:
    await member.put(
        f"/disease/v1/members/{MEMBER}", json=a_notice(version=2, deceased_on="2026-01-02"), headers=bearer("service")
    )

    assert pointers(refused(await hold(member, completed_on="2026-01-03"), 422)) == ["/completed_on"]
    assert (await hold(member, completed_on="2026-01-02")).status_code == 201


async def test_an_unknown_member_is_not_found(disease: httpx.AsyncClient) -> None:
    address = f"/disease/v1/members/{uuid4()}/assessments"

    assert (await disease.post(address, json=BODY, headers=bearer(NURSE))).status_code == 404
    assert (await disease.get(address, headers=bearer(NURSE))).status_code == 404


@pytest.mark.parametrize("role", ["case_manager", "provider", "partner"])
async def test_only_nurses_hold_and_read_assessments(member: httpx.AsyncClient, role: str) -> None:
    assert (await hold(member, role)).status_code == 403
    assert (await member.get(ADDRESS, headers=bearer(role))).status_code == 403


async def test_assessments_are_listed_newest_first_and_the_reading_is_logged(
    member: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    ids = [(await hold(member)).json()["id"] for _ in range(3)]
    first = (await member.get(f"{ADDRESS}?limit=2", headers=bearer(NURSE))).json()
    second = (await member.get(f"{ADDRESS}?limit=2&cursor={first['next']}", headers=bearer(NURSE))).json()

    assert [item["id"] for item in (*first["items"], *second["items"])] == ids[::-1]
    assert second["next"] is None
    async with disease_database.connection() as connection:
        logged = await connection.fetchval(
            "select count(*) from audit_log where kind = 'read' and member_id = $1", MEMBER
        )
    assert logged == 2


async def test_the_questionnaires_are_there_for_everybody(disease: httpx.AsyncClient) -> None:
    items = (await disease.get("/disease/v1/assessments/instruments", headers=bearer("provider"))).json()["items"]

    assert [item["instrument"] for item in items] == ["asthma_control", "diabetes_health"]
    assert [len([q for q in item["questions"] if not q["shared"]]) for item in items] == [20, 25]
    for item in items:
        InstrumentRead.model_validate(item)


async def test_a_dry_run_scores_by_age_and_stores_nothing(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    body = {"instrument": "asthma_control", "completed_on": "2026-02-20", "answers": {"night_wakings_per_month": 8}}

    async def scored(birth_date: str, **different: Any) -> httpx.Response:
        asked = {**body, "birth_date": birth_date, **different}
        return await disease.post("/disease/v1/assessments/preview", json=asked, headers=bearer("partner"))

    child, adult = await scored("2016-05-02"), await scored("1990-05-02")
    wrong = await scored("1990-05-02", answers={"night_wakings_per_month": 32})

    ScoreRead.model_validate_json(child.content)
    assert [(one.json()["control"], one.json()["floor"]) for one in (child, adult)] == [
        ("very_poor", "high"),
        ("not_well", "moderate"),
    ]
    assert pointers(refused(wrong, 422)) == ["/answers/night_wakings_per_month"]
    async with disease_database.connection() as connection:
        assert await connection.fetchval("select count(*) from health_assessments") == 0
