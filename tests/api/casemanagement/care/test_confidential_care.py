"""R20: what is done in a confidential case is seen with the role and a reason, on every address."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import BASE, NURSE, TRUSTED_NURSE, Person

WITHOUT_REASON = Person("care_nurse", "confidential", subject="nurse1")


@pytest.fixture
async def hidden(nurses: Nurses) -> tuple[Nurses, str]:
    case_id, _ = await nurses.active_plan(1, program="complex_hiv")
    await nurses.post(f"/cases/{case_id}/assessments", status=201)
    await nurses.post(f"/cases/{case_id}/letters", {"kind": "warning"}, status=201)
    task = {"kind": "call", "title": "Call", "due_on": "2099-01-01"}
    await nurses.post(f"/cases/{case_id}/tasks", task, status=201)
    call = {"channel": "phone", "outcome": "no_answer", "exception_reason": "whatever the hour"}
    await nurses.post(f"/cases/{case_id}/contacts", call, status=201)
    await nurses.raw.execute("update episodes set confidential = true")
    await nurses.raw.execute("update letters set confidential = true")
    await nurses.raw.execute("update tasks set confidential = true")
    return nurses, case_id


@pytest.mark.parametrize("path", ["/letters", "/tasks"])
async def test_the_work_of_a_confidential_case_is_on_no_other_list(hidden: tuple[Nurses, str], path: str) -> None:
    nurses, _ = hidden

    assert [len((await nurses.get(path, who))["items"]) for who in ALL] == [0, 0, 1]


@pytest.mark.parametrize("path", ["/care-plan", "/services", "/assessments", "/contacts", "/tasks"])
async def test_a_reason_is_asked_for_and_only_from_who_may_know(hidden: tuple[Nurses, str], path: str) -> None:
    nurses, case_id = hidden

    statuses = [
        (await nurses.client.get(f"{BASE}/cases/{case_id}{path}", headers=dict(who))).status_code for who in ALL
    ]

    assert statuses == [404, 403, 200]


@pytest.mark.parametrize("path", ["/assessments", "/contacts", "/tasks"])
async def test_an_empty_list_is_that_of_a_case_there_is(nurses: Nurses, path: str) -> None:
    case_id = await nurses.put("evaluation")

    known = await nurses.get(f"/cases/{case_id}{path}", NURSE)
    unknown = await nurses.get(f"/cases/{uuid4()}{path}", NURSE, 404)

    assert (known, unknown["type"]) == ({"items": [], "next": None}, "urn:harmony:problem:case-not-found")


async def test_work_in_a_confidential_case_needs_role_and_reason(hidden: tuple[Nurses, str]) -> None:
    nurses, case_id = hidden
    barrier: dict[str, Any] = {"kind": "phone", "text": "Shares the phone"}

    for who, status in zip(ALL, (404, 403, 201), strict=True):
        await nurses.post(f"/cases/{case_id}/barriers", barrier, who, status)


ALL = (NURSE, WITHOUT_REASON, TRUSTED_NURSE)
