"""The public eLTSS examples: every value is accounted for, and what is said to be taken is there."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harmony.eltss.codes import CodeTable
from harmony.eltss.ledger import Account, Outcome
from harmony.eltss.mapping import Choices, Mapped, map_content
from harmony.eltss.reading import read
from plans.domain.catalogue import SERVICES, service_as_json
from plans.domain.policies import policy_named

DATA = Path(os.environ.get("HARMONY_TEST_DATA") or Path(__file__).parents[3] / "../shared/data") / "eltss"
WORKED = "ig-stu2/Bundle-2039212f3fa5406bb4ffd4a.json"
EXAMPLES = (
    WORKED,
    "ig-stu2",
    "ig-2019-draft",
    "ig-2019-draft/Bundle-careplan.json",
    "ig-2019-draft/Bundle-claim-claim1.json",
    "ig-2019-draft/Bundle-contract-contract1.json",
    "ig-2019-draft/Bundle-patient-patient1.json",
    "pacio-2022-initial",
    "pacio-2022-initial-transaction-bundle.json",
)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public eLTSS examples are not in {DATA}")


@cache
def mapped(example: str) -> Mapped:
    policy = policy_named("2018-10")
    table = CodeTable.of([service_as_json(service, policy) for service in SERVICES])
    return map_content(read(DATA / example), table, Choices())


def values(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """The test's own walk over the JSON of a file."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield pointer, value
        return
    for name, item in inner:
        yield from values(item, f"{pointer}/{name}")


def resources_of(example: str) -> list[dict[str, Any]]:
    path = DATA / example
    files = path.glob("*.json") if path.is_dir() else [path]
    found = []
    for content in (json.loads(file.read_text()) for file in files):
        found.append(content)
        found += [entry.pop("resource") for entry in content.get("entry", []) if content["resourceType"] == "Bundle"]
    return found


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_value_of_every_resource_is_accounted_for_once(example: str) -> None:
    in_the_file = Counter(
        (resource["resourceType"], pointer, json.dumps(value))
        for resource in resources_of(example)
        for pointer, value in values(resource)
    )
    by_key = {resource.key: resource for resource in mapped(example).content.all}
    accounts = mapped(example).accounts
    accounted = Counter(
        (
            by_key[account.resource].type,
            account.pointer,
            json.dumps(value_at(by_key[account.resource].content, account.pointer)),
        )
        for account in accounts
    )

    assert accounted == in_the_file
    assert max(Counter((account.resource, account.pointer) for account in accounts).values()) == 1
    assert all(account.where for account in accounts)


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_said_to_be_taken_stands_there_as_it_was(example: str) -> None:
    plan = mapped(example)
    by_key = {resource.key: resource for resource in plan.content.all}

    for account in plan.accounts:
        if account.outcome in (Outcome.TAKEN, Outcome.CONVERTED):
            for where in account.where:
                target = sent_at(plan, where)
                assert target is not None, account
                if account.outcome is Outcome.TAKEN:
                    assert str(value_at(by_key[account.resource].content, account.pointer)).strip() in str(target), (
                        account
                    )


def test_the_worked_example_becomes_one_member_three_providers_and_three_lines() -> None:
    plan = mapped(WORKED)

    assert plan.member is not None
    assert plan.member["family_name"] == "Smith-Johnson"
    assert [provider.body["name"] for provider in plan.providers] == [
        "Charles Johnson",
        "Lisa Educator",
        "Norma Trainer",
    ]
    shown = [(line.body["service_code"], line.body["units"], line.body["frequency"]) for line in plan.lines]
    assert shown == [("DME", 1, "one_time"), ("G0299", 2, "week"), ("T1019", 1, "week")]
    assert plan.plan is not None
    assert (plan.plan["start"], plan.plan["end"], plan.plan["case_manager"]) == (
        "2020-05-01",
        "2020-12-31",
        "mark.planner",
    )
    assert [paper["type"] for paper in plan.plan["documents"]] == ["freedom_of_choice", "signed_plan"]


def test_the_worked_example_says_what_it_left_and_what_it_assumed() -> None:
    plan = mapped(WORKED)

    assert {"T2003: The catalogue holds no transportation."} == {
        account.where[0] for account in of(plan, "ServiceRequest/service2") if account.outcome is Outcome.NOT_TAKEN
    }
    assert outcomes(plan, "Coverage/coverage1") >= {Outcome.NOT_TAKEN}
    assert {account.pointer for account in of(plan, "Contract/contract1") if account.pointer.endswith("/data")} <= {
        account.pointer for account in plan.accounts if account.outcome is Outcome.NOT_HELD
    }
    said = " ".join(assumption.text for assumption in plan.assumed)
    assert all(words in said for words in ("no Medicaid number", "has no NPI", "G0299 stands in for G0108", "agency"))


def test_a_bundle_and_the_folder_of_its_resources_are_the_same_content() -> None:
    assert mapped(WORKED).content.digest == mapped("ig-stu2").content.digest


def test_a_file_without_patient_still_gives_a_plan() -> None:
    plan = mapped("pacio-2022-initial-transaction-bundle.json")

    assert (plan.member, plan.medicaid_id) == (None, None)
    assert plan.plan is not None
    assert len(plan.lines) == 3


def of(plan: Mapped, key: str) -> list[Account]:
    return [account for account in plan.accounts if account.resource == key]


def outcomes(plan: Mapped, key: str) -> set[Outcome]:
    return {account.outcome for account in of(plan, key)}


def value_at(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        value = value[int(part)] if isinstance(value, list) else value[part.replace("~1", "/").replace("~0", "~")]
    return value


def sent_at(plan: Mapped, where: str) -> Any:
    """What stands at a place of what is sent; lines go by their ref, and a provider of a line by its place."""
    lines = {line.ref: {**line.body, "provider_id": line.provider, "status": "draft"} for line in plan.lines}
    providers = [provider.body for provider in plan.providers]
    header = {**(plan.plan or {}), "lines": lines, "status": "draft"}
    return value_at({"member": plan.member, "providers": providers, "plan": header}, where)
