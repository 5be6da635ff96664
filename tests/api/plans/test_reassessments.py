"""The work list of reassessments: who is due, how urgently, and who is not on it."""

from datetime import timedelta
from typing import Any

from tests.support.identities import bearer, case_manager
from tests.support.office import TODAY, Office, a_line


async def a_plan_ending_in(office: Office, days: int, **changes: Any) -> dict[str, Any]:
    end = TODAY + timedelta(days=days)
    span: dict[str, Any] = {"start": str(end - timedelta(days=364)), "end": str(end)}
    return await office.conversion_plan(a_line(**span), **span, **changes)


async def due(office: Office, headers: dict[str, str] | None = None, **query: Any) -> list[dict[str, Any]]:
    """Every item, page by page."""
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        asked = {"limit": 2, **query, **({"cursor": cursor} if cursor else {})}
        answer = await office.plans.get("/plans/v1/reassessments", params=asked, headers=headers or case_manager())
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        cursor = answer.json()["next"]
        if cursor is None:
            return items


async def test_each_plan_stands_where_its_days_say(office: Office) -> None:
    ends = (61, 60, 41, 40, 31, 30, 0, -1)
    plans = {days: await a_plan_ending_in(office, days) for days in ends}

    items = await due(office)

    assert [(item["days_left"], item["standing"], item["severity"]) for item in items] == [
        (-1, "lapsed", "error"),
        (0, "late", "error"),
        (30, "late", "error"),
        (31, "overdue", "warning"),
        (40, "overdue", "warning"),
        (41, "open", "info"),
        (60, "open", "info"),
    ]
    assert items[0]["plan_id"] == plans[-1]["id"]
    soon = await due(office, due_before=str(TODAY + timedelta(days=31)))
    assert [item["days_left"] for item in soon] == [-1, 0, 30]
    assert await due(office, case_manager="cm9") == []
    assert await due(office, headers=case_manager("cm9", "agency-b")) == []
    provider = await office.plans.get("/plans/v1/reassessments", headers=bearer("provider", agency="p"))
    assert provider.status_code == 403


async def test_an_opened_reassessment_is_shown_and_a_closed_plan_is_gone(office: Office) -> None:
    plan = await a_plan_ending_in(office, 20)
    opened = (await office.post(plan["id"], "/reassessment")).json()
    [item] = await due(office)
    assert (item["next_plan"]["id"], item["next_plan"]["status"]) == (opened["id"], "draft")
    body = {"reason": "moved", "effective": str(TODAY), "text": "To Kansas."}
    assert (await office.post(plan["id"], "/closure", body)).status_code == 200
    assert await due(office) == []
