"""R14: a level that a nurse set by hand, beside what screenings find."""

from typing import Any

from casemanagement.use_cases.let_levels_expire import let_levels_expire
from tests.api.casemanagement.office import AGREED, Office
from tests.api.casemanagement.screening_bodies import lead, screened


async def test_r14_a_level_set_by_hand_stands_until_the_rules_find_a_higher_one(
    office: Office, casemanagement_database: Any
) -> None:
    member_id = await office.member()
    await screened(office, member_id, observations=[lead("12")])
    case_id = await office.case_of(member_id)
    await office.act(case_id, "stratify", level="low", reason="The family has moved out of the house.")
    await office.act(case_id, "assign")
    await office.act(case_id, "engage", **AGREED)

    await screened(office, member_id, observations=[lead("12"), lead("13", days=2)])
    stands = await office.get(f"/cases/{case_id}")
    await screened(office, member_id, observations=[lead("12"), lead("46", days=1)])
    risen = await office.get(f"/cases/{case_id}")

    assert (stands["level"], stands["level_by"], stands["machine_level"]) == ("low", "nurse1", "10-20")
    assert (risen["level"], risen["level_by"], risen["machine_level"]) == ("45+", "engine", "45+")
    assert (risen["state"], risen["level_set_at"]) == ("evaluation", None)
    assert risen["history"][-1]["transition"] == "T5"
    assert "R14" in risen["history"][-1]["rule_ids"]


async def test_r14_a_level_set_by_hand_expires_after_180_days(office: Office, casemanagement_database: Any) -> None:
    member_id = await office.member()
    await screened(office, member_id, observations=[lead("12")])
    case_id = await office.case_of(member_id)
    await office.act(case_id, "stratify", level="low", reason="The family has moved out of the house.")
    services = office.client._transport.app.state.services  # type: ignore[attr-defined]

    for days, level in ((179, "low"), (1, "10-20")):
        async with casemanagement_database.connection() as connection:
            await connection.execute(
                "update episodes set level_set_at = level_set_at - make_interval(days => $1)", days
            )
        assert await let_levels_expire(services) is False
        case = await office.get(f"/cases/{case_id}")
        assert case["level"] == level

    assert (case["level_by"], case["history"][-1]["rule_ids"]) == ("engine", ["R14"])
    assert case["history"][-1]["actor"] == "service:levels"
