"""A document is complete only with the day it was written."""

import asyncpg
import pytest

from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager
from tests.support.office import TODAY, Office, a_plan, created

UNDATED = {"type": "nurse_evaluation", "status": "complete"}


async def test_a_complete_document_without_a_date_is_refused_with_what_to_do(office: Office) -> None:
    plan = await office.conversion_plan()
    refused = await office.post(plan["id"], "/documents", UNDATED)
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/dated", "undated")
    assert error["message"].startswith("A complete document has a date.")
    assert (await office.read(plan["id"])).json()["documents"] == []


async def test_a_draft_becomes_complete_with_its_date_and_keeps_it(office: Office) -> None:
    plan = await office.conversion_plan()
    draft = await created(await office.post(plan["id"], "/documents", {"type": "ucat"}))
    address = f"/documents/{draft['id']}"
    assert (await office.patch(plan["id"], address, {"status": "complete"})).status_code == 422
    dated = await office.patch(plan["id"], address, {"status": "complete", "dated": str(TODAY)})
    assert (dated.status_code, dated.json()["dated"]) == (200, str(TODAY))
    assert (await office.patch(plan["id"], address, {"dated": None})).status_code == 422


async def test_a_new_plan_names_the_undated_document(office: Office) -> None:
    member = await office.member()
    body = a_plan(member["id"], documents=[{"type": "ucat"}, UNDATED])
    refused = await office.plans.post("/plans/v1/service-plans", json=body, headers=case_manager())
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/documents/1/dated")


async def test_the_database_keeps_no_complete_document_without_a_date(
    office: Office, plans_database: PinnedDatabase
) -> None:
    plan = await office.conversion_plan()
    await office.complete_papers(plan["id"], "ucat")
    with pytest.raises(asyncpg.CheckViolationError, match="complete_documents_are_dated"):
        await plans_database.raw.execute("update plan_documents set dated = null")
