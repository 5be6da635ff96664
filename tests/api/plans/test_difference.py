"""Two versions of a plan, compared for a reader."""

from datetime import timedelta
from typing import Any

from plans.domain.difference import difference
from tests.support.identities import case_manager
from tests.support.office import Office, plan_year


async def compare(office: Office, plan_id: str, older: int, newer: int, **who: Any) -> Any:
    address = office.address(plan_id, "/history/diff")
    headers = who.get("headers") or case_manager()
    return await office.plans.get(address, params={"from": older, "to": newer}, headers=headers)


async def test_an_increase_reads_as_one_line_ended_and_one_added(office: Office) -> None:
    plan = await office.forwarded_plan()

    answer = await compare(office, plan["id"], 1, plan["version"])

    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["from_version"]["action"], found["to_version"]["action"]) == ("drafted", "approved")
    assert {"field": "status", "before": "authorized", "after": "spa_review"} in found["plan"]
    ended, added = found["lines"]
    year = plan_year()
    assert (ended["change"], ended["what"]) == ("ended", "T1019")
    assert {"field": "end", "before": str(year.end), "after": str(year.change - timedelta(days=1))} in ended["fields"]
    assert added["change"] == "added"
    assert {"field": "units", "before": None, "after": 60} in added["fields"]
    assert [(note["change"], note["what"]) for note in found["notes"]] == [("added", "supervisor_review")]
    assert [(paper["change"], paper["what"]) for paper in found["documents"]] == [("added", "nurse_evaluation")]
    back = (await compare(office, plan["id"], plan["version"], 1)).json()
    assert [line["change"] for line in back["lines"]] == ["removed", "changed"]
    same = (await compare(office, plan["id"], 2, 2)).json()
    assert (same["plan"], same["lines"], same["notes"], same["documents"]) == ([], [], [], [])


async def test_versions_and_plans_that_are_not_there(office: Office) -> None:
    plan = await office.conversion_plan()
    assert (await compare(office, plan["id"], 1, 9)).status_code == 404
    assert (await compare(office, plan["id"], 1, 1, headers=case_manager("c", "b"))).status_code == 404
    assert (await compare(office, plan["id"], 0, 1)).status_code == 422


def test_equal_snapshots_do_not_differ() -> None:
    line = {"id": "1", "service_code": "T1019", "modifiers": [], "status": "draft", "end": "2019-07-14"}
    plan = {"status": "draft", "lines": [line], "notes": [], "documents": []}
    found = difference(plan, plan)
    assert (found.plan, found.lines) == ((), ())
    ended = difference(plan, {**plan, "lines": [{**line, "status": "superseded"}]})
    assert [change.change for change in ended.lines] == ["ended"]
