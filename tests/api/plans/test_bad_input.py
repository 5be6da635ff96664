"""Bad input: each a clear problem document with the right status, nothing stored, nothing leaked."""

import io
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.support.bad_tokens import bad_tokens
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, ops, service
from tests.support.log_lines import log_lines
from tests.support.office import Office, a_line, a_member, a_plan, rule_ids
from tests.support.refusals import SECRET, pointers, refused, rows

MEMBERS = "/plans/v1/members"
PLANS = "/plans/v1/service-plans"


def as_json(**more: str) -> dict[str, str]:
    return {**case_manager(), "Content-Type": "application/json", **more}


@pytest_asyncio.fixture(autouse=True)
async def said(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[io.StringIO]:
    """No refusal of this module leaves a value in the log."""
    written = log_lines(monkeypatch)
    yield written
    assert written.getvalue().count('"event": "request"') > 0
    assert SECRET not in written.getvalue()
    assert "mistake" not in written.getvalue()


async def stays(database: PinnedDatabase, answer: httpx.Response, before: dict[str, int]) -> None:
    assert await rows(database.raw) == before, answer.text


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
    await stays(plans_database, answer, before)


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
        ({"provider_id": str(uuid4())}, "/provider_id"),
        ({"supersedes": str(uuid4())}, "/supersedes"),
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
    await stays(plans_database, answer, before)


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
    await stays(plans_database, answer, before)


@pytest.mark.parametrize(
    ("changes", "status", "pointer"),
    [
        ({"member_id": str(uuid4())}, 422, "/member_id"),
        ({"member_id": SECRET}, 422, "/member_id"),
        ({"lines": [a_line() | {"supersedes": SECRET}]}, 422, "/lines/0/supersedes"),
        ({"lines": [a_line() | {"used_units": 10**12}]}, 422, "/lines/0/used_units"),
        ({"lines": [a_line() | {"ref": "a"}, a_line("S5170") | {"ref": "a"}]}, 422, "/lines/1/ref"),
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
    await stays(plans_database, answer, before)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b'{"given_name": "Zuleika-Secret"', 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"Zuleika-Secret"', 422),
        (b"[" * 100_000, 400),
        (b'{"a":' * 100_000, 400),
        (b'{"units": ' + b"9" * 5_000 + b"}", 400),
        (b'{"birth_date": NaN}', 400),
        (b'{"birth_date": Infinity}', 400),
        (b'{"sex": "male", "sex": "female"}', 400),
        (b'{"coverage": [{"program": "a", "program": "b"}]}', 400),
        (b'{"given_name": "\xff\xfe"}', 400),
        (b"\xef\xbb\xbf{}", 400),
        (b'{"given_name": "\\ud800"}', 422),
        (b'{"\\ud800": "Zuleika-Secret"}', 422),
        (b"given_name=Zuleika-Secret", 400),
    ],
)
async def test_a_body_that_is_no_good_json(
    plans: httpx.AsyncClient, plans_database: PinnedDatabase, body: bytes, status: int
) -> None:
    before = await rows(plans_database.raw)

    answer = await plans.post(MEMBERS, content=body, headers=as_json())

    refused(answer, status)
    await stays(plans_database, answer, before)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "", "json", "a/json; x"]
)
async def test_a_body_of_another_type(
    plans: httpx.AsyncClient, plans_database: PinnedDatabase, content_type: str
) -> None:
    before = await rows(plans_database.raw)
    headers = {**case_manager(), "Content-Type": content_type} if content_type else case_manager()

    answer = await plans.post(MEMBERS, content=json.dumps(a_member()).encode(), headers=headers)

    refused(answer, 415)
    await stays(plans_database, answer, before)


async def _pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 100_000):
        yield b"x" * 100_000


@pytest.mark.parametrize("address", [MEMBERS, PLANS, f"{PLANS}/check", f"{PLANS}/{uuid4()}/lines", "/plans/v1/nowhere"])
async def test_ten_megabytes(plans: httpx.AsyncClient, address: str) -> None:
    told = await plans.post(address, content=b"x" * 10_000_000, headers=as_json())
    chunked = await plans.post(address, content=_pieces(10_000_000), headers=as_json())

    assert "content-length" in told.request.headers
    assert "content-length" not in chunked.request.headers
    refused(told, 413)
    refused(chunked, 404 if address.endswith("nowhere") else 413)


@pytest.mark.parametrize("name", sorted(bad_tokens()))
async def test_a_wrong_token(plans: httpx.AsyncClient, plans_database: PinnedDatabase, name: str) -> None:
    before = await rows(plans_database.raw)
    headers = {b"Authorization": f"Bearer {bad_tokens()[name]}".encode("latin-1")}

    answer = await plans.post(MEMBERS, json=a_member(given_name=SECRET), headers=headers)

    refused(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    await stays(plans_database, answer, before)


@pytest.mark.parametrize(
    ("method", "part", "body"),
    [
        ("GET", "", None),
        ("GET", "/findings", None),
        ("GET", "/history", None),
        ("POST", "/lines", a_line("S5170", 1, "calendar_day")),
        ("PATCH", "/lines/{line}", {"units": 1}),
        ("DELETE", "/lines/{line}", None),
        ("POST", "/changes", {"type": "end", "line_id": "{line}", "effective": "2026-01-01"}),
        ("POST", "/notes", {"type": "general", "text": "Mine."}),
        ("POST", "/documents", {"type": "ucat"}),
        ("POST", "/submission", {"priority": True}),
        ("POST", "/reassessment", None),
    ],
)
async def test_another_agency_does_not_learn_that_a_plan_exists(
    office: Office, plans_database: PinnedDatabase, method: str, part: str, body: Any
) -> None:
    plan = await office.conversion_plan()
    line = plan["lines"][0]["id"]
    content = json.loads(json.dumps(body).replace("{line}", line))
    before = await rows(plans_database.raw)
    headers = {**case_manager("cm9", "agency-b"), "If-Match": '"1"'}

    answer = await office.plans.request(
        method, office.address(plan["id"], part.replace("{line}", line)), json=content, headers=headers
    )
    nowhere = await office.plans.request(
        method, office.address(str(uuid4()), part.replace("{line}", line)), json=content, headers=headers
    )

    assert refused(answer, 404)["detail"] == refused(nowhere, 404)["detail"]
    await stays(plans_database, answer, before)


@pytest.mark.parametrize(
    ("if_match", "status"), [(None, 428), ('"7"', 412), ("1", 412), ('W/"1"', 412), ("", 412), ('"1', 412)]
)
@pytest.mark.parametrize(("method", "body"), [("PATCH", {"units": 1}), ("DELETE", None)])
async def test_a_change_without_the_version_it_was_made_on(
    office: Office, plans_database: PinnedDatabase, method: str, body: Any, if_match: str | None, status: int
) -> None:
    plan = await office.conversion_plan()
    before = await rows(plans_database.raw)
    headers = case_manager() if if_match is None else {**case_manager(), "If-Match": if_match}

    answer = await office.plans.request(
        method, office.address(plan["id"], f"/lines/{plan['lines'][0]['id']}"), json=body, headers=headers
    )

    refused(answer, status)
    await stays(plans_database, answer, before)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("PUT", MEMBERS, 405),
        ("DELETE", MEMBERS, 405),
        ("OPTIONS", MEMBERS, 405),
        ("PATCH", PLANS, 405),
        ("GET", "/plans/v1/nowhere", 404),
        ("GET", "/plans/v1/members/", 404),
        ("GET", "/plans/v1/members/Zuleika", 404),
        ("GET", f"/plans/v1/members/{uuid4()}", 404),
        ("GET", "/plans/v1/members/%00", 404),
        ("GET", "/plans/v1/rules/CS-99", 404),
        ("GET", "/plans/v1/rules/%00", 404),
        ("GET", f"{PLANS}/{uuid4()}/history", 404),
        ("GET", "/elsewhere", 404),
        ("GET", "/plans/docs-assets/nothing.js", 404),
        ("GET", "/plans/docs-assets/..%2f..%2fsecret", 404),
        ("GET", f"{MEMBERS}?limit=0", 422),
        ("GET", f"{MEMBERS}?limit=101", 422),
        ("GET", f"{MEMBERS}?limit=ten", 422),
        ("GET", f"{MEMBERS}?cursor=Zuleika-Secret", 422),
        ("GET", f"{MEMBERS}?cursor=WzFd", 422),
        ("GET", f"{MEMBERS}?cursor={'A' * 501}", 422),
        ("GET", f"{MEMBERS}?birth_date=0", 422),
        ("GET", f"{MEMBERS}?birth_date=2018-02-30", 422),
        ("GET", f"{MEMBERS}?birth_date=1941-12-10T00:00:00", 422),
        ("GET", f"{MEMBERS}?name=%00", 422),
        ("GET", f"{PLANS}?member_id=Zuleika-Secret", 422),
        ("GET", f"{PLANS}?status=Zuleika-Secret", 422),
        ("GET", f"{PLANS}/{uuid4()}/findings?stage=Zuleika-Secret", 422),
        ("GET", f"{PLANS}/{uuid4()}/history?as_of=Zuleika-Secret", 422),
        ("GET", f"{PLANS}/{uuid4()}/history?as_of=9999-12-31", 422),
        ("GET", f"{PLANS}/{uuid4()}/history?as_of=0001-01-01T00:00:00%2B10:00", 422),
        ("GET", f"{PLANS}/{uuid4()}/history?as_of=1", 422),
        # [10**30]
        ("GET", f"{PLANS}/{uuid4()}/history?cursor=WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ", 422),
        ("GET", "/plans/v1/audit?subject=Zuleika-Secret", 422),
        ("GET", "/plans/v1/audit?cursor=WzFlOTld", 422),
    ],
)
async def test_an_address_that_leads_nowhere(
    plans: httpx.AsyncClient, method: str, address: str, status: int
) -> None:
    answer = await plans.request(method, address, headers=ops())

    refused(answer, status)
    if status == 405:
        assert answer.headers["Allow"]


@pytest.mark.parametrize(
    "decided_at", ["yesterday", 0, "2026-03-01", "2026-03-01T10:00:00", "0001-01-01T00:00:00+14:00"]
)
async def test_a_decision_at_no_instant(office: Office, plans_database: PinnedDatabase, decided_at: Any) -> None:
    plan = await office.forwarded_plan()
    before = await rows(plans_database.raw)
    decision = {
        "decision_id": str(uuid4()), "request_id": str(uuid4()), "plan_version": 1, "kind": "lines_decided",
        "decided_at": decided_at, "decided_by": "spa1",
        "lines": [{"line_id": plan["lines"][1]["id"], "outcome": "authorized"}],
    }  # fmt: skip

    answer = await office.plans.put(office.address(plan["id"], "/decision"), json=decision, headers=service())

    assert pointers(refused(answer, 422)) == ["/decided_at"]
    await stays(plans_database, answer, before)
