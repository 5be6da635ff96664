"""Both ways of stratifying agree: the run in the database and the pure function, on inputs, rules and tiers."""

from dataclasses import asdict
from datetime import date
from typing import Any

import httpx

from disease.domain.reading.asthma import read_asthma
from disease.domain.reading.diabetes import read_diabetes
from disease.domain.rule_sets import NEWEST
from disease.domain.rules import CATALOGUE
from disease.domain.stratification import Standing, stratify
from disease.persistence.population.asthma import CONDITIONS as ASTHMA_CONDITIONS
from disease.persistence.population.diabetes import CONDITIONS as DIABETES_CONDITIONS
from disease.persistence.population.kept_inputs import asthma_inputs, diabetes_inputs
from disease.persistence.population.meanings import keep_meanings
from disease.persistence.population.standing import judge_range
from shared.kernel.facts.known import known_on
from shared.schema.member_facts import MemberFactsBody
from tests.api.disease.test_members import put
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import new_id
from tests.support.drawn_facts import a_calm_history, a_history, drawn
from tests.support.fact_files import imported
from tests.support.identities import service
from tests.support.import_files import Row
from tests.support.member_bodies import AS_OF

BUSY, ODD, CALM = 1000, 200, 150


async def stored(client: httpx.AsyncClient, database: PinnedDatabase, histories: list[tuple[Row, list[Row]]]) -> None:
    rows = []
    for number, (notice, facts) in enumerate(histories):
        medicaid_id = f"M{number}"
        await put(client, new_id(), medicaid_id=medicaid_id, **notice)
        rows += [
            {"medicaid_id": medicaid_id, "source_id": f"{number}-{place}", **_given(fact)}
            for place, fact in enumerate(facts)
        ]
    await imported(client, database, *rows)


def _given(fact: Row) -> Row:
    return {name: value for name, value in fact.items() if value not in (None, "")}


async def told(client: httpx.AsyncClient, as_of: date) -> dict[str, Any]:
    """Facts by member, as the service tells them."""
    found: dict[str, Any] = {}
    after = None
    while True:
        query: dict[str, Any] = {"as_of": str(as_of), "limit": 500, **({"after": after} if after else {})}
        page = (await client.get("/disease/v1/facts", params=query, headers=service())).json()
        found |= {item["member_id"]: MemberFactsBody.model_validate(item["facts"]).facts for item in page["items"]}
        after = page["next"]
        if after is None:
            return found


async def standings(database: PinnedDatabase, as_of: date) -> dict[tuple[str, str], Any]:
    run_id = new_id()
    async with database.transaction() as tx:
        await keep_meanings(tx, run_id, as_of)
        await judge_range(tx, run_id, as_of, NEWEST, 1, 1_000_000)
        rows = await tx.fetch(
            "select m.id::text as member_id, s.* from p_standings s join members m on m.number = s.member"
        )
        await tx.execute("drop table p_members, p_codes, p_encounters, p_events, p_drugs, p_results, p_standings")
    return {(row["member_id"], row["disease"]): row for row in rows}


def as_pure(standing: Standing) -> Any:
    return (
        standing.excluded,
        standing.tier,
        [result.rule_id for result in standing.identification],
        [result.rule_id for result in standing.rules],
    )


def as_run(row: Any) -> Any:
    return row["excluded"], row["tier"], row["identification"], row["rules"]


async def assert_agreement(client: httpx.AsyncClient, database: PinnedDatabase, as_of: date) -> dict[Any, int]:
    """How many members are in each tier of each disease."""
    facts = await told(client, as_of)
    by_run = await standings(database, as_of)
    counts: dict[Any, int] = {}
    for member_id, known in facts.items():
        pure = stratify(known, as_of, NEWEST)
        at = known_on(known, as_of)
        for disease, standing, inputs, read in (
            ("asthma", pure.asthma, read_asthma(at, NEWEST.asthma)[0], asthma_inputs),
            ("diabetes", pure.diabetes, read_diabetes(at, NEWEST.diabetes)[0], diabetes_inputs),
        ):
            row = by_run.pop((member_id, disease), None)
            assert (row is not None) == standing.identified, (disease, known, standing, row)
            if row is not None:
                assert asdict(read(row["inputs"], as_of)) == asdict(inputs), (disease, known)
                assert as_run(row) == as_pure(standing), (disease, known)
                for met in (row["tier"], *row["identification"], *row["rules"]):
                    counts[disease, met] = counts.get((disease, met), 0) + 1
    assert by_run == {}
    return counts


async def test_the_run_and_the_pure_function_agree_on_drawn_members(
    disease: httpx.AsyncClient, disease_database: PinnedDatabase
) -> None:
    histories = [*drawn(a_history(), BUSY), *drawn(a_history(odd=True), ODD), *drawn(a_calm_history(), CALM)]
    await stored(disease, disease_database, histories)

    counts = await assert_agreement(disease, disease_database, AS_OF)

    assert {rule.id for rule in CATALOGUE} - {met for _, met in counts} == set()


def test_every_rule_has_its_condition() -> None:
    assert {rule.id for rule in CATALOGUE} == {*ASTHMA_CONDITIONS, *DIABETES_CONDITIONS}
