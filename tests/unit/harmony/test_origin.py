"""One origin: the first path segment decides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI, Request

from harmony.origin import Origin
from harmony.page import welcome_page
from harmony.problem import SetupProblem
from harmony.services import SERVICES


def an_app(name: str, happened: list[str], *, fails: bool = False) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, str]]:
        if fails:
            raise RuntimeError("no pool")
        happened.append(f"{name} begins")
        try:
            yield {"owner": name}
        finally:
            happened.append(f"{name} ends")

    app = FastAPI(lifespan=lifespan)

    @app.get(f"/{name}/v1/{{rest:path}}")
    async def echo(rest: str, request: Request) -> dict[str, str]:
        return {"path": request.url.path, "owner": request.state.owner}

    return app


def client_of(origin: Origin) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(origin), base_url="http://harmony")  # type: ignore[arg-type]


async def test_a_service_sees_its_own_prefix_and_its_own_state() -> None:
    happened: list[str] = []
    origin = Origin({name: an_app(name, happened) for name in ("plans", "disease")}, b"")

    async with origin.running(), client_of(origin) as client:
        answers = [(await client.get(f"/{name}/v1/a/b")).json() for name in ("plans", "disease")]

    assert answers == [
        {"path": "/plans/v1/a/b", "owner": "plans"},
        {"path": "/disease/v1/a/b", "owner": "disease"},
    ]
    assert happened == ["plans begins", "disease begins", "disease ends", "plans ends"]


async def test_a_service_that_cannot_start_is_named_and_the_others_are_ended() -> None:
    happened: list[str] = []
    origin = Origin({"plans": an_app("plans", happened), "disease": an_app("disease", [], fails=True)}, b"")

    with pytest.raises(SetupProblem, match="The service disease could not start: no pool"):
        async with origin.running():
            pass

    assert happened == ["plans begins", "plans ends"]


@pytest.mark.parametrize("path", ["/nobody/v1", "/plansx", "/favicon.ico", "//plans/v1"])
async def test_an_unknown_first_segment_is_a_problem_document(path: str) -> None:
    async with client_of(Origin({"plans": FastAPI()}, b"")) as client:
        answer = await client.get(f"http://harmony{path}")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:harmony:problem:not-found"
    assert answer.json()["instance"] == path
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "/plans" in answer.json()["detail"]


async def test_the_page_is_read_only() -> None:
    async with client_of(Origin({}, b"<p>")) as client:
        page, head, refused = await client.get("/"), await client.head("/"), await client.post("/")

    assert (page.status_code, page.content) == (200, b"<p>")
    assert (head.status_code, head.content) == (200, b"")
    assert refused.status_code == 405
    assert refused.headers["allow"] == "GET, HEAD"


def test_the_page_lists_every_service_and_loads_nothing_from_elsewhere() -> None:
    page = welcome_page(SERVICES).decode()

    for service in SERVICES:
        assert f'href="/{service.name}/docs"' in page
        assert f'href="/{service.name}/openapi.json"' in page
    assert "https://" not in page
    assert 'src="' not in page
    assert "prefers-color-scheme: dark" in page
