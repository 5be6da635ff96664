"""Appeals of a line that was cut in place: it gets what it had, or the cut comes after all; later decisions stand."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from authorization.domain.units import total_units
from shared.kernel.calendar import Span
from tests.api.authorization.appellants import appeal, authorizations, decide, lines_told, notice_of
from tests.api.authorization.office import (
    OPERATIONS,
    PLANS,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    authorized,
    refused,
)
from tests.api.authorization.running_year import END, START, TODAY, a_decrease, an_end, decided, in_days, running
from tests.support.databases import PinnedDatabase

Cut = tuple[dict[str, Any], dict[str, Any], str]
YEARLY = {"service_code": "T1016", "units": 175, "frequency": "year", "total": 175}


def a_change(line: dict[str, Any], submission: dict[str, Any], **terms: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = {**line, "action": "change", "total": None, **terms}
    return changed, {**submission, "submission_id": str(uuid4()), "plan_version": 4, "lines": [changed]}


async def cut_in_place(office: Office, before: dict[str, Any] | None = None, **after: Any) -> Cut:
    """A line that ran with these terms and has fewer units since a decision; its submission and the notice."""
    line, submission = await running(office, **(before or YEARLY))
    changed, follow_up = a_change(line, submission, **(after or {"units": 100}))
    request = await decided(office, follow_up, authorized(changed, advance_notice_exception="physician_change"))
    return line, submission, await notice_of(office, request)


async def used(office: Office, number: str, units: int) -> None:
    body = {"report_id": str(uuid4()), "days": [{"delivered_on": str(TODAY), "units": units}]}
    address = f"/authorization/v1/authorizations/{number}/utilization"
    answer = await office.client.post(address, json=body, headers=OPERATIONS)
    assert answer.status_code == 201, answer.text


async def live(office: Office) -> dict[str, Any]:
    (only,) = [one for one in await authorizations(office) if one["status"] != "replaced"]
    return only


def terms(authorization: dict[str, Any]) -> tuple[int, int, int]:
    return authorization["units"], authorization["units_authorized"], authorization["units_used"]


async def test_overturned_the_line_gets_what_it_had(office: Office, database: PinnedDatabase) -> None:
    line, _, notice = await cut_in_place(office)
    await used(office, (await live(office))["number"], 30)
    filed = await appeal(office, notice)
    assert (filed.json()["continuation"], terms(await live(office))) == ("not_requested", (100, 100, 30))

    overturned = await decide(office, filed.json()["id"], "overturned")

    assert overturned.status_code == 200, overturned.text
    restored = await live(office)
    assert terms(restored) == (175, 175, 30)
    (told,) = await lines_told(database)
    assert (str(told.line_id), told.outcome, told.units, told.frequency) == (line["line_id"], "authorized", 175, "year")
    assert (told.start, told.end, told.authorization_number) == (START, END, restored["number"])


async def test_dn_04_continued_the_line_has_what_it_had_until_the_outcome(
    office: Office, database: PinnedDatabase
) -> None:
    _, _, notice = await cut_in_place(office)

    filed = await appeal(office, notice, continuation=True)
    meanwhile = await live(office)
    told = await lines_told(database)
    overturned = await decide(office, filed.json()["id"], "overturned")

    assert (filed.json()["continuation"], filed.json()["findings"][0]["rule_id"]) == ("granted", "DN-04")
    assert terms(meanwhile) == (175, 175, 0)
    assert [(one.units, one.authorization_number) for one in told] == [(175, meanwhile["number"])]
    assert overturned.status_code == 200
    assert await live(office) == meanwhile


@pytest.mark.parametrize("outcome", ["upheld", "withdrawn"])
@pytest.mark.parametrize(("delivered", "total"), [(30, 100), (120, 120)])
async def test_continued_in_vain_the_cut_comes_after_all(
    office: Office, database: PinnedDatabase, outcome: str, delivered: int, total: int
) -> None:
    _, _, notice = await cut_in_place(office)
    filed = await appeal(office, notice, continuation=True)
    await used(office, (await live(office))["number"], delivered)

    await decide(office, filed.json()["id"], outcome)

    assert terms(await live(office)) == (100, total, delivered)
    assert [one.units for one in await lines_told(database)] == [100]


async def test_a_weekly_line_keeps_what_it_ran_with_up_to_the_outcome(office: Office) -> None:
    weekly = {"units": 48}
    _, _, notice = await cut_in_place(office, weekly, units=40)
    filed = await appeal(office, notice, continuation=True)

    await decide(office, filed.json()["id"], "upheld")

    after = await live(office)
    frequency: Any = "week"
    ran = total_units(48, frequency, Span(START, TODAY))
    left = total_units(40, frequency, Span(in_days(1), END))
    assert (after["units"], after["units_authorized"]) == (40, ran + left)


async def test_the_frequency_comes_back_too(office: Office, database: PinnedDatabase) -> None:
    _, _, notice = await cut_in_place(office, {"units": 7}, units=20, frequency="month")
    filed = await appeal(office, notice)

    await decide(office, filed.json()["id"], "overturned")

    restored = await live(office)
    assert (restored["units"], restored["frequency"]) == (7, "week")
    assert [(one.units, one.frequency) for one in await lines_told(database)] == [(7, "week")]


async def test_upheld_without_continuation_nothing_changes(office: Office, database: PinnedDatabase) -> None:
    _, _, notice = await cut_in_place(office)
    filed = await appeal(office, notice)
    before = await live(office)

    await decide(office, filed.json()["id"], "upheld")

    assert (await live(office), await lines_told(database)) == (before, [])


async def test_a_fair_hearing_can_continue_it_once_more(office: Office) -> None:
    _, _, notice = await cut_in_place(office)
    first = await appeal(office, notice, continuation=True)
    await decide(office, first.json()["id"], "upheld")
    assert terms(await live(office)) == (100, 100, 0)

    hearing = await appeal(office, notice, level="fair_hearing", continuation=True)

    assert (hearing.json()["continuation"], terms(await live(office))) == ("granted", (175, 175, 0))
    await decide(office, hearing.json()["id"], "overturned")
    assert terms(await live(office)) == (175, 175, 0)


async def test_a_later_decision_on_the_line_stands(office: Office, database: PinnedDatabase) -> None:
    line, submission, notice = await cut_in_place(office)
    filed = await appeal(office, notice)
    raised, follow_up = a_change(line, submission, units=120)
    await decided(office, follow_up, authorized(raised))

    overturned = await decide(office, filed.json()["id"], "overturned")

    assert overturned.status_code == 200, overturned.text
    assert terms(await live(office)) == (120, 120, 0)
    assert await lines_told(database) == []


async def test_where_a_later_decision_stands_nothing_is_continued(office: Office) -> None:
    line, submission, notice = await cut_in_place(office)
    raised, follow_up = a_change(line, submission, units=120)
    await decided(office, follow_up, authorized(raised))

    filed = await appeal(office, notice, continuation=True)

    assert (filed.json()["continuation"], terms(await live(office))) == ("nothing_to_continue", (120, 120, 0))


@pytest.mark.parametrize("continuation", [True, False])
async def test_an_outcome_and_a_new_decision_at_once_leave_the_new_decision(
    busy_office: tuple[Office, Any], continuation: bool
) -> None:
    office, connection = busy_office
    line, submission, notice = await cut_in_place(office)
    filed = await appeal(office, notice, continuation=continuation)
    raised, follow_up = a_change(line, submission, units=180)
    held = (await office.post("", follow_up, PLANS)).json()
    await office.claim(held["id"])

    outcome = "upheld" if continuation else "overturned"
    answers = await asyncio.gather(
        decide(office, filed.json()["id"], outcome), office.decide(held["id"], authorized(raised))
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (await live(office))["units"] == 180
    chain = "select count(*) filter (where replaced_by is null), count(distinct number) = count(*) from authorizations"
    assert tuple(await connection.fetchrow(chain)) == (1, True)


async def test_an_upheld_cut_leaves_a_line_alone_that_was_decided_anew(office: Office) -> None:
    line, submission = await running(office)
    successor, follow_up = a_decrease(line, submission, in_days(20))
    notice = await notice_of(office, await decided(office, follow_up, authorized(successor)))
    filed = await appeal(office, notice, continuation=True)
    other, again = a_decrease(line, submission, in_days(40), units=44)
    await decided(office, {**again, "plan_version": 5}, authorized(other))

    await decide(office, filed.json()["id"], "upheld")

    newest, stopped, old = await authorizations(office)
    assert (newest["line_id"], newest["status"], newest["start"]) == (other["line_id"], "active", str(in_days(40)))
    assert (old["end"], stopped["units_authorized"]) == (str(in_days(39)), 0)


async def test_overturned_a_refused_end_ends_the_service(office: Office, database: PinnedDatabase) -> None:
    line, submission = await running(office)
    ending, follow_up = an_end(line, submission, TODAY - timedelta(days=3))
    notice = await notice_of(office, await decided(office, follow_up, refused(ending)))
    filed = await appeal(office, notice)

    await decide(office, filed.json()["id"], "overturned")

    (only,) = await authorizations(office)
    assert (only["status"], only["end"]) == ("ended", str(TODAY))
    assert [(one.outcome, one.end) for one in await lines_told(database)] == [("modified", TODAY)]


async def test_overturned_a_refused_increase_begins_after_what_was_delivered(office: Office) -> None:
    line, submission = await running(office)
    (old,) = await authorizations(office)
    await used(office, old["number"], 5)
    increase, follow_up = a_decrease(line, submission, in_days(-10), units=60)
    notice = await notice_of(office, await decided(office, follow_up, refused(increase)))
    filed = await appeal(office, notice)

    await decide(office, filed.json()["id"], "overturned")

    new, ended = await authorizations(office)
    assert (ended["end"], new["start"], new["end"]) == (str(TODAY), str(in_days(1)), str(END))


async def test_overturned_a_refusal_gives_nothing_that_was_decided_since(office: Office) -> None:
    line, submission = await running(office, **YEARLY)
    raised, first = a_change(line, submission, units=190)
    notice = await notice_of(office, await decided(office, first, refused(raised)))
    filed = await appeal(office, notice)
    again, second = a_change(line, submission, units=180)
    await decided(office, {**second, "plan_version": 5}, authorized(again))

    await decide(office, filed.json()["id"], "overturned")

    assert (await live(office))["units"] == 180


async def test_who_cut_it_does_not_decide_the_appeal(office: Office) -> None:
    _, _, notice = await cut_in_place(office)
    filed = await appeal(office, notice)

    assert (await decide(office, filed.json()["id"], "overturned", REVIEWER)).status_code == 409
    assert (await decide(office, filed.json()["id"], "overturned", SECOND_REVIEWER)).status_code == 200
