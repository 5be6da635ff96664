"""A plan that was closed: what was authorized of it ends, once, and the claims system hears of it."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api.authorization.office import CASE_MANAGER, OPERATIONS, PLANS, Office, a_line, a_submission, rule_ids
from tests.api.authorization.test_utilization import a_report, authorization_of, read, report
from tests.support.refusals import refused


async def close(office: Office, plan_id: str, effective: str, by: Any = PLANS) -> httpx.Response:
    body = {"reason": "death", "effective": effective}
    return await office.client.put(f"/authorization/v1/plans/{plan_id}/closure", json=body, headers=by)


async def test_what_runs_ends_with_the_plan_and_keeps_what_was_used(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    number = await authorization_of(office, line, submission)
    await report(office, number, a_report("R1", ("2018-11-06", 30)))

    first = await close(office, submission["plan_id"], "2018-11-30")
    again = await close(office, submission["plan_id"], "2018-11-30")
    later = await close(office, submission["plan_id"], "2018-12-31")

    assert [answer.json()["ended"] for answer in (first, again, later)] == [[number], [], []]
    ended = await read(office, number)
    assert (ended.status, str(ended.end), ended.units_authorized, ended.units_used) == ("ended", "2018-11-30", 223, 30)
    in_time = await report(office, number, a_report("R2", ("2018-11-30", 5)))
    after_the_end = await report(office, number, a_report("R3", ("2018-12-01", 5)))
    assert in_time.status_code == 201
    assert rule_ids(after_the_end) == ["UT-01"]


async def test_what_begins_after_the_day_never_runs(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    number = await authorization_of(office, line, submission)

    answer = await close(office, submission["plan_id"], "2018-10-31")

    assert answer.json()["ended"] == [number]
    ended = await read(office, number)
    assert (ended.status, ended.units_authorized) == ("ended", 0)
    assert (await close(office, submission["plan_id"], "2018-10-31")).json()["ended"] == []


async def test_only_plans_tells_of_it_and_an_unknown_plan_ends_nothing(office: Office) -> None:
    for person in (CASE_MANAGER, OPERATIONS):
        refused(await close(office, str(uuid4()), "2018-11-30", by=person), 403)

    answer = await close(office, str(uuid4()), "2018-11-30")

    assert (answer.status_code, answer.json()) == (200, {"ended": []})
