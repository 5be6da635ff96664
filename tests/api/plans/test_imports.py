"""Files of a former system: good rows load, bad rows are reported, the same file twice makes nothing twice."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from plans.app import create_app
from tests.api.conftest import plans_settings
from tests.support.databases import PinnedDatabase
from tests.support.identities import bearer, case_manager, ops, supervisor
from tests.support.import_files import CSV, NDJSON, a_row, as_csv, as_ndjson, imported, rows_of, send
from tests.support.office import Office, a_member, plan_year

YEAR = {"plan_start": str(plan_year().start), "plan_end": str(plan_year().end)}
RUNNING = {**YEAR, "start": YEAR["plan_start"], "end": YEAR["plan_end"]}


@pytest.fixture
async def known(office: Office) -> None:
    """A member M1 and a provider 1234567893."""
    member = a_member(medicaid_id="M1", agency="agency-a")
    assert (await office.plans.post("/plans/v1/members", json=member, headers=ops())).status_code == 201
    provider = {"npi": "1234567893", "name": "Red River", "kind": "home_care_agency"}
    assert (await office.plans.post("/plans/v1/providers", json=provider, headers=ops())).status_code == 201


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(("media", "written"), [(CSV, as_csv), (NDJSON, as_ndjson)])
async def test_an_imported_plan_behaves_like_any_other(
    office: Office, plans_database: PinnedDatabase, media: str, written: Any
) -> None:
    rows = (
        a_row(**RUNNING, provider_npi="1234567893"),
        a_row(line_id="2", **RUNNING, service_code="S5100", modifiers="U1", units=16, used_units=3),
    )

    job = await imported(office.plans, plans_database, "conversion-plans", written(*rows), media)

    assert (job["status"], job["done"], job["total"], job["outcomes"]) == ("finished", 2, 2, {"loaded": 2})
    [plan] = (await office.plans.get("/plans/v1/service-plans", headers=case_manager())).json()["items"]
    read = (await office.read(plan["id"])).json()
    assert [line["total"] for line in read["lines"]] == [2503, 835]
    assert read["lines"][0]["cost"] == "10137.15"
    assert read["lines"][0]["authorized"]["units"] == 48
    assert (read["origin"], read["status"], read["agency"]) == ("conversion", "authorized", "agency-a")
    increased = await office.increase(read)
    assert increased.is_success, increased.text
    await office.complete_papers(plan["id"], "nurse_evaluation")
    assert (await office.post(plan["id"], "/submission")).status_code == 200
    approved = await office.post(plan["id"], "/supervisor-review", {"outcome": "approved"}, headers=supervisor())
    assert approved.status_code == 200, approved.text
    history = (await office.plans.get(office.address(plan["id"], "/history"), headers=case_manager())).json()
    assert history["items"][-1]["action"] == "imported"
    audit = (await office.plans.get("/plans/v1/audit", params={"subject": job["id"]}, headers=ops())).json()
    assert [entry["action"] for entry in audit["items"]] == ["batch_imported"]


@pytest.mark.usefixtures("known")
async def test_it_is_stored_as_the_api_would_store_it(office: Office, plans_database: PinnedDatabase) -> None:
    await imported(office.plans, plans_database, "conversion-plans", as_csv(a_row(**RUNNING)))
    by_api = await office.conversion_plan()
    [by_file] = [
        plan
        for plan in (await office.plans.get("/plans/v1/service-plans", headers=ops())).json()["items"]
        if plan["id"] != by_api["id"]
    ]
    one, other = (await office.read(by_api["id"])).json(), (await office.read(by_file["id"])).json()
    apart = {"id", "member_id", "created_at", "updated_at", "lines"}
    assert {name: value for name, value in one.items() if name not in apart} == {
        name: value for name, value in other.items() if name not in apart
    }
    [line], [imported_line] = one["lines"], other["lines"]
    assert {**line, "id": None} == {**imported_line, "id": None}


@pytest.mark.usefixtures("known")
async def test_each_bad_row_is_reported_and_the_rest_loads(office: Office, plans_database: PinnedDatabase) -> None:
    content = as_csv(
        a_row("good"),  # line 2
        a_row("two", "1", plan_start="2019-07-15", plan_end="2020-07-13", start="2019-07-15", end="2020-07-13"),
        a_row("two", "2", plan_start="2019-07-15", plan_end="2020-07-13", start="2019-08-15", end="2019-08-01"),
        a_row("long", plan_end="2019-07-15"),
        a_row("none", units=0),
        a_row("code", service_code="X9999"),
        a_row("who", medicaid_id="M999"),
        a_row("where", provider_npi="0000000000"),
        a_row("when", start="15.7.2018"),
        a_row("over"),
        a_row("open", end="", plan_start="2021-01-01", plan_end="2021-12-31", start="2021-01-01"),
        a_row("ub", service_code="UB120", units=2, frequency="calendar_day"),
        a_row("nul", case_manager="a\x00b"),
    )

    job = await imported(office.plans, plans_database, "conversion-plans", content)

    assert job["outcomes"] == {"loaded": 1, "held_back": 1, "refused": 11}
    assert [row["line_number"] for row in await rows_of(office.plans, job, "loaded")] == [2]
    refused = {row["line_number"]: row for row in await rows_of(office.plans, job, "refused")}
    found = {
        number: [finding["rule_id"] for finding in row["findings"]] + [error["code"] for error in row["errors"]]
        for number, row in refused.items()
    }
    assert found[4] == ["DT-01"]
    assert refused[4]["findings"][0]["pointer"] == "/end"
    assert "DT-02" in found[5]
    assert "UN-01" in found[6]
    assert "UN-02" in found[7]
    assert found[8] == found[9] == ["unknown"]
    assert found[10] == ["date"]
    assert "DT-04" in found[11]
    assert found[12] == ["DT-01"]
    assert "UB-01" in found[13]
    assert found[14] == ["character"]
    assert [row["line_number"] for row in await rows_of(office.plans, job, "held_back")] == [3]
    assert len(await rows_of(office.plans, job)) == 13


@pytest.mark.usefixtures("known")
async def test_the_corrected_file_loads_what_is_missing_and_nothing_twice(
    office: Office, plans_database: PinnedDatabase
) -> None:
    next_year = {"plan_start": "2019-07-15", "plan_end": "2020-07-13", "start": "2019-07-15", "end": "2020-07-13"}
    first = await imported(
        office.plans, plans_database, "conversion-plans", as_csv(a_row("A"), a_row("B", **next_year, units=-1))
    )
    again = await imported(
        office.plans, plans_database, "conversion-plans", as_csv(a_row("A"), a_row("B", **next_year))
    )

    assert first["outcomes"] == {"loaded": 1, "refused": 1}
    assert again["outcomes"] == {"known": 1, "loaded": 1}
    assert await plans_database.raw.fetchval("select count(*) from service_plans") == 2
    assert await plans_database.raw.fetchval("select count(*) from staged_plan_lines") == 0


@pytest.mark.usefixtures("known")
async def test_rows_of_one_plan_agree_and_its_lines_do_not_overlap(
    office: Office, plans_database: PinnedDatabase
) -> None:
    content = as_csv(
        a_row("A", "1", end="2018-12-31"),
        a_row("A", "2", start="2018-12-31"),
        a_row("B", "1", plan_end="2019-07-13", end="2019-07-13"),
        a_row("B", "2"),
        a_row("C", "1"),
        a_row("C", "1", service_code="S5170", units=1, frequency="calendar_day"),
    )
    job = await imported(office.plans, plans_database, "conversion-plans", content)

    rows = await rows_of(office.plans, job)
    said = [(row["outcome"], rule_ids_of(row) or [error["code"] for error in row["errors"]]) for row in rows]
    assert ("refused", ["OV-01"]) in said[:2]
    assert said[2:4] == [("refused", ["inconsistent"])] * 2
    assert said[4:] == [("refused", ["duplicate"])] * 2


def rule_ids_of(row: dict[str, Any]) -> list[str]:
    return [finding["rule_id"] for finding in row["findings"]]


@pytest.mark.usefixtures("known")
async def test_a_split_year_keeps_its_total(office: Office, plans_database: PinnedDatabase) -> None:
    year = {"plan_start": "2019-04-10", "plan_end": "2020-04-08", "service_code": "T1016", "units": 175}
    content = as_csv(
        a_row("A", "1", **year, frequency="year", start="2019-04-10", end="2019-09-30"),
        a_row("A", "2", **year, frequency="year", start="2019-10-01", end="2020-04-08"),
    )
    await imported(office.plans, plans_database, "conversion-plans", content)
    totals = await plans_database.raw.fetch("select total from plan_lines order by position")
    assert [row["total"] for row in totals] == [83, 92]


async def test_members_and_providers_are_made_or_changed(office: Office, plans_database: PinnedDatabase) -> None:
    first = as_csv(
        a_member(medicaid_id="M1", coverage='[{"program": "advantage", "start": "2018-01-01"}]'),
        a_member(medicaid_id="M2", coverage=""),
        a_member(medicaid_id="M3", birth_date="12/10/1941", coverage=""),
        a_member(medicaid_id="M2", given_name="Grace", coverage=""),
        a_member(medicaid_id="M4", coverage="[{"),
    )
    job = await imported(office.plans, plans_database, "members", first)
    assert job["outcomes"] == {"loaded": 2, "refused": 3}
    assert [error["pointer"] for row in await rows_of(office.plans, job, "refused") for error in row["errors"]] == [
        "",
        "/birth_date",
        "",
    ]
    second = as_ndjson({"medicaid_id": "M1", "given_name": "Ada", "family_name": "King", "birth_date": "1941-12-10"})
    job = await imported(office.plans, plans_database, "members", second, NDJSON)
    assert job["outcomes"] == {"updated": 1}
    [member] = (await office.plans.get("/plans/v1/members", params={"medicaid_id": "M1"}, headers=ops())).json()[
        "items"
    ]
    assert (member["family_name"], member["version"], member["county"]) == ("King", 2, "Tulsa")
    assert member["coverage"] == [{"program": "advantage", "start": "2018-01-01", "end": None, "pharmacy": True}]
    again = await imported(office.plans, plans_database, "members", second, NDJSON)
    assert again["outcomes"] == {"known": 1}

    provider = {"npi": "1234567893", "name": "Red River", "kind": "home_care_agency"}
    certified = [{"service_code": "T1019", "counties": ["Tulsa"], "start": "2018-01-01", "end": None}]
    job = await imported(
        office.plans, plans_database, "providers", as_ndjson({**provider, "certifications": certified}), NDJSON
    )
    assert job["outcomes"] == {"loaded": 1}
    [found] = (await office.plans.get("/plans/v1/providers", params={"service_code": "T1019"}, headers=ops())).json()[
        "items"
    ]
    assert found["certifications"] == certified


@pytest.mark.usefixtures("known")
async def test_a_repeated_key_is_one_import(office: Office) -> None:
    content = as_csv(a_row())
    first = await send(office.plans, "conversion-plans", content, **{"Idempotency-Key": "k1"})
    again = await send(office.plans, "conversion-plans", content, **{"Idempotency-Key": "k1"})
    other = await send(office.plans, "conversion-plans", as_csv(a_row(units=4)), **{"Idempotency-Key": "k1"})
    assert first.headers["Location"] == again.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.status_code == 422


async def test_what_is_no_such_file_is_refused(office: Office, plans_database: PinnedDatabase) -> None:
    assert (await send(office.plans, "conversion-plans", b"{}", "application/json")).status_code == 415
    heading = await send(office.plans, "conversion-plans", b"plan_id,name\n1,2\n")
    assert (heading.status_code, heading.json()["errors"][0]["pointer"]) == (422, "/header")
    assert (await send(office.plans, "members", b"medicaid_id\n" + b'"' + b"x" * 1_200_000)).status_code == 422
    states = await plans_database.raw.fetch("select status, error from imports")
    assert {row["status"] for row in states} == {"failed"}
    agency = await office.plans.post(
        "/plans/v1/imports/members", content=b"", headers={**case_manager(), "Content-Type": CSV}
    )
    assert agency.status_code == 403
    nobody = await office.plans.get("/plans/v1/imports/0199a1b2-0000-7000-8000-0000000000a1", headers=ops())
    assert nobody.status_code == 404
    rows = "/plans/v1/imports/0199a1b2-0000-7000-8000-0000000000a1/rows"
    assert (await office.plans.get(rows, headers=ops())).status_code == 404
    assert (await office.plans.get(rows, headers=bearer("service"))).status_code == 403


async def test_a_file_has_a_limit_of_its_own(plans_url: str, plans_database: PinnedDatabase) -> None:
    settings = plans_settings(plans_url).model_copy(update={"body_limit": 100, "import_limit": 1000})
    transport = httpx.ASGITransport(create_app(settings, plans_database))
    async with httpx.AsyncClient(transport=transport, base_url="http://plans") as client:
        fits = await send(client, "conversion-plans", as_csv(a_row()))
        assert fits.status_code == 202
        assert (await send(client, "conversion-plans", as_csv(*[a_row()] * 20))).status_code == 413

        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(20):
                yield as_csv(a_row())

        streamed = await client.post(
            "/plans/v1/imports/conversion-plans", content=pieces(), headers={**ops(), "Content-Type": CSV}
        )
        assert streamed.status_code == 413
        other = await client.post("/plans/v1/members", json=a_member(language="x" * 100), headers=ops())
        assert other.status_code == 413
