"""The decision: rules, authorizations, what plans is told, and what is refused."""

from typing import Any

import pytest

from authorization.api.authorization_schema import AuthorizationRead
from authorization.api.request_schema import RequestRead
from shared.kernel.ids import has_valid_check_digit
from shared.schema.plans import DecisionNotice
from tests.api.authorization.office import (
    CASE_MANAGER,
    CLINICIAN,
    OPERATIONS,
    PARTNER,
    PLANS,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    a_line,
    a_partner_submission,
    a_submission,
    a_ub120_line,
    authorized,
    modified,
    refused,
    rule_ids,
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


async def test_story_step_7_one_authorized_one_modified_one_refused(office: Office, database: PinnedDatabase) -> None:
    first, second, third = a_ub120_line(), a_line(), a_line(service_code="S5170", frequency="calendar_day", units=1)
    held = await office.claimed(first, second, third)

    answer = await office.decide(held["id"], authorized(first), modified(second, units=50), refused(third))

    assert answer.status_code == 200, answer.text
    request = RequestRead.model_validate(answer.json())
    assert (request.status, request.assigned, request.allowed_actions) == ("decided", False, [])
    assert request.decision is not None
    assert request.decision.decided_by == "spa1"
    decisions = [line.decision for line in request.lines]
    assert [line.outcome for line in decisions if line] == ["authorized", "modified", "not_authorized"]
    numbers = [line.authorization_number for line in decisions if line]
    assert numbers[2] is None
    assert all(number and number.startswith("25") and has_valid_check_digit(number) for number in numbers[:2])

    (notice,) = await notices(database)
    assert (notice.kind, notice.decision_id, notice.plan_version) == ("lines_decided", request.decision.id, 3)
    assert [line.authorization_number for line in notice.lines] == numbers
    assert [(line.units, str(line.start), str(line.end)) for line in notice.lines[:2]] == [
        (1, "2018-12-20", "2018-12-29"),
        (50, "2018-11-05", "2019-07-14"),
    ]
    assert (notice.lines[2].units, notice.lines[2].reasons[0].code) == (None, "DOC_MISSING")
    assert notice.lines[2].reasons[0].citation == "Provider Update - October 1, 2018, Corresponding Documents"

    pca, respite = await issued(office, request_id=held["id"])
    assert (respite.number, respite.units_authorized, respite.units_used, respite.units_remaining) == (
        numbers[0],
        10,
        0,
        10,
    )
    assert (pca.number, pca.units, pca.units_authorized) == (numbers[1], 50, 1800)


@pytest.mark.parametrize(
    ("outcome", "rules"),
    [
        ([], ["WF-04"]),
        (["refused without reason"], ["DN-01", "WF-04"]),
        (["more than asked", "authorized"], ["WF-05"]),
    ],
)
async def test_rules_refuse_a_decision_all_at_once(office: Office, outcome: list[str], rules: list[str]) -> None:
    first, second = a_line(), a_ub120_line()
    held = await office.claimed(first, second)
    bodies = {
        "refused without reason": {"line_id": first["line_id"], "outcome": "not_authorized"},
        "more than asked": modified(first, units=61),
        "authorized": authorized(second),
    }
    lines = [bodies[name] for name in outcome] or [authorized(first)]

    answer = await office.decide(held["id"], *lines)

    assert (answer.status_code, rule_ids(answer)) == (409, rules)
    assert answer.json()["findings"][0]["message"]
    assert (await office.read(held["id"])).json()["status"] == "in_review"
    assert await issued(office) == []


async def test_dn_01_a_clinical_refusal_needs_a_clinician_who_did_not_propose_it(
    office: Office, database: PinnedDatabase
) -> None:
    line = a_line()
    clinical = refused(line, "NOT_NEEDED_CLINICAL", "Walks and dresses alone since the operation.")
    held = await office.claimed(line)

    by_spa = await office.decide(held["id"], clinical)
    await office.route(held["id"], "clinical_review")
    await office.claim(held["id"], CLINICIAN)
    by_clinician = await office.decide(held["id"], clinical, by=CLINICIAN)

    assert (by_spa.status_code, rule_ids(by_spa)) == (409, ["DN-01"])
    assert "clinical review" in by_spa.json()["findings"][0]["message"]
    assert by_clinician.status_code == 200, by_clinician.text
    assert [notice.kind for notice in await notices(database)] == ["routed_to_clinical_review", "lines_decided"]


async def test_dn_01_the_clinician_who_proposed_it_does_not_decide_it(office: Office) -> None:
    line = a_line()
    held = await office.claimed(line, by=CLINICIAN)
    await office.route(held["id"], "clinical_review", CLINICIAN)
    await office.claim(held["id"], CLINICIAN)

    answer = await office.decide(held["id"], refused(line, "NOT_NEEDED_CLINICAL", "Not needed."), by=CLINICIAN)

    assert (answer.status_code, rule_ids(answer)) == (409, ["DN-01"])


@pytest.mark.parametrize(
    "decider", [{"subject": "spa1", "agency": "agency-a"}, {"subject": "sup1"}], ids=["agency", "approver"]
)
async def test_wf_04_whoever_had_a_part_does_not_decide(office: Office, decider: dict[str, str]) -> None:
    line = a_line()
    person = bearer("spa_reviewer", **decider)
    held = await office.claimed(line, by=person)

    answer = await office.decide(held["id"], authorized(line), by=person)

    assert (answer.status_code, rule_ids(answer)) == (403, ["WF-04"])


async def test_only_the_holder_decides(office: Office) -> None:
    line = a_line()
    request = await office.submit(line)

    unheld = await office.decide(request["id"], authorized(line))
    await office.claim(request["id"])
    by_another = await office.decide(request["id"], authorized(line), by=SECOND_REVIEWER)
    by_the_agency = await office.decide(request["id"], authorized(line), by=CASE_MANAGER)
    by_the_holder = await office.decide(request["id"], authorized(line))
    twice = await office.decide(request["id"], authorized(line))

    assert (unheld.status_code, unheld.json()["type"]) == (409, "urn:harmony:problem:action-not-allowed")
    assert (by_another.status_code, by_another.json()["type"]) == (409, "urn:harmony:problem:request-held")
    assert by_the_agency.status_code == 403
    assert by_the_holder.status_code == 200
    assert (twice.status_code, twice.json()["type"]) == (409, "urn:harmony:problem:already-decided")


async def test_a_repeated_key_decides_once(office: Office, database: PinnedDatabase) -> None:
    line = a_line()
    held = await office.claimed(line)

    first = await office.decide(held["id"], authorized(line), by={**REVIEWER, "Idempotency-Key": "d1"})
    again = await office.decide(held["id"], authorized(line), by={**REVIEWER, "Idempotency-Key": "d1"})

    assert (again.status_code, again.content) == (200, first.content)
    assert len(await notices(database)) == 1


async def test_a_request_is_decided_without_the_answer_that_never_came(office: Office) -> None:
    line = a_line()
    held = await office.claimed(line)
    pended = (await office.ask(held["id"])).json()

    decided = await office.decide(held["id"], refused(line))
    late = await office.answer(pended)

    assert decided.json()["information_requests"][0]["status"] == "closed"
    assert late.status_code == 409


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
    assert [entry["action"] for entry in changes] == ["decided", "claimed", "received"]
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

    assert counts[0] == counts[1] == 11
