"""Contents in an S3-compatible bucket, over HTTP to a server of its own.

The server is moto: it speaks the protocol of S3 and keeps objects in memory, but it checks no signature.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from plans.app import create_app, document_store
from plans.persistence.document_store import Bucket, Folder
from plans.settings import PlansSettings
from tests.api.conftest import plans_settings
from tests.api.plans.test_document_contents import PDF, PNG, a_document, send
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager
from tests.support.office import Office, created
from tests.support.refusals import refused
from tests.support.services import free_port

BUCKET = "harmony-documents"


async def answers(origin: str, server: "subprocess.Popen[bytes]") -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(600):
            assert server.poll() is None, "the S3 server ended before it answered"
            try:
                await client.put(f"{origin}/{BUCKET}")
                return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
    pytest.fail("the S3 server did not answer")


@pytest_asyncio.fixture(scope="session")
async def s3(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The origin of an S3-compatible server with an empty bucket."""
    port = free_port()
    with (tmp_path_factory.mktemp("s3") / "log").open("wb") as log:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        await answers(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def settings_for(url: str, endpoint: str, tmp_path: Path) -> PlansSettings:
    changes = {
        "document_folder": tmp_path,
        "document_limit": 1000,
        "document_bucket": BUCKET,
        "document_endpoint": endpoint,
        "document_access_key": "key",
        "document_secret_key": SecretStr("secret"),
    }
    return plans_settings(url).model_copy(update=changes)


@pytest_asyncio.fixture
async def keeping(s3: str, plans_url: str, plans_database: PinnedDatabase, tmp_path: Path) -> AsyncIterator[Office]:
    app = create_app(settings_for(plans_url, s3, tmp_path), plans_database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans") as client:
        yield Office(client)


async def keys(s3: str) -> int:
    async with httpx.AsyncClient() as client:
        return (await client.get(f"{s3}/{BUCKET}")).text.count("<Key>")


async def test_a_content_comes_back_from_the_bucket_as_it_was_sent(keeping: Office, s3: str, tmp_path: Path) -> None:
    before = await keys(s3)
    address = await a_document(keeping)
    first = await created(await send(keeping, address, PDF, "Ada Byron.pdf"))
    second = await created(await send(keeping, address, PNG))
    newest = await keeping.plans.get(address, headers=case_manager())
    earlier = await keeping.plans.get(address, params={"version": 1}, headers=case_manager())
    assert (first["version"], second["version"]) == (1, 2)
    assert (newest.content, earlier.content) == (PNG, PDF)
    assert await keys(s3) == before + 2
    assert list(tmp_path.iterdir()) == []


async def test_what_is_refused_reaches_no_bucket(keeping: Office, s3: str) -> None:
    before = await keys(s3)
    address = await a_document(keeping)
    refused(await send(keeping, address, b"MZ\x90\x00"), 422)
    refused(await send(keeping, address, PDF + b"x" * 1000), 422)
    other = address.replace(address.split("/")[-2], "0199a1b2-0000-7000-8000-0000000000a1")
    refused(await send(keeping, other, PDF), 404)
    files = {"content": ("x.pdf", PDF, "application/pdf")}
    stranger = case_manager("cm9", "agency-b")
    refused(await keeping.plans.post(address, files=files, headers=stranger), 404)
    assert await keys(s3) == before


async def test_an_object_that_is_gone_is_not_found(keeping: Office, s3: str) -> None:
    bucket = document_store(settings_for("postgresql://nowhere", s3, Path()))
    assert await bucket.read("nothing-here") is None


async def test_no_transaction_waits_for_a_bucket_that_is_away_and_nothing_is_recorded(
    plans_url: str, plans_database: PinnedDatabase, tmp_path: Path
) -> None:
    app = create_app(settings_for(plans_url, f"http://127.0.0.1:{free_port()}", tmp_path), plans_database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plans") as client:
        office = Office(client)
        address = await a_document(office)
        sending = asyncio.create_task(send(office, address, PDF))
        in_transaction = []
        while not sending.done():
            in_transaction.append(plans_database.is_busy)
            await asyncio.sleep(0.02)
        refused(await sending, 503)
        assert in_transaction.count(True) < len(in_transaction) / 2
        assert (await office.plans.get(address, headers=case_manager())).status_code == 404
    assert await plans_database.raw.fetchval("select count(*) from document_contents") == 0


def test_without_a_bucket_contents_stay_in_the_folder(tmp_path: Path) -> None:
    settings = settings_for("postgresql://nowhere", "http://127.0.0.1:1", tmp_path)
    assert isinstance(document_store(settings), Bucket)
    assert isinstance(document_store(settings.model_copy(update={"document_bucket": None})), Folder)
    assert "secret" not in repr(settings.document_secret_key)
