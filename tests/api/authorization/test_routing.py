"""Routing, allowed actions, and stale versions."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from authorization.api.request_schema import RequestRead
from shared.schema.plans import DecisionNotice
from tests.api.authorization.office import (
    CASE_MANAGER,
    CLINICIAN,
    DIRECTOR,
    OPERATIONS,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    Person,
    a_ub120_line,
)
from tests.support.databases import PinnedDatabase


async def aged(database: PinnedDatabase, request_id: str, hours: float) -> None:
    """Move a request's receipt, clocks and acceptance into the past."""
    await database.raw.execute(
        "update requests set received_at = received_at - $2::interval, amber_at = amber_at - $2, due_at = due_at - $2, "
        "priority_accepted_at = priority_accepted_at - $2 where id = $1::text::uuid",
        request_id,
        timedelta(hours=hours),
    )


async def kinds(database: PinnedDatabase) -> list[str]:
    rows = await database.raw.fetch("select payload from outbox order by id")
    return [DecisionNotice.model_validate(row["payload"]).kind for row in rows]


async def test_routing_to_clinical_review_and_back(office: Office, database: PinnedDatabase) -> None:
    held = await office.claimed()
    request_id = held["id"]

    routed = RequestRead.model_validate((await office.route(request_id, "clinical_review")).json())
    no_clinician = await office.claim(request_id, SECOND_REVIEWER)
    await office.claim(request_id, CLINICIAN)
    same = await office.route(request_id, "clinical_review", CLINICIAN)
    higher = await office.route(request_id, "medical_director", CLINICIAN)
    not_the_nurse = await office.claim(request_id, CLINICIAN)
    await office.claim(request_id, DIRECTOR)
    back = await office.route(request_id, "spa_review", DIRECTOR)

    assert (routed.status, routed.desk, routed.assigned) == ("received", "clinical_review", False)
    assert (no_clinician.status_code, not_the_nurse.status_code) == (403, 403)
    assert "on the clinical review desk" in no_clinician.json()["detail"]
    assert (same.status_code, higher.status_code, back.status_code) == (409, 200, 200)
    assert [(step["from_desk"], step["to_desk"]) for step in back.json()["routings"]] == [
        ("spa_review", "clinical_review"),
        ("clinical_review", "medical_director"),
        ("medical_director", "spa_review"),
    ]
    assert back.json()["received_at"] == held["received_at"]
    assert await kinds(database) == ["routed_to_clinical_review", "returned_from_clinical_review"]


@pytest.mark.parametrize(
    ("person", "actions"),
    [
        (REVIEWER, ["release", "request_information", "route", "decide", "extend"]),
        (SECOND_REVIEWER, []),
        (OPERATIONS, ["release"]),
        (CASE_MANAGER, []),
    ],
)
async def test_allowed_actions_are_those_of_the_reader(office: Office, person: Person, actions: list[str]) -> None:
    held = await office.claimed()

    assert (await office.read(held["id"], person)).json()["allowed_actions"] == actions


async def test_allowed_actions_along_the_way(office: Office) -> None:
    async def allowed(person: Person) -> Any:
        return (await office.read(request_id, person)).json()["allowed_actions"]

    request_id = (await office.submit(a_ub120_line(), priority=True))["id"]
    assert await allowed(REVIEWER) == ["claim", "review_priority"]
    await office.claim(request_id)
    await office.ask(request_id)
    assert await allowed(REVIEWER) == ["release", "review_priority", "decide", "extend"]
    assert await allowed(CASE_MANAGER) == ["respond"]


async def test_a_stale_if_match_refuses_any_change(office: Office) -> None:
    held = await office.claimed()
    stale: dict[str, str] = {"If-Match": '"1"'}

    calls: list[httpx.Response] = [
        await office.post(f"/{held['id']}/{path}", body, REVIEWER, **stale)
        for path, body in (
            ("routing", {"to": "clinical_review", "reason": "x"}),
            ("information-requests", {"text": "x"}),
            ("priority-review", {"outcome": "accepted"}),
            ("decision", {"lines": [{"line_id": held["lines"][0]["line_id"], "outcome": "authorized"}]}),
        )
    ]

    assert {answer.status_code for answer in calls} == {412}


async def test_what_is_not_there_or_not_theirs(office: Office) -> None:
    nowhere = "00000000-0000-7000-8000-000000000001"
    held = await office.claimed()

    assert (await office.claim(nowhere)).status_code == 404
    assert (await office.ask(nowhere)).status_code == 404
    path = f"/{held['id']}/information-requests/{nowhere}/response"
    assert (await office.post(path, {"text": "x"}, CASE_MANAGER)).status_code == 404
