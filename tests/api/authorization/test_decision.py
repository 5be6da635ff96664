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
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    a_line,
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
