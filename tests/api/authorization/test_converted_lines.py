"""Lines of a former system run without an authorization of ours: they are cut and continued like all others."""

from typing import Any

import pytest

from tests.api.authorization.appellants import appeal, authorizations, decide, notice_of, told
from tests.api.authorization.office import PLANS, REVIEWER, Office, authorized, rule_ids
from tests.api.authorization.running_year import (
    END,
    START,
    a_current_submission,
    a_decrease,
    a_running_line,
    an_end,
    decided,
    in_days,
)
from tests.support.databases import PinnedDatabase


def converted() -> tuple[dict[str, Any], dict[str, Any]]:
    """A line that plans loaded as authorized, and a submission of its plan."""
    line = a_running_line()
    return line, a_current_submission(line)


@pytest.mark.parametrize("days", [-20, 5])
async def test_scenario_14_a_converted_line_is_not_cut_before_its_notice(office: Office, days: int) -> None:
    successor, follow_up = a_decrease(*converted(), in_days(days))
    request = (await office.post("", follow_up, PLANS)).json()
    await office.claim(request["id"])

    answer = await office.decide(request["id"], authorized(successor))

    assert (answer.status_code, rule_ids(answer)) == (409, ["DN-02"])
    assert answer.json()["findings"][0]["expected"] == str(in_days(10))


async def test_dn_02_nor_ended(office: Office) -> None:
    ending, follow_up = an_end(*converted(), in_days(5))
    request = (await office.post("", follow_up, PLANS)).json()
    await office.claim(request["id"])

    early = await office.decide(request["id"], authorized(ending))
    asked = await office.decide(request["id"], authorized(ending, advance_notice_exception="written_request"))

    assert (rule_ids(early), asked.status_code) == (["DN-02"], 200)


async def test_an_increase_of_a_converted_line_cuts_nothing(office: Office) -> None:
    successor, follow_up = a_decrease(*converted(), in_days(5), units=60)

    request = await decided(office, follow_up, authorized(successor))

    listed = await office.client.get(
        "/authorization/v1/notices", params={"request_id": request["id"]}, headers=REVIEWER
    )
    assert [item["kind"] for item in listed.json()["items"]] == ["approval"]


async def test_scenario_14_dn_04_a_converted_line_is_continued_and_cut_after_all(
    office: Office, database: PinnedDatabase
) -> None:
    line, submission = converted()
    successor, follow_up = a_decrease(line, submission, in_days(20))
    notice = await notice_of(office, await decided(office, follow_up, authorized(successor)))

    filed = await appeal(office, notice, continuation=True)
    (stopped,) = await authorizations(office)
    continued = await told(database)
    await decide(office, filed.json()["id"], "upheld")

    assert filed.json()["continuation"] == "granted"
    assert stopped["units_authorized"] == 0
    assert continued == [
        (successor["line_id"], "not_authorized", "None", "None"),
        (line["line_id"], "authorized", str(START), str(END)),
    ]
    assert await told(database) == [(successor["line_id"], "authorized", str(in_days(20)), str(END))]


async def test_a_converted_line_that_was_to_end_runs_on(office: Office, database: PinnedDatabase) -> None:
    line, submission = converted()
    ending, follow_up = an_end(line, submission, in_days(15))
    notice = await notice_of(office, await decided(office, follow_up, authorized(ending)))

    filed = await appeal(office, notice, continuation=True)
    continued = await told(database)
    await decide(office, filed.json()["id"], "withdrawn")

    assert continued == [(line["line_id"], "authorized", str(START), str(END))]
    assert await told(database) == [(line["line_id"], "modified", "None", str(in_days(15)))]
