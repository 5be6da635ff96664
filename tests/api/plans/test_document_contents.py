"""Contents of documents: known by what they are, kept in versions, seen by who sees the plan."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from plans.app import create_app
from tests.api.conftest import plans_settings
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager, ops
from tests.support.office import Office, created
from tests.support.refusals import refused

PDF = b"%PDF-1.7 the nurse's evaluation"
PNG = b"\x89PNG\r\n\x1a\n..."


@pytest_asyncio.fixture
async def keeping(plans_url: str, plans_database: PinnedDatabase, tmp_path: Path) -> AsyncIterator[Office]:
    changes = {"document_folder": tmp_path / "documents", "document_limit": 1000}
    app = create_app(plans_settings(plans_url).model_copy(update=changes), plans_database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans") as client:
        yield Office(client)


async def a_document(office: Office) -> str:
    plan = await office.conversion_plan()
    document = await created(await office.post(plan["id"], "/documents", {"type": "nurse_evaluation"}))
    return office.address(plan["id"], f"/documents/{document['id']}/content")


async def send(office: Office, address: str, content: bytes, name: str = "x.exe", **headers: str) -> httpx.Response:
    files = {"content": (name, content, "application/octet-stream")}
    return await office.plans.post(address, files=files, headers={**case_manager(), **headers})


async def test_a_content_comes_back_as_it_was_sent_and_earlier_ones_stay(keeping: Office, tmp_path: Path) -> None:
    address = await a_document(keeping)
    first = await created(await send(keeping, address, PDF, "Ada Byron.pdf"))
    second = await created(await send(keeping, address, PNG))
    assert (first["version"], first["media_type"], first["size"]) == (1, "application/pdf", len(PDF))
    assert (second["version"], second["sha256"]) == (2, hashlib.sha256(PNG).hexdigest())
    newest = await keeping.plans.get(address, headers=case_manager())
    assert (newest.content, newest.headers["Content-Type"]) == (PNG, "image/png")
    assert newest.headers["ETag"] == f'"{second["sha256"]}"'
    assert "Byron" not in newest.headers["Content-Disposition"]
    earlier = await keeping.plans.get(address, params={"version": 1}, headers=case_manager())
    assert earlier.content == PDF
    unchanged = await keeping.plans.get(address, headers={**case_manager(), "If-None-Match": newest.headers["ETag"]})
    assert unchanged.status_code == 304
    kept = [file.name for file in tmp_path.rglob("*") if file.is_file()]
    assert len(kept) == 2
    assert not any("Byron" in name or name.endswith(".part") for name in kept)


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<html>%PDF-", b"PNG"])
async def test_what_is_no_document_is_refused_whatever_its_name(keeping: Office, content: bytes) -> None:
    document = refused(await send(keeping, await a_document(keeping), content, "evaluation.pdf"), 422)
    assert document["errors"][0]["pointer"] == "/content"


async def test_size_type_and_document_are_checked(keeping: Office, tmp_path: Path) -> None:
    address = await a_document(keeping)
    assert (await send(keeping, address, PDF + b"x" * 1000)).status_code == 422
    assert (await send(keeping, address, PDF + b"x" * 20_000)).status_code == 413
    as_json = await keeping.plans.post(address, json={"content": "x"}, headers=case_manager())
    refused(as_json, 415)
    refused(await keeping.plans.get(address, headers=case_manager()), 404)
    other = address.replace(address.split("/")[-2], "0199a1b2-0000-7000-8000-0000000000a1")
    refused(await send(keeping, other, PDF), 404)
    assert not list(tmp_path.rglob("*.part"))


async def test_who_does_not_see_the_plan_does_not_see_its_papers(keeping: Office) -> None:
    address = await a_document(keeping)
    await created(await send(keeping, address, PDF))
    stranger = case_manager("cm9", "agency-b")
    refused(await keeping.plans.get(address, headers=stranger), 404)
    files = {"content": ("x.pdf", PDF, "application/pdf")}
    refused(await keeping.plans.post(address, files=files, headers=stranger), 404)
    plan_id = address.split("/")[4]
    log = await keeping.plans.get("/plans/v1/audit", params={"subject": plan_id}, headers=ops())
    assert "content_stored" in [entry["action"] for entry in log.json()["items"]]


async def test_one_key_stores_once(keeping: Office) -> None:
    address = await a_document(keeping)
    headers = {**case_manager(), "Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=b"}
    body = b'--b\r\nContent-Disposition: form-data; name="content"; filename="x"\r\n\r\n' + PDF + b"\r\n--b--\r\n"
    answers: list[Any] = [await keeping.plans.post(address, content=body, headers=headers) for _ in range(2)]
    assert [answer.json()["version"] for answer in answers] == [1, 1]
