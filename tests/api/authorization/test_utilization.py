"""Units delivered: reported by the provider, once, corrected, refused beyond what is left, and who sees them."""

import asyncio
from typing import Any

import pytest

from authorization.api.authorization_schema import AuthorizationDetail
from authorization.api.utilization_schema import UtilizationAnswer, UtilizationRead
from tests.api.authorization.office import (
    CASE_MANAGER,
    OPERATIONS,
    PARTNER,
    PLANS,
    REVIEWER,
    Office,
    Person,
    a_line,
    a_submission,
    authorized,
    modified,
    rule_ids,
)
from tests.api.authorization.test_members import a_member, tell
from tests.support.refusals import pointers, refused

AUTHORIZATIONS = "/authorization/v1/authorizations"
PROVIDER = Person("provider", subject="home-care-1-desk", agency="home-care-1")
OTHER_PROVIDER = Person("provider", subject="home-care-2-desk", agency="home-care-2")


async def authorization_of(office: Office, line: dict[str, Any], submission: dict[str, Any] | None = None) -> str:
    """The number under which the line was authorized."""
    request = (await office.post("", submission or a_submission(line), PLANS)).json()
    await office.claim(request["id"])
    decided = await office.decide(request["id"], authorized(line))
    assert decided.status_code == 200, decided.text
    return str(decided.json()["lines"][0]["decision"]["authorization_number"])


def a_report(report_id: str = "R1", *days: tuple[str, int], **members: Any) -> dict[str, Any]:
    delivered = days or (("2018-11-05", 20), ("2018-11-07", 10))
    return {
        "report_id": report_id,
        "days": [{"delivered_on": day, "units": units} for day, units in delivered],
        **members,
    }


async def report(office: Office, number: str, body: dict[str, Any], by: Any = PROVIDER) -> Any:
    return await office.client.post(f"{AUTHORIZATIONS}/{number}/utilization", json=body, headers=by)


async def read(office: Office, number: str) -> AuthorizationDetail:
    answer = await office.client.get(f"{AUTHORIZATIONS}/{number}", headers=REVIEWER)
    return AuthorizationDetail.model_validate(answer.json())


async def test_a_report_counts_once(office: Office) -> None:
    number = await authorization_of(office, a_line())

    first = await report(office, number, a_report())
    again = await report(office, number, a_report())
    reused = await report(office, number, a_report("R1", ("2018-11-05", 21)))

    answer = UtilizationAnswer.model_validate(first.json())
    assert (first.status_code, answer.units, answer.units_used, answer.units_remaining) == (201, 30, 30, 2130)
    assert (again.status_code, again.json()) == (200, first.json())
    assert refused(reused, 409)["type"] == "urn:harmony:problem:report-reused"
    authorization = await read(office, number)
    assert (authorization.units_used, authorization.units_remaining) == (30, 2130)
    assert (str(authorization.first_delivered_on), str(authorization.delivered_through)) == ("2018-11-05", "2018-11-07")


async def test_a_correction_replaces_the_report_it_names(office: Office) -> None:
    number = await authorization_of(office, a_line())
    await report(office, number, a_report())

    corrected = await report(office, number, a_report("R2", ("2018-11-05", 5), corrects="R1"))
    twice = await report(office, number, a_report("R3", ("2018-11-05", 6), corrects="R1"))
    taken_back = await report(office, number, a_report("R4", ("2018-11-05", 0), corrects="R2"))
    unknown = await report(office, number, a_report("R5", corrects="R0"))

    assert (corrected.status_code, corrected.json()["units_used"]) == (201, 5)
    assert refused(twice, 409)["type"] == "urn:harmony:problem:report-corrected"
    assert (taken_back.json()["units_used"], (await read(office, number)).delivered_through) == (0, None)
    assert pointers(refused(unknown, 422)) == ["/corrects"]
    listed = await office.client.get(f"{AUTHORIZATIONS}/{number}/utilization", headers=PROVIDER)
    reports = [UtilizationRead.model_validate(item) for item in listed.json()["items"]]
    assert [(one.report_id, one.corrects, one.corrected_by) for one in reports] == [
        ("R4", "R2", None),
        ("R2", "R1", "R4"),
        ("R1", None, "R2"),
    ]


async def test_rules_refuse_other_days_and_more_than_is_left(office: Office) -> None:
    number = await authorization_of(office, a_line())

    outside = await report(office, number, a_report("R1", ("2018-11-04", 1)))
    too_much = await report(office, number, a_report("R2", ("2018-11-05", 2161)))
    both = await report(office, number, a_report("R3", ("2019-07-15", 2161)))

    assert [refused(answer, 409)["type"] for answer in (outside, too_much)] == [
        "urn:harmony:problem:report-refused"
    ] * 2
    assert (rule_ids(outside), rule_ids(too_much), rule_ids(both)) == (["UT-01"], ["UT-02"], ["UT-01", "UT-02"])
    assert (await read(office, number)).units_used == 0


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (a_report("R1", ("2018-11-05", 1), ("2018-11-05", 2)), "/days/1/delivered_on"),
        (a_report("R1", ("2018-11-05", -1)), "/days/0/units"),
        (a_report("R1", corrects="R1"), "/corrects"),
        ({"report_id": "R1", "days": []}, "/days"),
    ],
)
async def test_what_cannot_be_read_is_refused(office: Office, body: dict[str, Any], pointer: str) -> None:
    number = await authorization_of(office, a_line())

    assert pointers(refused(await report(office, number, body), 422)) == [pointer]


async def test_only_the_provider_of_the_line_reports(office: Office) -> None:
    number = await authorization_of(office, a_line())

    assert (await report(office, number, a_report(), OTHER_PROVIDER)).status_code == 404
    assert (await report(office, number, a_report(), CASE_MANAGER)).status_code == 403
    assert (await report(office, number, a_report(), PARTNER)).status_code == 403
    assert (await report(office, "2500000000", a_report())).status_code == 404
    both = Person("provider", "case_manager", subject="cm1", agency="agency-a")
    assert (await report(office, number, a_report(), both)).status_code == 403
    assert (await report(office, number, a_report(), OPERATIONS)).status_code == 201
    unseen = await office.client.get(f"{AUTHORIZATIONS}/{number}/utilization", headers=OTHER_PROVIDER)
    assert unseen.json()["items"] == []


async def test_a_late_report_is_taken_after_the_service_ended(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    number = await authorization_of(office, line, submission)
    ending = {**line, "action": "end", "end": "2018-11-30", "reason": "end", "total": 223}
    await authorization_of(office, ending, {**submission, "submission_id": line["line_id"], "lines": [ending]})

    late = await report(office, number, a_report("R1", ("2018-11-30", 223)))
    after_the_end = await report(office, number, a_report("R2", ("2018-12-01", 1)))

    assert (late.status_code, late.json()["units_remaining"]) == (201, 0)
    assert rule_ids(after_the_end) == ["UT-01", "UT-02"]


async def test_scenario_11_another_agency_gets_no_more_than_what_is_left(office: Office) -> None:
    line = a_line(service_code="T1016", units=175, frequency="year", start="2018-07-15", total=175)
    submission = a_submission(line)
    number = await authorization_of(office, line, submission)
    await report(office, number, a_report("R1", ("2018-09-15", 71)))
    old = {**line, "action": "none", "end": "2018-09-15", "reason": "transfer", "total": 31}
    new = a_line(service_code="T1016", units=175, frequency="year", start="2018-09-16", total=145,
                 provider_id="agency-b", supersedes=line["line_id"])  # fmt: skip
    transfer = {**submission, "submission_id": new["line_id"], "lines": [old, new]}
    request = (await office.post("", transfer, PLANS)).json()
    await office.claim(request["id"])

    too_much = await office.decide(request["id"], authorized(new))
    what_is_left = await office.decide(request["id"], modified(new, units=125))

    assert (too_much.status_code, rule_ids(too_much)) == (409, ["UN-05"])
    assert too_much.json()["findings"][0]["expected"] == 104
    assert what_is_left.status_code == 200


async def test_a_replaced_authorization_hands_on_its_use(office: Office) -> None:
    line = a_line(service_code="T1016", units=175, frequency="year", start="2018-07-15", total=175)
    submission = a_submission(line)
    number = await authorization_of(office, line, submission)
    await report(office, number, a_report("R1", ("2018-11-05", 120)))
    more = {**line, "action": "change", "units": 200, "total": 200}
    changed = {**submission, "submission_id": line["line_id"], "lines": [more]}
    request = (await office.post("", changed, PLANS)).json()
    await office.claim(request["id"])

    below = await office.decide(request["id"], modified(more, units=119))
    granted = await office.decide(request["id"], modified(more, units=190))
    successor = granted.json()["lines"][0]["decision"]["authorization_number"]
    under_the_old = await report(office, number, a_report("R2"))
    repeated = await report(office, number, a_report("R1", ("2018-11-05", 120)))
    corrected = await report(office, successor, a_report("R3", ("2018-11-05", 100), corrects="R1"))

    assert (below.status_code, rule_ids(below)) == (409, ["UN-04"])
    assert refused(under_the_old, 409)["replaced_by"] == successor
    assert repeated.status_code == 200
    assert (corrected.json()["units_used"], corrected.json()["units_remaining"]) == (100, 90)


async def test_the_pace_of_use_is_told(office: Office) -> None:
    number = await authorization_of(office, a_line())

    answer = await report(office, number, a_report("R1", ("2018-11-11", 2000)))

    assert rule_ids(answer) == ["UN-06"]
    assert "160 of 2160 units remain" in answer.json()["findings"][0]["message"]


async def test_reports_at_once_never_use_more_than_is_left(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    number = await authorization_of(office, a_line(units=10, frequency="one_time", total=10))

    bodies = [a_report(f"R{place % 8}", ("2018-11-05", 3)) for place in range(16)]
    answers = await asyncio.gather(*(report(office, number, body) for body in bodies))

    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(201), statuses.count(200), statuses.count(409)) == (3, 3, 10)
    assert await connection.fetchval("select used from authorizations where number = $1", number) == 9
    assert await connection.fetchval("select sum(units) from utilization_reports") == 9


async def test_the_database_holds_the_limit_by_itself(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    number = await authorization_of(office, a_line())

    with pytest.raises(Exception, match="used_within_what_was_authorized"):
        await connection.execute("update authorizations set used = total + 1 where number = $1", number)


async def test_ut_01_nothing_is_delivered_after_the_member_died(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    number = await authorization_of(office, line, submission)
    await report(office, number, a_report("R1", ("2018-11-09", 4)))
    await tell(office, submission["member"]["id"], a_member(deceased_on="2018-11-07"))

    after = await report(office, number, a_report("R2", ("2018-11-08", 1)))
    late = await report(office, number, a_report("R3", ("2018-11-07", 1)))
    corrected = await report(office, number, a_report("R4", ("2018-11-09", 0), corrects="R1"))

    assert (after.status_code, rule_ids(after)) == (409, ["UT-01"])
    assert "after 2018-11-07, the day on which the member died" in after.json()["findings"][0]["message"]
    assert (late.status_code, corrected.status_code) == (201, 201)
