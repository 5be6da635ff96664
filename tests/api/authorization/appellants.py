"""Members who appeal, and what they look at, over HTTP."""

from typing import Any

from shared.schema.plans import DecisionNotice, LineDecision
from tests.api.authorization.office import REVIEWER, SECOND_REVIEWER, Office
from tests.support.databases import PinnedDatabase

APPEALS = "/authorization/v1/appeals"


async def notice_of(office: Office, request: dict[str, Any]) -> str:
    query = {"request_id": request["id"]}
    answer = await office.client.get("/authorization/v1/notices", params=query, headers=REVIEWER)
    return str(answer.json()["items"][0]["id"])


async def appeal(office: Office, notice: str, by: Any = SECOND_REVIEWER, **changes: Any) -> Any:
    body = {"notice_id": notice, "text": "I need the help in the mornings.", **changes}
    return await office.client.post(APPEALS, json=body, headers=by)


async def decide(office: Office, appeal_id: str, outcome: str, by: Any = SECOND_REVIEWER) -> Any:
    body = {"outcome": outcome, "text": "The new evaluation was read."}
    return await office.client.post(f"{APPEALS}/{appeal_id}/outcome", json=body, headers=by)


async def authorizations(office: Office) -> list[dict[str, Any]]:
    answer = await office.client.get("/authorization/v1/authorizations", headers=REVIEWER)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def told(database: PinnedDatabase) -> list[tuple[str, str, str | None, str | None]]:
    """Line, outcome, start and end of what plans heard last, when it came from an appeal."""
    lines = await lines_told(database)
    return [(str(line.line_id), line.outcome, str(line.start), str(line.end)) for line in lines]


async def lines_told(database: PinnedDatabase) -> list[LineDecision]:
    rows = await database.raw.fetch("select payload from outbox order by id desc limit 1")
    notice = DecisionNotice.model_validate(rows[0]["payload"])
    return notice.lines if notice.kind == "line_extended" else []
