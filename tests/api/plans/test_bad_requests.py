"""Requests that are wrong in their bytes, their token, their address or their version: refused, nothing stored."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.support.bad_tokens import BAD_TOKENS
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, ops
from tests.support.office import Office, a_line, a_member
from tests.support.refusals import SECRET, refused, rows

MEMBERS = "/plans/v1/members"
PLANS = "/plans/v1/service-plans"
NOBODY = "0199a1b2-0000-7000-8000-00000000dead"
pytestmark = pytest.mark.usefixtures("said")


def as_json() -> dict[str, str]:
    return {**case_manager(), "Content-Type": "application/json"}


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
    assert await rows(plans_database.raw) == before


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
    assert await rows(plans_database.raw) == before


async def _pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 100_000):
        yield b"x" * 100_000


@pytest.mark.parametrize("address", [MEMBERS, PLANS, f"{PLANS}/check", f"{PLANS}/{NOBODY}/lines", "/plans/v1/nowhere"])
async def test_ten_megabytes(plans: httpx.AsyncClient, address: str) -> None:
    told = await plans.post(address, content=b"x" * 10_000_000, headers=as_json())
    chunked = await plans.post(address, content=_pieces(10_000_000), headers=as_json())

    assert "content-length" in told.request.headers
    assert "content-length" not in chunked.request.headers
    refused(told, 413)
    refused(chunked, 404 if address.endswith("nowhere") else 413)


@pytest.mark.parametrize("name", BAD_TOKENS)
async def test_a_wrong_token(plans: httpx.AsyncClient, plans_database: PinnedDatabase, name: str) -> None:
    before = await rows(plans_database.raw)
    headers = {b"Authorization": f"Bearer {BAD_TOKENS[name]()}".encode("latin-1")}

    answer = await plans.post(MEMBERS, json=a_member(given_name=SECRET), headers=headers)

    refused(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert await rows(plans_database.raw) == before


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
        method, office.address(NOBODY, part.replace("{line}", line)), json=content, headers=headers
    )

    assert refused(answer, 404)["detail"] == refused(nowhere, 404)["detail"]
    assert await rows(plans_database.raw) == before


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
    assert await rows(plans_database.raw) == before


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
        ("GET", f"/plans/v1/members/{NOBODY}", 404),
        ("GET", "/plans/v1/members/%00", 404),
        ("GET", "/plans/v1/rules/CS-99", 404),
        ("GET", "/plans/v1/rules/%00", 404),
        ("GET", f"{PLANS}/{NOBODY}/history", 404),
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
        ("GET", f"{PLANS}/{NOBODY}/findings?stage=Zuleika-Secret", 422),
        ("GET", f"{PLANS}/{NOBODY}/history?as_of=Zuleika-Secret", 422),
        ("GET", f"{PLANS}/{NOBODY}/history?as_of=9999-12-31", 422),
        ("GET", f"{PLANS}/{NOBODY}/history?as_of=0001-01-01T00:00:00%2B10:00", 422),
        ("GET", f"{PLANS}/{NOBODY}/history?as_of=1", 422),
        # [10**30]
        ("GET", f"{PLANS}/{NOBODY}/history?cursor=WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ", 422),
        ("GET", "/plans/v1/audit?subject=Zuleika-Secret", 422),
        ("GET", "/plans/v1/audit?cursor=WzFlOTld", 422),
    ],
)
async def test_an_address_that_leads_nowhere(plans: httpx.AsyncClient, method: str, address: str, status: int) -> None:
    answer = await plans.request(method, address, headers=ops())

    refused(answer, status)
    if status == 405:
        assert answer.headers["Allow"]
