"""Approval without a reviewer: off by default, explained like any decision, never a denial, and once."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from authorization.api.straight_through_schema import StraightThroughRead
from authorization.clients.plans import Plans
from authorization.domain import policies
from authorization.domain.letters.letter import Sender
from authorization.use_cases import approve_straight_through as step
from tests.api.authorization.office import (
    CASE_MANAGER,
    CLINICIAN,
    OPERATIONS,
    PARTNER,
    PLANS,
    REVIEWER,
    Office,
    a_line,
    a_partner_submission,
    authorized,
)
from tests.api.authorization.running_year import END, START, a_current_submission
from tests.api.authorization.test_extension_and_expiry import services_of
from tests.api.authorization.test_members import a_member, tell
from tests.support.databases import PinnedDatabase

SENDER = Sender(name="Office", contact="")
REQUESTS = "/authorization/v1/requests"


async def run(office: Office, switch: str = "on") -> int:
    return await step.approve_straight_through(services_of(office), Plans("http://plans.invalid"), SENDER, switch)


def case_management(**changes: Any) -> dict[str, Any]:
    standard = {"service_code": "T1016", "units": 175, "frequency": "year", "total": 175}
    return a_line(**{**standard, "start": str(START), "end": str(END), **changes})


async def received(office: Office, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A request whose member is covered and at the level of care."""
    submission = a_current_submission(*(lines or (case_management(),)), **changes)
    eligible = a_member(level_of_care={"start": str(START), "end": str(END)})
    await tell(office, submission["member"]["id"], eligible)
    answer = await office.post("", submission, PLANS)
    assert answer.status_code == 201, answer.text
    request: dict[str, Any] = answer.json()
    return request


async def read(office: Office, request: dict[str, Any], by: Any = REVIEWER) -> dict[str, Any]:
    body: dict[str, Any] = (await office.read(request["id"], by)).json()
    return body


async def preview(office: Office, submission: dict[str, Any], by: Any = PARTNER) -> StraightThroughRead:
    answer = await office.post("/straight-through-preview", submission, by)
    assert answer.status_code == 200, answer.text
    return StraightThroughRead.model_validate(answer.json())


async def asked(office: Office, request: dict[str, Any], by: Any = REVIEWER) -> Any:
    return await office.client.get(f"{REQUESTS}/{request['id']}/straight-through", headers=by)


async def test_it_is_off_where_the_policy_does_not_say_otherwise(office: Office) -> None:
    request = await received(office)

    assert await run(office, "policy") == 0
    assert (await read(office, request))["status"] == "received"


async def test_a_policy_switches_it_on_and_a_setting_off(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    old = policies.POLICIES[0]
    on = replace(old, straight_through=replace(old.straight_through, enabled=True))
    monkeypatch.setattr(step, "POLICIES", (on,))
    request = await received(office)

    assert await run(office, "off") == 0
    assert await run(office, "policy") == 1
    assert (await read(office, request))["status"] == "decided"


async def test_what_is_clear_is_approved_and_explained_like_any_decision(
    office: Office, database: PinnedDatabase
) -> None:
    request = await received(office)

    assert await run(office) == 1

    after = await read(office, request)
    assert (after["status"], after["decision"]["decided_by"]) == ("decided", "service:straight-through")
    decision = after["lines"][0]["decision"]
    assert (decision["outcome"], decision["units"], decision["reasons"][0]["code"]) == (
        "authorized",
        175,
        "STRAIGHT_THROUGH",
    )
    assert decision["reasons"][0]["citation"]
    judged = StraightThroughRead.model_validate(after["straight_through"])
    assert (judged.outcome, [rule.rule_id for rule in judged.rules]) == (
        "clear",
        ["ST-01", "ST-02", "ST-03", "ST-04", "EL-01"],
    )
    assert (await read(office, request, CASE_MANAGER))["straight_through"] is None
    log = await office.client.get("/authorization/v1/audit", params={"subject": request["id"]}, headers=OPERATIONS)
    changes = [entry for entry in log.json()["items"] if entry["kind"] == "change"]
    assert [(one["action"], one["actor"]) for one in changes[:2]] == [
        ("decided", "service:straight-through"),
        ("judged_straight_through", "service:straight-through"),
    ]
    assert changes[1]["rule_ids"] == ["ST-01", "ST-02", "ST-03", "ST-04", "EL-01"]
    sent = await database.raw.fetchval("select payload from outbox order by id desc limit 1")
    assert (sent["kind"], sent["lines"][0]["outcome"]) == ("lines_decided", "authorized")
    assert await database.raw.fetchval("select kind from notices") == "approval"


async def test_what_is_not_clear_waits_for_a_reviewer_and_says_why(office: Office) -> None:
    request = await received(office, case_management(), a_line(start=str(START), end=str(END), total=None))

    assert (await run(office), await run(office)) == (1, 0)

    after = await read(office, request)
    assert (after["status"], after["decision"], after["assignee"]) == ("received", None, None)
    assert [found["rule_id"] for found in after["straight_through"]["findings"]] == ["ST-02"]
    held = await office.claim(request["id"])
    lines = [authorized(line) for line in request["lines"]]
    assert held.status_code == 200
    assert (await office.decide(request["id"], *lines)).status_code == 200


async def test_never_a_denial(office: Office) -> None:
    await received(office, a_line(service_code="X9999"))
    submission = a_partner_submission(case_management())
    await office.post("", submission, PARTNER)

    assert await run(office) == 2
    assert await office.queue(status="decided") == []


async def test_what_somebody_took_up_is_left_to_them(office: Office) -> None:
    held = await received(office)
    await office.claim(held["id"])
    routed = await received(office)
    await office.claim(routed["id"])
    await office.route(routed["id"], "clinical_review")

    assert await run(office) == 0
    assert (await read(office, routed, CLINICIAN))["status"] == "received"


async def test_at_once_each_request_is_decided_once(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    requests = [await received(office) for _ in range(4)]

    judging = asyncio.gather(*(run(office) for _ in range(3)))
    claiming = asyncio.gather(*(office.claim(one["id"]) for one in requests))
    judged, answers = await judging, await claiming

    decided = await connection.fetchval("select count(*) from decisions")
    assert sum(judged) == decided
    claimed = [answer.status_code for answer in answers]
    assert claimed.count(200) == 4 - decided
    assert await connection.fetchval("select count(*) from outbox") == decided


async def test_a_step_that_is_killed_leaves_nothing_behind(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    request = await received(office)
    await connection.execute("alter table audit_log add constraint cut check (action <> 'decided') not valid")
    with pytest.raises(Exception, match="cut"):
        await run(office)
    await connection.execute("alter table audit_log drop constraint cut")

    assert (await read(office, request))["straight_through"] is None
    assert await run(office) == 1
    assert await connection.fetchval("select count(*) from decisions") == 1


async def test_the_dry_run_says_finding_by_finding_and_stores_nothing(office: Office) -> None:
    clear = await preview(office, a_partner_submission(case_management(), plan_id=None))
    from_plans = await preview(office, a_current_submission(case_management(units=176, provider_id=None)), PLANS)
    listed = await preview(office, a_current_submission(case_management()), PLANS)

    assert [found.rule_id for found in clear.findings] == ["ST-01"]
    assert [(found.rule_id, found.pointer) for found in from_plans.findings] == [
        ("ST-02", "/lines/0/units"),
        ("ST-03", "/lines/0/provider_id"),
    ]
    assert (listed.outcome, [one.rule_id for one in listed.not_evaluated]) == ("undetermined", ["EL-01"])
    assert await office.queue() == []


async def test_a_request_that_is_there_can_be_asked_about(office: Office) -> None:
    request = await received(office)

    answer = await asked(office, request)
    again = await office.read(request["id"])

    assert StraightThroughRead.model_validate(answer.json()).outcome == "clear"
    assert (again.json()["status"], again.json()["straight_through"]) == ("received", None)
    assert (await asked(office, request, CASE_MANAGER)).status_code == 403
    assert (await asked(office, {"id": request["submission_id"]})).status_code == 404
