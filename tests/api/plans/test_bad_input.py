"""Bad input: each a clear problem document with the right status, nothing stored, nothing leaked."""

from typing import Any

import httpx
import pytest

from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, service
from tests.support.office import Office, a_line, a_member, a_plan, rule_ids
from tests.support.refusals import SECRET, pointers, refused, rows

MEMBERS = "/plans/v1/members"
PLANS = "/plans/v1/service-plans"
NOBODY = "0199a1b2-0000-7000-8000-00000000dead"
pytestmark = pytest.mark.usefixtures("said")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"nickname": SECRET}, "/nickname"),
        ({"a/b~c": SECRET}, "/a~1b~0c"),
        ({"birth_date": "10.12.1941 Zuleika-Secret"}, "/birth_date"),
        ({"birth_date": "2018-02-30"}, "/birth_date"),
        ({"birth_date": "2018-2-3"}, "/birth_date"),
        ({"birth_date": 20180203}, "/birth_date"),
        ({"birth_date": "20180203"}, "/birth_date"),
        ({"birth_date": "2018-02-03T00:00:00Z"}, "/birth_date"),
        ({"birth_date": "٢٠١٨-٠٢-٠٣"}, "/birth_date"),
        ({"birth_date": "0001-01-01"}, "/birth_date"),
        ({"birth_date": None}, "/birth_date"),
        ({"birth_date": True}, "/birth_date"),
        ({"given_name": ""}, "/given_name"),
        ({"given_name": " "}, "/given_name"),
        ({"given_name": SECRET * 50}, "/given_name"),
        ({"given_name": {"first": SECRET}}, "/given_name"),
        ({"medicaid_id": SECRET + "!"}, "/medicaid_id"),
        ({"sex": SECRET}, "/sex"),
        ({"tty": SECRET}, "/tty"),
        ({"time_zone": "America/Zuleika-Secret"}, "/time_zone"),
        ({"coverage": SECRET}, "/coverage"),
        ({"coverage": [{"program": "p", "start": "2018-13-01"}]}, "/coverage/0/start"),
        ({"coverage": [{"program": "p", "start": "2018-02-01", "end": "2018-01-31"}]}, "/coverage/0"),
        ({"family_name": "nul \u0000"}, ""),
    ],
)
async def test_a_member_that_cannot_be_read(
    plans: httpx.AsyncClient, plans_database: PinnedDatabase, changes: dict[str, Any], pointer: str
) -> None:
    before = await rows(plans_database.raw)

    answer = await plans.post(MEMBERS, json=a_member(**changes), headers=case_manager())

    assert pointers(refused(answer, 422)) == [pointer]
    assert await rows(plans_database.raw) == before


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"units": -0.5}, "/units"),
        ({"units": 1.5}, "/units"),
        ({"units": 1.0}, "/units"),
        ({"units": "48"}, "/units"),
        ({"units": True}, "/units"),
        ({"units": None}, "/units"),
        ({"units": 10**30}, "/units"),
        ({"units": -(10**30)}, "/units"),
        ({"service_code": "T1019; drop table"}, "/service_code"),
        ({"service_code": ""}, "/service_code"),
        ({"modifiers": ["U1", SECRET]}, "/modifiers/1"),
        ({"frequency": SECRET}, "/frequency"),
        ({"start": "2018-02-30"}, "/start"),
        ({"end": 1}, "/end"),
        ({"provider_id": SECRET}, "/provider_id"),
        ({"provider_id": NOBODY}, "/provider_id"),
        ({"supersedes": NOBODY}, "/supersedes"),
        ({"status": "authorized"}, "/status"),
        ({"change": {"type": SECRET}}, "/change/type"),
    ],
)
async def test_a_line_that_cannot_be_read(
    office: Office, plans_database: PinnedDatabase, changes: dict[str, Any], pointer: str
) -> None:
    plan = await office.conversion_plan()
    before = await rows(plans_database.raw)

    answer = await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day") | changes)

    assert pointers(refused(answer, 422)) == [pointer]
    assert await rows(plans_database.raw) == before


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"units": -1}, "UN-01"),
        ({"units": 0}, "UN-01"),
        ({"service_code": "X9999"}, "UN-02"),
        ({"start": "2026-03-02", "end": "2026-03-01"}, "DT-01"),
        ({"end": None}, "DT-01"),
    ],
)
async def test_a_line_that_can_be_read_but_not_be(
    office: Office, plans_database: PinnedDatabase, changes: dict[str, Any], rule: str
) -> None:
    plan = await office.conversion_plan()
    before = await rows(plans_database.raw)

    answer = await office.post(plan["id"], "/lines", a_line("S5170", 1, "calendar_day") | changes)

    refused(answer, 409)
    assert rule in rule_ids(answer)
    assert await rows(plans_database.raw) == before


@pytest.mark.parametrize(
    ("changes", "status", "pointer"),
    [
        ({"member_id": NOBODY}, 422, "/member_id"),
        ({"member_id": SECRET}, 422, "/member_id"),
        ({"lines": [a_line() | {"supersedes": SECRET}]}, 422, "/lines/0/supersedes"),
        ({"lines": [a_line() | {"used_units": 10**12}]}, 422, "/lines/0/used_units"),
        ({"lines": [a_line() | {"ref": "a"}, a_line("S5170") | {"ref": "a"}]}, 422, "/lines/0/ref"),
        ({"lines": [a_line()] * 501}, 422, "/lines"),
        ({"notes": [{"type": "general", "text": "x" * 8001}]}, 422, "/notes/0/text"),
        ({"notes": [{"type": "general", "text": f"{SECRET}\u0000"}]}, 422, ""),
        ({"documents": [{"type": "passport"}]}, 422, "/documents/0/type"),
        ({"case_manager": "\u0000"}, 422, ""),
        ({"start": "2026-02-01", "end": "2026-01-31"}, 409, None),
        ({"start": "1900-01-01", "end": "2199-12-31", "lines": [a_line(units=1_000_000)]}, 409, None),
    ],
)
async def test_a_plan_that_cannot_be(
    office: Office, plans_database: PinnedDatabase, changes: dict[str, Any], status: int, pointer: str | None
) -> None:
    member = await office.member()
    before = await rows(plans_database.raw)

    answer = await office.plans.post(PLANS, json=a_plan(member["id"]) | changes, headers=case_manager())

    document = refused(answer, status)
    assert pointer is None or pointers(document) == [pointer]
    assert await rows(plans_database.raw) == before


@pytest.mark.parametrize(
    "decided_at", ["yesterday", 0, "2026-03-01", "2026-03-01T10:00:00", "0001-01-01T00:00:00+14:00"]
)
async def test_a_decision_at_no_instant(office: Office, plans_database: PinnedDatabase, decided_at: Any) -> None:
    plan = await office.forwarded_plan()
    before = await rows(plans_database.raw)
    decision = {
        "decision_id": NOBODY, "request_id": NOBODY, "plan_version": 1, "kind": "lines_decided",
        "decided_at": decided_at, "decided_by": "spa1",
        "lines": [{"line_id": plan["lines"][1]["id"], "outcome": "authorized"}],
    }  # fmt: skip

    answer = await office.plans.put(office.address(plan["id"], "/decision"), json=decision, headers=service())

    assert pointers(refused(answer, 422)) == ["/decided_at"]
    assert await rows(plans_database.raw) == before
