"""The policy packs, and what stored plans are judged by."""

from typing import Any

import pytest

from plans.api.catalogue_schema import PolicyRead
from plans.domain.policies import POLICIES
from tests.support.identities import case_manager
from tests.support.office import Office, a_line


async def policies(office: Office) -> list[dict[str, Any]]:
    answer = await office.plans.get("/plans/v1/policies", headers=case_manager())
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_the_packs_say_what_they_change(office: Office) -> None:
    first, second = await policies(office)
    for item in (first, second):
        PolicyRead.model_validate(item)

    assert [(item["id"], item["start"], item["end"]) for item in (first, second)] == [
        ("2018-10", "2018-10-01", "2019-03-31"),
        ("2019-04", "2019-04-01", None),
    ]
    assert first["changes"] is None
    assert second["changes"] == {
        "since": "2018-10",
        "rules_added": ["CS-11", "BD-03"],
        "rules_removed": [],
        "values": [
            {"name": "backdating_is_banned", "before": False, "after": True},
            {"name": "clinical_review", "before": None, "after": {"percent": 25, "units_a_week": 20}},
        ],
    }
    assert {len(item["rules"]) for item in (first, second)} == {len(policy.rule_ids) for policy in POLICIES}


@pytest.mark.parametrize(
    ("dates", "pack"), [({"start": "2018-07-15", "end": "2019-07-14"}, "2018-10"), ({}, "2019-04")]
)
async def test_a_stored_plan_is_judged_under_the_pack_of_its_first_day(
    office: Office, dates: dict[str, Any], pack: str
) -> None:
    plan = await office.conversion_plan(a_line(**dates), **dates)

    answer = await office.plans.get(office.address(plan["id"], "/findings"), headers=case_manager())

    assert [item["id"] for item in await policies(office) if item["adopted"]] == ["2018-10", "2019-04"]
    assert answer.json()["policy"] == pack
