"""What an appeal does to the lines of a plan: `line_extended` from the authorization service."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.support.identities import service
from tests.support.office import Office, plan_year


async def told(office: Office, plan: dict[str, Any], kind: str, *lines: dict[str, Any]) -> Any:
    notice = {
        "decision_id": str(uuid4()),
        "request_id": str(uuid4()),
        "plan_version": plan["version"],
        "kind": kind,
        "decided_at": "2026-03-01T10:00:00Z",
        "decided_by": "spa2",
        "lines": list(lines),
    }
    answer = await office.plans.put(office.address(plan["id"], "/decision"), json=notice, headers=service())
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_line_runs_on_and_its_successor_is_taken_back(office: Office) -> None:
    plan = await office.forwarded_plan()
    old, new = (line["id"] for line in plan["lines"])
    await told(office, plan, "lines_decided", {"line_id": new, "outcome": "authorized"})
    year = plan_year()
    running = {"line_id": old, "outcome": "authorized", "units": 48, "start": str(year.start), "end": str(year.end)}

    after = await told(office, plan, "line_extended", {"line_id": new, "outcome": "not_authorized"}, running)

    first, second = after["lines"]
    assert after["status"] == "authorized"
    assert (first["status"], first["end"], first["reason"]) == ("authorized", str(year.end), None)
    assert second["status"] == "not_authorized"

    resumed = {"line_id": new, "outcome": "authorized", "start": str(year.change), "end": str(year.end)}
    upheld = await told(office, plan, "line_extended", {**resumed, "authorization_number": "2500000027"})

    first, second = upheld["lines"]
    assert (first["status"], first["end"]) == ("superseded", str(year.change - timedelta(days=1)))
    assert (second["status"], second["authorization_number"]) == ("authorized", "2500000027")


async def test_a_line_ends_after_all(office: Office) -> None:
    plan = await office.conversion_plan()
    end = plan_year().change
    ending = {"line_id": plan["lines"][0]["id"], "outcome": "modified", "end": str(end)}

    after = await told(office, plan, "line_extended", ending)

    assert (after["lines"][0]["status"], after["lines"][0]["end"]) == ("service_ended", str(end))
    assert after["status"] == plan["status"]


async def test_a_line_that_was_cut_in_place_gets_what_it_had(office: Office) -> None:
    plan = await office.conversion_plan()
    line, year = plan["lines"][0], plan_year()
    before = {"units": 21, "frequency": "month", "start": str(year.start), "end": str(year.end)}
    restored = {"line_id": line["id"], "outcome": "authorized", "authorization_number": "2500000035", **before}

    after = await told(office, plan, "line_extended", restored)

    kept = {name: after["lines"][0][name] for name in before}
    assert kept == before
    assert (after["lines"][0]["status"], after["lines"][0]["authorization_number"]) == ("authorized", "2500000035")
