"""The public eLTSS worked example goes in through the API, is judged, submitted, reviewed and approved."""

import json
import os
from pathlib import Path
from typing import Any

import httpx
import pytest

from harmony.eltss.importing import import_content
from harmony.eltss.ledger import Outcome
from harmony.eltss.loading import Loaded
from harmony.eltss.mapping import Choices, Mapped
from harmony.eltss.reading import read
from harmony.eltss.report import as_json
from harmony.problem import SetupProblem
from tests.support.identities import case_manager, ops, supervisor, token
from tests.support.office import Office, created, rule_ids

DATA = Path(os.environ.get("HARMONY_TEST_DATA") or Path(__file__).parents[3] / "../shared/data") / "eltss"
WORKED = DATA / "ig-stu2/Bundle-2039212f3fa5406bb4ffd4a.json"
HERS = Choices(case_manager="cm1", agency="agency-a")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public eLTSS examples are not in {DATA}")


async def imported(
    plans: httpx.AsyncClient, path: Path = WORKED, choices: Choices = HERS, *, dry_run: bool = False
) -> tuple[Mapped, Loaded]:
    return await import_content(plans, token("ops", subject="import"), read(path), choices, dry_run=dry_run)


async def test_the_worked_example_is_a_draft_that_the_rules_have_judged(
    plans: httpx.AsyncClient, office: Office
) -> None:
    _, loaded = await imported(plans)

    assert loaded.new == {"member", "plan", *(provider["npi"] for provider in loaded.providers)}
    assert loaded.plan is not None
    plan = (await office.read(loaded.plan["id"])).json()
    assert (plan["status"], plan["case_manager"], plan["agency"]) == ("draft", "cm1", "agency-a")
    assert [(line["service_code"], line["total"]) for line in plan["lines"]] == [
        ("DME", 1),
        ("G0299", 27),
        ("T1019", 14),
    ]
    assert all(line["provider_id"] for line in plan["lines"])
    assert {document["type"] for document in plan["documents"]} == {"signed_plan", "freedom_of_choice"}
    assert {note["status"] for note in plan["notes"]} == {"complete", "draft"}
    assert loaded.verdict is not None
    assert (loaded.verdict["outcome"], [found["rule_id"] for found in loaded.verdict["findings"]]) == (
        "warnings",
        ["DT-03"],
    )


async def test_it_is_submitted_reviewed_and_approved(plans: httpx.AsyncClient, office: Office) -> None:
    _, loaded = await imported(plans)
    assert loaded.plan is not None
    plan_id = loaded.plan["id"]

    submitted = await office.post(plan_id, "/submission", {"priority": False})
    assert submitted.status_code == 200, submitted.text
    assert {"SR-01", "DC-01"} <= set(rule_ids(submitted))
    returned = {"outcome": "returned", "text": "Add the papers of a first plan."}
    assert (await office.post(plan_id, "/supervisor-review", returned, headers=supervisor())).status_code == 200
    await office.complete_papers(plan_id, "ucat", "nurse_evaluation", "service_team_release")
    assert (await office.post(plan_id, "/submission", {"priority": False})).status_code == 200
    approved = await office.post(plan_id, "/supervisor-review", {"outcome": "approved"}, headers=supervisor())

    assert approved.status_code == 200, approved.text
    assert approved.json()["status"] == "spa_review"


async def test_a_second_run_finds_what_the_first_made(plans: httpx.AsyncClient) -> None:
    _, first = await imported(plans)
    _, folder = await imported(plans, DATA / "ig-stu2")

    assert first.plan is not None
    assert folder.plan is not None
    assert (folder.plan["id"], folder.member["id"]) == (first.plan["id"], first.member["id"])
    assert folder.new == set()
    assert [provider["id"] for provider in folder.providers] == [provider["id"] for provider in first.providers]
    assert len((await plans.get("/plans/v1/service-plans", headers=ops())).json()["items"]) == 1


async def test_a_dry_run_stores_nothing_and_says_the_same(plans: httpx.AsyncClient) -> None:
    mapped, loaded = await imported(plans, dry_run=True)

    assert loaded.plan is None
    assert loaded.verdict is not None
    assert [found["rule_id"] for found in loaded.verdict["findings"]] == ["DT-03"]
    for kind in ("members", "providers", "service-plans"):
        assert (await plans.get(f"/plans/v1/{kind}", headers=ops())).json()["items"] == []
    told = as_json(mapped, loaded, dry_run=True)
    assert sum(told["counts"].values()) == len(told["accounts"])
    assert {entry["resource_type"] for entry in told["not_held"]} >= {"Claim", "Contract", "PractitionerRole"}


async def test_a_member_who_is_known_keeps_what_harmony_knows(plans: httpx.AsyncClient, office: Office) -> None:
    known = await office.member(medicaid_id="10A3D58WH1600", birth_date="1950-11-01", county="Tulsa")

    mapped, loaded = await imported(plans)

    assert loaded.member["id"] == known["id"]
    assert loaded.member["county"] == "Tulsa"
    left = [account for account in mapped.accounts if account.pointer == "/address/0/district"]
    assert [account.outcome for account in left] == [Outcome.NOT_TAKEN]


async def test_a_number_of_somebody_else_stops_the_import(plans: httpx.AsyncClient, office: Office) -> None:
    await office.member(medicaid_id="10A3D58WH1600", birth_date="1970-01-01")

    with pytest.raises(SetupProblem, match="another birth date"):
        await imported(plans)

    assert (await plans.get("/plans/v1/providers", headers=ops())).json()["items"] == []


async def test_a_plan_where_one_is_already_is_refused_and_nothing_is_stored(
    plans: httpx.AsyncClient, office: Office
) -> None:
    member = await office.member(medicaid_id="10A3D58WH1600", birth_date="1950-11-01")
    there = {"member_id": member["id"], "type": "initial", "start": "2020-02-01", "end": "2020-07-31"}
    await created(await plans.post("/plans/v1/service-plans", json=there, headers=case_manager()))

    _, loaded = await imported(plans)

    assert loaded.plan is None
    assert "NP-01" in {found["rule_id"] for found in loaded.refused}
    assert (await plans.get("/plans/v1/providers", headers=ops())).json()["items"] == []


async def test_a_local_number_of_another_provider_gives_way_to_the_next(plans: httpx.AsyncClient) -> None:
    """Both examples name a provider by the same number of the same system, under different names."""
    _, first = await imported(plans)
    mapped, draft = await imported(plans, DATA / "ig-2019-draft/Bundle-careplan.json")

    names = {provider["name"]: provider["npi"] for provider in (*first.providers, *draft.providers)}
    assert names["Lisa Performer"] != names["Lisa Educator"]
    assert any(f"goes by {names['Lisa Performer']}" in assumption.text for assumption in mapped.assumed)


async def test_a_file_without_patient_needs_a_member_that_is_known(plans: httpx.AsyncClient, office: Office) -> None:
    path = DATA / "pacio-2022-initial-transaction-bundle.json"
    with pytest.raises(SetupProblem, match="--medicaid-id"):
        await imported(plans, path)
    member = await office.member()

    _, loaded = await imported(plans, path, Choices(member["medicaid_id"], "cm1", "agency-a"))

    assert loaded.plan is not None
    assert loaded.plan["member_id"] == member["id"]


async def test_a_line_that_breaks_a_rule_stays_out_and_the_rest_loads(plans: httpx.AsyncClient, tmp_path: Path) -> None:
    text = (
        WORKED.read_text()
        .replace('"code": "E0241"', '"code": "S5105"')
        .replace('"unit": "install"', '"unit": "session"')
    )
    changed = tmp_path / "bundle.json"
    changed.write_text(_with_nine_sessions_a_day(text))

    mapped, loaded = await imported(plans, changed)

    assert loaded.plan is not None
    assert [line["service_code"] for line in loaded.plan["lines"]] == ["G0299", "T1019"]
    assert "Charles Johnson" not in {provider["name"] for provider in loaded.providers}
    left = {account.where[0] for account in mapped.accounts if account.outcome is Outcome.NOT_TAKEN}
    assert any(reason.startswith("UN-01: S5105 allows at most 1") for reason in left)


def _with_nine_sessions_a_day(text: str) -> str:
    bundle: dict[str, Any] = json.loads(text)
    for entry in bundle["entry"]:
        quantity = entry["resource"].pop("quantityQuantity", None)
        if quantity:
            entry["resource"]["quantityRatio"] = {
                "numerator": {**quantity, "value": 9}, "denominator": {"value": 1, "code": "d"}}  # fmt: skip
    return json.dumps(bundle)
