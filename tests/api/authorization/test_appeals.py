"""Appeals: in time, with the service going on, decided by somebody else, and what the lines become."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from authorization.api.appeal_schema import AppealRead
from shared.runtime import clock
from tests.api.authorization.appellants import APPEALS, appeal, authorizations, decide, notice_of, told
from tests.api.authorization.office import (
    CASE_MANAGER,
    PARTNER,
    PLANS,
    REVIEWER,
    Office,
    authorized,
    modified,
    refused,
    rule_ids,
)
from tests.api.authorization.running_year import (
    END,
    TODAY,
    a_current_submission,
    a_decrease,
    a_running_line,
    an_end,
    decided,
    in_days,
    running,
)
from tests.support.databases import PinnedDatabase
from tests.support.refusals import pointers
from tests.support.refusals import refused as refusal


async def decreased(office: Office) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Scenario 14: 48 units a week are to become 40 in 20 days. Old line, successor and notice."""
    line, submission = await running(office)
    successor, follow_up = a_decrease(line, submission, in_days(20))
    request = await decided(office, follow_up, authorized(successor))
    return line, successor, await notice_of(office, request)


async def test_scenario_14_a_timely_request_keeps_the_old_line_running(
    office: Office, database: PinnedDatabase
) -> None:
    line, successor, notice = await decreased(office)

    filed = await appeal(office, notice, CASE_MANAGER, continuation=True)

    assert filed.status_code == 201, filed.text
    read = AppealRead.model_validate(filed.json())
    assert (read.status, read.continuation, read.received_by) == ("open", "granted", None)
    assert read.due_at - read.received_at == timedelta(days=30)
    assert rule_ids(filed) == ["DN-04"]
    stopped, old = await authorizations(office)
    assert (old["status"], old["end"]) == ("active", str(END))
    assert (stopped["end"], stopped["units_authorized"]) == (str(in_days(19)), 0)
    assert await told(database) == [
        (successor["line_id"], "not_authorized", "None", "None"),
        (line["line_id"], "authorized", line["start"], str(END)),
    ]


@pytest.mark.parametrize("outcome", ["upheld", "overturned"])
async def test_an_appeal_lets_nothing_run_beyond_a_closed_plan(office: Office, outcome: str) -> None:
    line, submission = await running(office)
    successor, follow_up = a_decrease(line, submission, in_days(20))
    notice = await notice_of(office, await decided(office, follow_up, authorized(successor)))
    address = f"/authorization/v1/plans/{submission['plan_id']}/closure"
    closure = {"reason": "loss_of_eligibility", "effective": str(in_days(25))}

    await office.client.put(address, json=closure, headers=PLANS)
    filed = await appeal(office, notice, CASE_MANAGER, continuation=True)
    assert filed.status_code == 201, filed.text
    _stopped, old = await authorizations(office)
    await decide(office, filed.json()["id"], outcome)

    assert old["end"] == str(in_days(25))
    assert max(one["end"] for one in await authorizations(office)) == str(in_days(25))


async def test_upheld_the_cut_comes_after_all_on_its_day(office: Office, database: PinnedDatabase) -> None:
    _line, successor, notice = await decreased(office)
    filed = await appeal(office, notice, continuation=True)

    upheld = await decide(office, filed.json()["id"], "upheld")

    assert upheld.status_code == 200, upheld.text
    assert (upheld.json()["status"], upheld.json()["decided_by"]) == ("upheld", "spa2")
    resumed, stopped, old = await authorizations(office)
    assert (old["status"], old["end"]) == ("ended", str(in_days(19)))
    assert (resumed["status"], resumed["start"], resumed["end"]) == ("active", str(in_days(20)), str(END))
    assert stopped["replaced_by"] == resumed["number"]
    assert await told(database) == [(successor["line_id"], "authorized", str(in_days(20)), str(END))]


async def test_overturned_the_old_line_stays(office: Office, database: PinnedDatabase) -> None:
    line, _successor, notice = await decreased(office)
    without_continuation = await appeal(office, notice)
    assert [one["status"] for one in await authorizations(office)] == ["active", "ended"]

    overturned = await decide(office, without_continuation.json()["id"], "overturned")
    again = await decide(office, without_continuation.json()["id"], "upheld")

    assert (overturned.status_code, again.status_code) == (200, 409)
    _, old = await authorizations(office)
    assert (old["status"], old["end"]) == ("active", str(END))
    assert (await told(database))[1][:2] == (line["line_id"], "authorized")


async def test_a_service_that_was_to_end_ends_when_the_appeal_is_withdrawn(
    office: Office, database: PinnedDatabase
) -> None:
    line, submission = await running(office)
    ending, follow_up = an_end(line, submission, in_days(15))
    notice = await notice_of(office, await decided(office, follow_up, authorized(ending)))
    filed = await appeal(office, notice, continuation=True)
    assert [one["end"] for one in await authorizations(office)] == [str(END)]

    await decide(office, filed.json()["id"], "withdrawn")

    assert [(one["status"], one["end"]) for one in await authorizations(office)] == [("ended", str(in_days(15)))]
    assert await told(database) == [(line["line_id"], "modified", "None", str(in_days(15)))]


@pytest.mark.parametrize("refuse", [True, False])
async def test_overturned_what_was_refused_is_authorized_as_asked(
    office: Office, database: PinnedDatabase, refuse: bool
) -> None:
    line = a_running_line(units=60)
    outcome = refused(line) if refuse else modified(line, units=50)
    notice = await notice_of(office, await decided(office, a_current_submission(line), outcome))
    filed = await appeal(office, notice, continuation=True)
    assert filed.json()["continuation"] == "nothing_to_continue"

    await decide(office, filed.json()["id"], "overturned")

    newest = (await authorizations(office))[0]
    assert (newest["units"], newest["status"]) == (60, "active")
    assert await told(database) == [(line["line_id"], "authorized", line["start"], line["end"])]


async def test_appeals_come_in_time(office: Office, database: PinnedDatabase) -> None:
    _, _, notice = await decreased(office)
    await database.raw.execute("alter table notices disable trigger notices_is_append_only")
    await database.raw.execute(
        "update notices set noticed_on = noticed_on - 61, appeal_by = appeal_by - 61, continue_by = continue_by - 16"
    )

    late = await appeal(office, notice)
    in_time = await appeal(office, notice, filed_on=str(TODAY - timedelta(days=1)), continuation=True)

    assert (late.status_code, rule_ids(late)) == (409, ["AP-01"])
    assert in_time.status_code == 201, in_time.text
    assert in_time.json()["continuation"] == "granted"


async def test_a_late_request_to_continue_continues_nothing(office: Office, database: PinnedDatabase) -> None:
    _, _, notice = await decreased(office)
    await database.raw.execute("alter table notices disable trigger notices_is_append_only")
    await database.raw.execute("update notices set continue_by = continue_by - 16")

    filed = await appeal(office, notice, continuation=True)

    assert (filed.json()["continuation"], filed.json()["findings"][0]["severity"]) == ("too_late", "warning")
    assert [one["status"] for one in await authorizations(office)] == ["active", "ended"]


async def test_levels_come_one_after_the_other(office: Office) -> None:
    _, _, notice = await decreased(office)

    early = await appeal(office, notice, level="fair_hearing")
    first = await appeal(office, notice, continuation=True)
    twice = await appeal(office, notice)
    await decide(office, first.json()["id"], "upheld")
    hearing = await appeal(office, notice, level="fair_hearing", continuation=True, expedited=True)

    assert rule_ids(early) == ["AP-01"]
    assert refusal(twice, 409)["type"] == "urn:harmony:problem:already-appealed"
    assert (hearing.status_code, hearing.json()["continuation"]) == (201, "granted")
    assert (await authorizations(office))[-1]["end"] == str(END)
    overturned = await decide(office, hearing.json()["id"], "overturned")
    assert overturned.status_code == 200
    assert (await authorizations(office))[-1]["status"] == "active"


async def test_a_fair_hearing_is_asked_for_in_days_of_the_office(office: Office, database: PinnedDatabase) -> None:
    _, _, notice = await decreased(office)
    first = await appeal(office, notice)
    await decide(office, first.json()["id"], "upheld")
    # Three in the morning in UTC is the evening before in the office.
    night = datetime.combine(TODAY - timedelta(days=120), time(3), UTC)
    await database.raw.execute("update appeals set decided_at = $1", night)

    late = await appeal(office, notice, level="fair_hearing")
    await database.raw.execute("update appeals set decided_at = $1", night + timedelta(days=1))
    in_time = await appeal(office, notice, level="fair_hearing")

    assert (late.status_code, rule_ids(late)) == (409, ["AP-01"])
    assert in_time.status_code == 201


async def test_who_may_do_what(office: Office) -> None:
    line = a_running_line()
    request = await decided(office, a_current_submission(line), refused(line))
    notice = await notice_of(office, request)

    assert pointers(refusal(await appeal(office, notice, PARTNER), 422)) == ["/notice_id"]
    backdated = await appeal(office, notice, CASE_MANAGER, filed_on=str(TODAY - timedelta(days=1)))
    assert pointers(refusal(backdated, 422)) == ["/filed_on"]
    filed = await appeal(office, notice, CASE_MANAGER)
    address = f"{APPEALS}/{filed.json()['id']}"
    assert filed.headers["Location"] == address
    assert (await office.client.get(address, headers=CASE_MANAGER)).status_code == 200
    assert (await office.client.get(address, headers=PARTNER)).status_code == 404
    assert (await decide(office, filed.json()["id"], "upheld", CASE_MANAGER)).status_code == 403
    own = await decide(office, filed.json()["id"], "upheld", REVIEWER)
    assert (own.status_code, rule_ids(own)) == (409, ["AP-02"])


async def test_an_approval_cannot_be_appealed(office: Office) -> None:
    line = a_running_line()
    notice = await notice_of(office, await decided(office, a_current_submission(line), authorized(line)))

    answer = await appeal(office, notice)

    assert (answer.status_code, rule_ids(answer)) == (409, ["AP-01"])
    assert "grievance" in answer.json()["detail"]


async def test_the_unit_sees_what_is_due_first(office: Office, database: PinnedDatabase) -> None:
    filed = []
    for expedited in (False, True, False):
        line = a_running_line()
        notice = await notice_of(office, await decided(office, a_current_submission(line), refused(line)))
        filed.append((await appeal(office, notice, expedited=expedited)).json()["id"])
    await decide(office, filed[2], "upheld")
    aged = "update appeals set received_at = received_at - $2::interval, due_at = due_at - $2::interval where id = $1"
    await database.raw.execute(aged, filed[0], timedelta(days=21, minutes=1))

    def listed(answer: Any) -> list[tuple[str, str | None]]:
        assert answer.status_code == 200, answer.text
        return [(item["id"], item["signal"]) for item in answer.json()["items"]]

    first = await office.client.get(APPEALS, params={"status": "open", "limit": 1}, headers=REVIEWER)
    second = await office.client.get(first.links["next"]["url"], headers=REVIEWER)
    every = await office.client.get(APPEALS, headers=CASE_MANAGER)
    soon = {"due_before": (clock.now() + timedelta(days=5)).isoformat()}

    assert listed(first) == [(filed[1], "green")]
    assert listed(second) == [(filed[0], "amber")]
    assert listed(every) == [(filed[1], "green"), (filed[0], "amber"), (filed[2], None)]
    assert listed(await office.client.get(APPEALS, params=soon, headers=REVIEWER)) == [(filed[1], "green")]
    assert listed(await office.client.get(APPEALS, headers=PARTNER)) == []
    await database.raw.execute(aged, filed[0], timedelta(days=9))
    assert listed(await office.client.get(APPEALS, params={"status": "open"}, headers=REVIEWER))[0] == (filed[0], "red")
