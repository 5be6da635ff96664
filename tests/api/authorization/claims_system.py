"""The claims system, and what it does over HTTP with what is exported to it."""

from typing import Any

from authorization.api.export_schema import BatchDetail, ExportRead, UnsettledRead
from tests.api.authorization.office import PLANS, REVIEWER, Office, a_line, authorized

EXPORTS = "/authorization/v1/exports"
CLAIMS = PLANS


async def seal(office: Office) -> int | None:
    answer = await office.client.post(f"{EXPORTS}/batches", headers=CLAIMS)
    assert answer.status_code == 200, answer.text
    number: int | None = answer.json()["control_number"]
    return number


async def since(office: Office, cursor: str | None = None, **query: Any) -> list[ExportRead]:
    params = {**query, **({"cursor": cursor} if cursor else {})}
    answer = await office.client.get(f"{EXPORTS}/authorizations", params=params, headers=CLAIMS)
    assert answer.status_code == 200, answer.text
    return [ExportRead.model_validate(item) for item in answer.json()["items"]]


async def batch(office: Office, number: int | None) -> BatchDetail:
    answer = await office.client.get(f"{EXPORTS}/batches/{number}", headers=CLAIMS)
    assert answer.status_code == 200, answer.text
    return BatchDetail.model_validate(answer.json())


async def acknowledge(office: Office, number: int | None, status: str, **body: Any) -> Any:
    address = f"{EXPORTS}/batches/{number}/acknowledgement"
    return await office.client.post(address, json={"status": status, **body}, headers=CLAIMS)


async def resend(office: Office, number: int | None, **body: Any) -> Any:
    return await office.client.post(f"{EXPORTS}/batches/{number}/resend", json=body, headers=REVIEWER)


async def worklist(office: Office) -> list[UnsettledRead]:
    answer = await office.client.get(f"{EXPORTS}/worklist", headers=REVIEWER)
    assert answer.status_code == 200, answer.text
    return [UnsettledRead.model_validate(item) for item in answer.json()["items"]]


async def issued(office: Office, *lines: dict[str, Any]) -> list[str]:
    """The numbers of new authorizations."""
    wanted = lines or (a_line(),)
    held = await office.claimed(*wanted)
    answer = await office.decide(held["id"], *(authorized(line) for line in wanted))
    assert answer.status_code == 200, answer.text
    return [line["decision"]["authorization_number"] for line in answer.json()["lines"]]
