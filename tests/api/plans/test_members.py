"""Members through HTTP."""

from typing import Any

import httpx

from tests.support.identities import bearer, case_manager, ops


def a_member(**changes: Any) -> dict[str, Any]:
    return {
        "medicaid_id": "M0000001",
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "1941-12-10",
        "county": "Tulsa",
        "coverage": [{"program": "advantage", "start": "2018-01-01"}],
        **changes,
    }


async def test_a_registered_member_is_read_back(plans: httpx.AsyncClient) -> None:
    created = await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    assert created.status_code == 201, created.text
    read = await plans.get(created.headers["Location"], headers=case_manager())
    assert read.status_code == 200
    assert read.headers["ETag"] == '"1"'
    assert read.json()["family_name"] == "Byron"
    assert read.json()["agency"] == "agency-a"


async def test_another_agency_does_not_learn_that_the_member_exists(plans: httpx.AsyncClient) -> None:
    created = await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    read = await plans.get(created.headers["Location"], headers=case_manager(agency="agency-b"))
    assert read.status_code == 404
    assert read.headers["Content-Type"] == "application/problem+json"


async def test_a_member_is_found_by_medicaid_id_name_and_birth_date(plans: httpx.AsyncClient) -> None:
    await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    for query in ({"medicaid_id": "M0000001"}, {"name": "byr"}, {"name": "AD"}, {"birth_date": "1941-12-10"}):
        found = await plans.get("/plans/v1/members", params=query, headers=case_manager())
        assert [item["given_name"] for item in found.json()["items"]] == ["Ada"], query
    for query in ({"medicaid_id": "M2"}, {"name": "%"}, {"birth_date": "1941-12-11"}):
        found = await plans.get("/plans/v1/members", params=query, headers=case_manager())
        assert found.json() == {"items": [], "next": None}


async def test_a_change_needs_the_version_it_was_made_on(plans: httpx.AsyncClient) -> None:
    created = await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    address = created.headers["Location"]
    assert (await plans.patch(address, json={"county": "Osage"}, headers=case_manager())).status_code == 428
    headers = {**case_manager(), "If-Match": '"1"'}
    changed = await plans.patch(address, json={"county": "Osage"}, headers=headers)
    assert changed.status_code == 200, changed.text
    assert changed.headers["ETag"] == '"2"'
    assert (await plans.patch(address, json={"county": "Creek"}, headers=headers)).status_code == 412


async def test_a_repeated_key_answers_the_stored_answer(plans: httpx.AsyncClient) -> None:
    headers = {**case_manager(), "Idempotency-Key": "k1"}
    first = await plans.post("/plans/v1/members", json=a_member(), headers=headers)
    again = await plans.post("/plans/v1/members", json=a_member(), headers=headers)
    assert again.status_code == 201
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    other = await plans.post("/plans/v1/members", json=a_member(medicaid_id="M2"), headers=headers)
    assert other.status_code == 422


async def test_a_known_medicaid_id_is_a_conflict(plans: httpx.AsyncClient) -> None:
    await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    again = await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    assert again.status_code == 409
    assert again.json()["type"] == "urn:harmony:problem:member-already-known"


async def test_an_unreadable_member_is_named_and_never_echoed(plans: httpx.AsyncClient) -> None:
    answer = await plans.post(
        "/plans/v1/members", json=a_member(birth_date="10.12.1941-secret", nickname="secret"), headers=case_manager()
    )
    assert answer.status_code == 422
    assert sorted(error["pointer"] for error in answer.json()["errors"]) == ["/birth_date", "/nickname"]
    assert "secret" not in answer.text


async def test_changes_and_reads_stand_in_the_audit_log(plans: httpx.AsyncClient) -> None:
    created = await plans.post("/plans/v1/members", json=a_member(), headers=case_manager())
    await plans.get(created.headers["Location"], headers=case_manager())
    log = await plans.get("/plans/v1/audit", params={"subject": created.json()["id"]}, headers=ops())
    assert [(entry["kind"], entry["action"], entry["actor"]) for entry in log.json()["items"]] == [
        ("read", "read", "cm1"),
        ("change", "registered", "cm1"),
    ]
    assert (await plans.get("/plans/v1/audit", headers=case_manager())).status_code == 403


async def test_a_page_is_one_entry_that_is_found_under_everybody_on_it(plans: httpx.AsyncClient) -> None:
    made = [
        await plans.post("/plans/v1/members", json=a_member(medicaid_id=f"M{number}"), headers=case_manager())
        for number in range(3)
    ]
    members = [answer.json()["id"] for answer in made]
    await plans.get("/plans/v1/members?limit=1", headers=case_manager())

    async def reads_of(member: str) -> list[Any]:
        log = await plans.get("/plans/v1/audit", params={"subject": member}, headers=ops())
        return [entry for entry in log.json()["items"] if entry["kind"] == "read"]

    (older,), (newest,) = await reads_of(members[1]), await reads_of(members[2])
    assert older == newest
    assert older["subject_id"] is None
    assert set(older["shown"]) == set(members[1:])
    assert await reads_of(members[0]) == []


async def test_pages_follow_each_other_without_gap(plans: httpx.AsyncClient) -> None:
    for number in range(5):
        await plans.post("/plans/v1/members", json=a_member(medicaid_id=f"M{number}"), headers=case_manager())
    seen: list[str] = []
    address = "/plans/v1/members?limit=2"
    while address:
        page = await plans.get(address, headers=case_manager())
        seen += [item["medicaid_id"] for item in page.json()["items"]]
        address = page.links["next"]["url"] if "next" in page.links else ""
    assert seen == ["M4", "M3", "M2", "M1", "M0"]


async def test_without_a_token_nothing_is_said(plans: httpx.AsyncClient) -> None:
    answer = await plans.get("/plans/v1/members")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert (await plans.get("/plans/v1/members", headers=bearer("nobody"))).status_code == 403
