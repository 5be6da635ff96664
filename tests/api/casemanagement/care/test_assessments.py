"""`…/cases/{id}/assessments`: twelve factors, dated by the machine, concluded by a nurse, ended in one of four ways."""

import pytest

from casemanagement.api.assessment_schema import AssessmentRead
from tests.api.casemanagement.care.nurses import Nurses, every_factor
from tests.api.casemanagement.office import BASE, CHIEF, DISEASE_NURSE, NURSE, OPERATIONS, SECOND_NURSE, rule_ids
from tests.support.databases import PinnedDatabase


def path(case_id: str, assessment: dict[str, object] | None = None) -> str:
    return f"/cases/{case_id}/assessments" + (f"/{assessment['id']}" if assessment else "")


async def test_an_assessment_shows_all_twelve_factors_and_what_is_missing(nurses: Nurses) -> None:
    case_id = await nurses.put()

    begun = await nurses.post(path(case_id), {"factors": every_factor()[:2]}, status=201)

    AssessmentRead.model_validate(begun)
    assert AssessmentRead.model_validate(await nurses.get(path(case_id, begun), NURSE))
    assert AssessmentRead.model_validate((await nurses.get(path(case_id), NURSE))["items"][0])
    assert (len(begun["factors"]), len(begun["missing"])) == (12, 10)
    assert begun["factors"][0]["completed_at"] is not None
    assert [factor["in_time"] for factor in begun["factors"]][:3] == [True, True, None]
    assert begun["citation"]["section"] == "Element D"


async def test_r5_it_is_completed_when_every_factor_is_dated_and_concluded(nurses: Nurses) -> None:
    case_id = await nurses.put()
    begun = await nurses.post(path(case_id), {"factors": every_factor()[1:]}, status=201)

    refused = await nurses.patch(path(case_id, begun), {"outcome": "completed"}, status=409)
    assert rule_ids(refused) == ["R5"]
    assert refused["findings"][0]["pointer"] == "/factors/health_status"
    done = await nurses.patch(path(case_id, begun), {"factors": every_factor()[:1], "outcome": "completed"})

    assert (done["outcome"], done["missing"]) == ("completed", [])
    frozen = await nurses.patch(path(case_id, begun), {"summary": "More"}, status=409)
    assert frozen["type"] == "urn:harmony:problem:assessment-ended"


async def test_r5_imported_answers_conclude_nothing_and_one_summary_concludes_all_that_is_dated(nurses: Nurses) -> None:
    case_id = await nurses.put()
    imported = [{**factor, "source": "import", "conclusion": None} for factor in every_factor()]
    begun = await nurses.post(path(case_id), {"factors": imported}, status=201)
    assert len(begun["missing"]) == 12

    answered = await nurses.patch(path(case_id, begun), {"factors": every_factor(None)})
    assert len(answered["missing"]) == 12
    done = await nurses.patch(path(case_id, begun), {"summary": "Lives safely.", "outcome": "completed"})

    assert done["missing"] == []


@pytest.mark.parametrize("outcome", ["refused", "attempts_made", "attempts_not_made"])
async def test_an_assessment_that_was_not_made_says_why(nurses: Nurses, outcome: str) -> None:
    case_id = await nurses.put()
    begun = await nurses.post(path(case_id), status=201)

    unexplained = await nurses.patch(path(case_id, begun), {"outcome": outcome}, status=422)
    ended = await nurses.patch(path(case_id, begun), {"outcome": outcome, "reason": "She does not want it now."})

    assert unexplained["errors"][0]["pointer"] == "/reason"
    assert ended["outcome"] == outcome


async def test_one_assessment_is_open_at_a_time(nurses: Nurses) -> None:
    case_id = await nurses.put()
    await nurses.post(path(case_id), status=201)

    second = await nurses.post(path(case_id), {"kind": "annual"}, status=409)

    assert second["type"] == "urn:harmony:problem:assessment-open"
    assert len((await nurses.get(path(case_id)))["items"]) == 1


async def test_before_the_member_agreed_to_talk_only_attempts_are_recorded(nurses: Nurses) -> None:
    case_id = await nurses.put("outreach")

    too_early = await nurses.post(path(case_id), {"factors": every_factor()}, status=409)
    tried = await nurses.post(path(case_id), {"outcome": "attempts_made", "reason": "Three calls."}, status=201)

    assert too_early["possible_in"] == ["active", "evaluation", "on_hold", "planning"]
    assert tried["outcome"] == "attempts_made"


@pytest.mark.parametrize("state", ["referred", "closed", "discharged"])
async def test_no_assessment_begins_in_a_case_that_is_not_worked_on(nurses: Nurses, state: str) -> None:
    case_id = await nurses.put(state)

    assert (await nurses.post(path(case_id), status=409))["state_now"] == state


async def test_an_unknown_factor_is_pointed_at(nurses: Nurses) -> None:
    case_id = await nurses.put()

    refused = await nurses.post(path(case_id), {"factors": [*every_factor()[:1], {"code": "stars"}]}, status=422)

    assert refused["errors"][0]["pointer"] == "/factors/1/code"
    assert "stars" not in str(refused)


async def test_a_change_needs_the_version_that_was_read(nurses: Nurses) -> None:
    case_id = await nurses.put()
    begun = await nurses.post(path(case_id), status=201)
    address = f"{BASE}{path(case_id, begun)}"

    without = await nurses.client.patch(address, json={"summary": "x"}, headers=dict(NURSE))
    stale = await nurses.client.patch(address, json={"summary": "x"}, headers={**NURSE, "If-Match": '"9"'})

    assert (without.status_code, stale.status_code) == (428, 412)


async def test_readers_read_and_nurses_of_other_teams_do_not_know_of_it(nurses: Nurses) -> None:
    case_id = await nurses.put()
    begun = await nurses.post(path(case_id), status=201)
    await nurses.raw.execute("insert into nurses (subject, team, updated_at) values ('nurse1', 'north', now())")

    for who, status in ((CHIEF, 200), (DISEASE_NURSE, 200), (NURSE, 200), (SECOND_NURSE, 404), (OPERATIONS, 200)):
        await nurses.get(path(case_id, begun), who, status)
    await nurses.post(path(case_id), who=SECOND_NURSE, status=404)
    await nurses.post(path(case_id), who=DISEASE_NURSE, status=403)


async def test_a_factor_is_recorded_in_five_statements(nurses: Nurses, casemanagement_database: PinnedDatabase) -> None:
    case_id = await nurses.put()
    begun = await nurses.post(path(case_id), status=201)
    tag = await nurses.tag(path(case_id, begun))
    casemanagement_database.statements.clear()

    await nurses.client.patch(
        f"{BASE}{path(case_id, begun)}", json={"factors": every_factor()}, headers={**NURSE, "If-Match": tag}
    )

    spoken = [line for line in casemanagement_database.statements if "SAVEPOINT" not in line.upper()]
    assert len(spoken) == 5, spoken  # lock, read, write, show, audit
