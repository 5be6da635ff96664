"""What a decision issues, ends and replaces, and who sees it."""

from typing import Any

from authorization.api.authorization_schema import AuthorizationRead
from shared.schema.plans import DecisionNotice
from tests.api.authorization.office import (
    CASE_MANAGER,
    OPERATIONS,
    PARTNER,
    PLANS,
    REVIEWER,
    Office,
    a_line,
    a_partner_submission,
    a_submission,
    authorized,
    modified,
)
from tests.support.databases import PinnedDatabase
from tests.support.identities import bearer

AUTHORIZATIONS = "/authorization/v1/authorizations"


async def notices(database: PinnedDatabase) -> list[DecisionNotice]:
    rows = await database.raw.fetch("select payload from outbox order by id")
    return [DecisionNotice.model_validate(row["payload"]) for row in rows]


async def issued(office: Office, by: Any = REVIEWER, **query: Any) -> list[AuthorizationRead]:
    answer = await office.client.get(AUTHORIZATIONS, params=query, headers=by)
    assert answer.status_code == 200, answer.text
    return [AuthorizationRead.model_validate(item) for item in answer.json()["items"]]


async def decided(office: Office, submission: dict[str, Any], *outcomes: dict[str, Any]) -> None:
    request = (await office.post("", submission, PLANS)).json()
    await office.claim(request["id"])
    answer = await office.decide(request["id"], *outcomes)
    assert answer.status_code == 200, answer.text


async def test_a_successor_ends_the_authorization_before_it(office: Office) -> None:
    old = a_line(units=48, start="2018-07-15", total=2503)
    submission = a_submission(old)
    await decided(office, submission, authorized(old))
    new = a_line(supersedes=old["line_id"])
    context = {**old, "action": "none", "end": "2018-11-04", "total": 775, "reason": "increase"}
    follow_up = {**submission, "submission_id": new["line_id"], "lines": [context, new]}

    await decided(office, follow_up, modified(new, start="2018-11-12"))

    successor, ended = await issued(office, plan_id=submission["plan_id"])
    assert (str(ended.end), str(ended.issued_end), ended.status) == ("2018-11-11", "2019-07-14", "ended")
    assert ended.units_authorized == 823
    assert str(successor.start) == "2018-11-12"
    on_a_day = await issued(office, plan_id=submission["plan_id"], on="2018-11-12")
    assert [one.number for one in on_a_day] == [successor.number]


async def test_more_units_replace_the_authorization_of_the_line(office: Office) -> None:
    line = a_line(service_code="T1016", units=175, frequency="year", start="2018-07-15", total=175)
    submission = a_submission(line)
    await decided(office, submission, authorized(line))
    more = {**line, "action": "change", "units": 200, "total": 200}

    await decided(office, {**submission, "submission_id": line["line_id"], "lines": [more]}, modified(more, units=190))

    new, old = await issued(office, plan_id=submission["plan_id"])
    assert (new.units_authorized, new.status) == (190, "active")
    assert (old.status, old.replaced_by, old.units_remaining) == ("replaced", new.number, 0)


async def test_a_service_that_ends_issues_nothing(office: Office, database: PinnedDatabase) -> None:
    line = a_line()
    submission = a_submission(line)
    await decided(office, submission, authorized(line))
    ending = {**line, "action": "end", "end": "2018-11-30", "reason": "end", "total": 223}

    await decided(office, {**submission, "submission_id": line["line_id"], "lines": [ending]}, authorized(ending))

    (only,) = await issued(office, plan_id=submission["plan_id"])
    assert (str(only.end), only.units_authorized) == ("2018-11-30", 223)
    told = (await notices(database))[-1].lines[0]
    assert (told.outcome, str(told.end), told.authorization_number) == ("authorized", "2018-11-30", None)


async def test_a_partner_cannot_end_what_a_plan_was_given(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    await decided(office, submission, authorized(line))
    foreign = a_partner_submission(a_line(supersedes=line["line_id"]), {**line, "action": "change"})
    request = (await office.post("", foreign, PARTNER)).json()
    await office.claim(request["id"])

    answer = await office.decide(request["id"], *(authorized(one) for one in foreign["lines"]))

    assert answer.status_code == 200, answer.text
    (kept,) = await issued(office, plan_id=submission["plan_id"])
    assert (kept.status, str(kept.end)) == ("active", "2019-07-14")
    assert len(await issued(office, by=PARTNER)) == 2


async def test_who_sees_an_authorization(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    await decided(office, submission, authorized(line))
    (number,) = [one.number for one in await issued(office)]
    address = f"{AUTHORIZATIONS}/{number}"

    for caller in (REVIEWER, CASE_MANAGER, OPERATIONS, bearer("provider", agency="home-care-1")):
        read = await office.client.get(address, headers=caller)
        assert read.status_code == 200, caller
        assert read.headers["ETag"] == '"1"'
    for caller in (PARTNER, bearer("provider", agency="home-care-2"), bearer("provider")):
        assert (await office.client.get(address, headers=caller)).status_code == 404
        assert await issued(office, by=caller) == []
    assert (await office.client.get(f"{AUTHORIZATIONS}/2500000000", headers=REVIEWER)).status_code == 404


async def test_authorizations_are_found_by_member_provider_service_and_day(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    await decided(office, submission, authorized(line))
    member = submission["member"]["id"]
    found: list[dict[str, Any]] = [
        {"member_id": member},
        {"medicaid_id": "M0000001"},
        {"provider_id": "home-care-1"},
        {"service_code": "T1019"},
        {"on": "2018-11-05"},
        {"on": "2019-07-14", "member_id": member, "service_code": "T1019"},
    ]
    missed: list[dict[str, Any]] = [
        {"member_id": line["line_id"]},
        {"provider_id": "home-care-2"},
        {"service_code": "T1016"},
        {"on": "2018-11-04"},
        {"on": "2019-07-15"},
    ]

    assert [len(await issued(office, **query)) for query in found] == [1] * len(found)
    assert [len(await issued(office, **query)) for query in missed] == [0] * len(missed)


async def test_a_decision_stands_in_the_audit_log_of_the_member(office: Office) -> None:
    line = a_line()
    submission = a_submission(line)
    await decided(office, submission, authorized(line))

    log = await office.client.get(
        "/authorization/v1/audit", params={"subject": submission["member"]["id"]}, headers=OPERATIONS
    )

    changes = [entry for entry in log.json()["items"] if entry["kind"] == "change"]
    assert [entry["action"] for entry in changes] == ["decided", "notice_sent", "claimed", "received"]
    assert changes[0]["after"]["lines"][0]["outcome"] == "authorized"
    assert changes[0]["after"]["lines"][0]["authorization_number"].startswith("25")


async def test_statements_of_a_decision_do_not_grow_with_the_lines(office: Office, database: PinnedDatabase) -> None:
    counts = []
    for count in (1, 30):
        lines = [a_line() for _ in range(count)]
        held = await office.claimed(*lines)
        database.statements.clear()
        assert (await office.decide(held["id"], *(authorized(line) for line in lines))).status_code == 200
        counts.append(sum(not text.upper().startswith(("SAVEPOINT", "RELEASE")) for text in database.statements))

    assert counts[0] == counts[1] == 14
