"""What plans tells of members: kept in its highest version, shown in the queue, on letters and to who decides."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from authorization.api.request_schema import RequestRead
from tests.api.authorization.office import (
    CASE_MANAGER,
    OPERATIONS,
    PARTNER,
    PLANS,
    REVIEWER,
    Office,
    a_partner_submission,
    authorized,
    modified,
    refused,
    rule_ids,
)
from tests.api.authorization.running_year import (
    START,
    TODAY,
    a_current_submission,
    a_running_line,
    in_days,
)
from tests.support.refusals import pointers

MEMBERS = "/authorization/v1/members"
COVERED = {"program": "medicaid", "start": str(START - timedelta(days=300))}


def a_member(**changes: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "medicaid_id": "M0000001",
        "given_name": "Augusta",
        "family_name": "King",
        "birth_date": "1941-12-10",
        "language": "es",
        "address": {"lines": ["12 Elm St"], "city": "Tulsa", "state": "OK", "postal_code": "74103"},
        "coverage": [COVERED],
        **changes,
    }


async def tell(office: Office, member_id: str, body: dict[str, Any], by: Any = PLANS) -> Any:
    return await office.client.put(f"{MEMBERS}/{member_id}", json=body, headers=by)


async def a_request_of(office: Office, **member: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Its line, and the claimed request of a member whom plans told of."""
    line = a_running_line()
    submission = a_current_submission(line)
    request = (await office.post("", submission, PLANS)).json()
    await office.claim(request["id"])
    assert (await tell(office, submission["member"]["id"], a_member(**member))).status_code == 200
    return line, request


async def standing(office: Office, by: Any = REVIEWER) -> list[str | None]:
    answer = await office.client.get("/authorization/v1/requests", headers=by)
    return [item["member_standing"] for item in answer.json()["items"]]


async def letter(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    query = {"request_id": request["id"]}
    listed = await office.client.get("/authorization/v1/notices", params=query, headers=REVIEWER)
    address = f"/authorization/v1/notices/{listed.json()['items'][0]['id']}"
    body: dict[str, Any] = (await office.client.get(address, headers=REVIEWER)).json()["letter"]
    return body


async def test_the_highest_version_stays(office: Office) -> None:
    member_id = str(uuid4())

    versions = [
        (await tell(office, member_id, a_member(version=version))).json()["version"] for version in (2, 1, 2, 3)
    ]
    log = await office.client.get("/authorization/v1/audit", params={"subject": member_id}, headers=OPERATIONS)

    assert versions == [2, 2, 2, 3]
    assert [entry["after"]["version"] for entry in log.json()["items"]] == [3, 2]


async def test_versions_at_once_leave_the_highest(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    member_id = str(uuid4())

    bodies = [a_member(version=version, given_name=f"Ada{version}") for version in range(1, 9)]
    answers = await asyncio.gather(*(tell(office, member_id, body) for body in bodies))

    assert {answer.status_code for answer in answers} == {200}
    assert tuple(await connection.fetchrow("select version, given_name from members")) == (8, "Ada8")


async def test_only_services_tell(office: Office) -> None:
    assert (await tell(office, str(uuid4()), a_member(), REVIEWER)).status_code == 403


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ({}, "covered"),
        ({"coverage": []}, "unknown"),
        ({"coverage": [{**COVERED, "end": str(TODAY)}]}, "covered"),
        ({"coverage": [{**COVERED, "end": str(in_days(-1))}]}, "not_covered"),
        ({"deceased_on": str(in_days(-1))}, "deceased"),
    ],
)
async def test_the_queue_shows_how_the_member_stands(office: Office, member: dict[str, Any], expected: str) -> None:
    _, request = await a_request_of(office, **member)

    assert await standing(office) == [expected]
    assert (await office.read(request["id"])).json()["member_standing"] == expected
    assert await standing(office, CASE_MANAGER) == [None]
    assert (await office.read(request["id"], CASE_MANAGER)).json()["member_standing"] is None


async def test_of_a_member_nobody_told_nothing_is_known(office: Office) -> None:
    await office.submit()

    assert await standing(office) == ["unknown"]


async def test_a_partners_member_is_known_by_medicaid_id_and_birth_date(office: Office) -> None:
    await tell(office, str(uuid4()), a_member(deceased_on=str(TODAY)))
    for birth_date in ("1941-12-10", "1941-12-11"):
        submission = a_partner_submission()
        submission["member"].update(id=None, birth_date=birth_date)
        assert (await office.post("", submission, PARTNER)).status_code == 201

    assert await standing(office) == ["deceased", "unknown"]
    assert await standing(office, PARTNER) == [None, None]


async def test_el_01_services_for_a_member_who_died_are_not_authorized(office: Office) -> None:
    line, request = await a_request_of(office, deceased_on=str(in_days(-1)))

    read = await office.read(request["id"])
    stopped = await office.decide(request["id"], authorized(line))
    until_then = await office.decide(request["id"], modified(line, end=str(in_days(-1))))

    (finding,) = RequestRead.model_validate(read.json()).findings
    assert (finding.rule_id, finding.severity, finding.pointer) == ("EL-01", "error", "/lines/0/end")
    assert (stopped.status_code, rule_ids(stopped)) == (409, ["EL-01"])
    assert until_then.status_code == 200, until_then.text
    assert (await letter(office, request))["greeting"] == "A la familia o al representante de Augusta King:"
    assert rule_ids(await office.read(request["id"])) == []


async def test_el_01_lost_coverage_is_told_to_the_reviewer_and_refuses_only_what_is_granted(office: Office) -> None:
    line, request = await a_request_of(office, coverage=[{**COVERED, "end": str(in_days(-1))}])

    stopped = await office.decide(request["id"], authorized(line))
    denied = await office.decide(request["id"], refused(line, "NOT_ELIGIBLE", "Coverage ended."))

    assert rule_ids(await office.read(request["id"], CASE_MANAGER)) == []
    assert (stopped.status_code, rule_ids(stopped)) == (409, ["EL-01"])
    assert denied.status_code == 200, denied.text


async def test_el_01_coverage_that_must_be_renewed_warns(office: Office) -> None:
    line, request = await a_request_of(office, coverage=[{**COVERED, "end": str(in_days(30))}])

    (finding,) = (await office.read(request["id"])).json()["findings"]
    decided = await office.decide(request["id"], authorized(line))

    assert (finding["rule_id"], finding["severity"]) == ("EL-01", "warning")
    assert decided.status_code == 200, decided.text


async def test_letters_go_to_the_present_name_language_and_address(office: Office) -> None:
    line, request = await a_request_of(office)

    await office.decide(request["id"], authorized(line))

    sent = await letter(office, request)
    assert (sent["language"], sent["greeting"]) == ("es", "Estimado/a Augusta King:")
    assert ["Dirección", "12 Elm St, Tulsa, OK 74103"] in sent["facts"]


async def test_a_denied_priority_is_told_to_the_present_address(office: Office) -> None:
    submission = a_current_submission(a_running_line(), priority=True)
    await tell(office, submission["member"]["id"], a_member())

    request = (await office.post("", submission, PLANS)).json()

    assert "Augusta King" in (await letter(office, request))["greeting"]


async def test_a_member_that_cannot_be_read_is_refused(office: Office) -> None:
    answer = await tell(office, str(uuid4()), a_member(version=0))

    assert (answer.status_code, pointers(answer.json())) == (422, ["/version"])
