"""R20: what is done in a confidential case is seen with the role and a reason, on every address."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import BASE, NURSE, TRUSTED_NURSE, Person, days_ago

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


@pytest.mark.parametrize(
    ("program", "birth_date", "others"),
    [
        ("complex_hiv", "1980-05-02", 403),
        ("high_risk_obstetrics", days_ago(16 * 366), 403),
        ("high_risk_obstetrics", "1990-05-02", 200),
        ("lead", days_ago(1500), 200),
    ],
)
async def test_whether_a_contact_is_possible_does_not_tell_who_has_a_confidential_case(
    nurses: Nurses, program: str, birth_date: str, others: int
) -> None:
    without, with_case = [await nurses.member(birth_date=birth_date) for _ in range(2)]
    await nurses.put("outreach", member_id=with_case, program=program, confidential=others == 403)
    wish = {"channel": "phone", "purpose": "case_management", "program": program}

    for member_id in (without, with_case):
        for who, status in zip(ALL, (others, others, 200), strict=True):
            answer = await nurses.get(f"/members/{member_id}/contact-window", who, status, program=program)
            body = {**wish, "member_id": member_id, "reference": member_id}
            await nurses.post("/contact-reservations", body, who, 201 if status == 200 else status)
            assert ("confidential" in answer.get("detail", "")) == (status == 403)


async def test_work_in_a_confidential_case_needs_role_and_reason(hidden: tuple[Nurses, str]) -> None:
    nurses, case_id = hidden
    barrier: dict[str, Any] = {"kind": "phone", "text": "Shares the phone"}

    for who, status in zip(ALL, (404, 403, 201), strict=True):
        await nurses.post(f"/cases/{case_id}/barriers", barrier, who, status)


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/cases/{case}", "case"),
        ("/cases/{case}/assessments", "assessment"),
        ("/cases/{case}/assessments/{assessment}", "assessment"),
        ("/cases/{case}/care-plan", "care_plan"),
        ("/cases/{case}/contacts", "contact"),
        ("/cases/{case}/services", "case"),
        ("/cases/{case}/tasks", "task"),
        ("/tasks", "task"),
        ("/tasks/{task}", "task"),
        ("/letters", "letter"),
        ("/letters/{letter}", "letter"),
    ],
)
async def test_r20_the_reason_for_a_read_is_in_the_access_log(
    hidden: tuple[Nurses, str], path: str, subject: str
) -> None:
    nurses, case_id = hidden
    ids = {
        name: await nurses.raw.fetchval(f"select id from {name}s where episode_id = $1 limit 1", UUID(case_id))
        for name in ("assessment", "task", "letter")
    }

    await nurses.get(path.format(case=case_id, **ids), TRUSTED_NURSE)

    entry = await nurses.raw.fetchrow("select * from audit_log where kind = 'read' order by id desc limit 1")
    assert (entry["subject_type"], entry["after"]) == (subject, {"reason": "care coordination"})


async def test_r20_the_reason_for_a_change_is_in_the_log_of_its_request(hidden: tuple[Nurses, str]) -> None:
    nurses, case_id = hidden
    task = await nurses.raw.fetchval("select id from tasks where episode_id = $1 limit 1", UUID(case_id))
    letter = await nurses.raw.fetchval("select id from letters where episode_id = $1 limit 1", UUID(case_id))
    headers = {**TRUSTED_NURSE}
    changes = (
        ("POST", f"/cases/{case_id}/barriers", {"kind": "phone", "text": "Shares the phone"}, "case", case_id),
        ("POST", f"/cases/{case_id}/actions/hold", {"reason": "inpatient", "until": "2099-01-01"}, "case", case_id),
        ("PATCH", f"/tasks/{task}", {"assignee": "nurse2"}, "task", str(task)),
        (
            "POST",
            f"/letters/{letter}/status",
            {"status": "cancelled", "reason": "Told by phone."},
            "letter",
            str(letter),
        ),
    )
    for method, path, body, subject, subject_id in changes:
        tag = {}
        if method == "PATCH":
            tag = {"If-Match": (await nurses.client.get(f"{BASE}{path}", headers=headers)).headers["ETag"]}
        answer = await nurses.client.request(method, f"{BASE}{path}", json=body, headers=headers | tag)
        assert answer.is_success, answer.text
        entries = await nurses.raw.fetch(
            "select * from audit_log where kind = 'change' and request_id = $1", answer.headers["X-Request-Id"]
        )
        opened = [entry for entry in entries if entry["action"] == "opened"]
        assert [(entry["subject_type"], str(entry["subject_id"]), entry["after"]) for entry in opened] == [
            (subject, subject_id, {"reason": "care coordination"})
        ]
        assert len(entries) > 1


async def test_r20_a_reason_that_nobody_asked_for_is_not_kept(nurses: Nurses) -> None:
    case_id, _ = await nurses.active_plan(1)

    await nurses.get(f"/cases/{case_id}/care-plan", TRUSTED_NURSE)

    assert await nurses.raw.fetchval("select after from audit_log where kind = 'read' order by id desc limit 1") is None


ALL = (NURSE, WITHOUT_REASON, TRUSTED_NURSE)
