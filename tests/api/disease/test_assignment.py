"""The registry assigns tiers as the pure function does, computation after computation."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import strategies as st

from disease.domain.assigned_tier import Assignment, assign, override
from disease.domain.rule_sets import NEWEST
from disease.domain.tier import Tier
from disease.persistence.override_repository import assignment_for_update, save_override
from disease.persistence.population import runs
from disease.persistence.population.gathering import TABLES
from disease.persistence.population.registry import follow_standings
from shared.runtime import clock
from shared.runtime.identity import Caller, Role
from tests.api.disease.test_members import put
from tests.support.databases import PinnedDatabase
from tests.support.disease_facts import MEMBER, new_id
from tests.support.drawn_facts import drawn

FIRST = date(2026, 1, 1)
RULES = NEWEST.assignment
CALLER = Caller("ops1", frozenset({Role.OPS}))
STEPS = st.lists(
    st.tuples(st.sampled_from((0, 1, 30, 60, 89, 90, 91)), st.sampled_from((*Tier, None)), st.integers(0, 6)),
    max_size=7,
)


@pytest.fixture
async def registering(disease: httpx.AsyncClient, disease_database: PinnedDatabase) -> Any:
    """The connection of a database that knows one member, in the middle of a run."""
    assert (await put(disease)).status_code == 200
    await disease_database.raw.execute(TABLES)
    return disease_database.raw


async def computed(tx: Any, tier: Tier | None, as_of: date, *, identified: bool = True) -> None:
    """A run that found this tier of the only member."""
    run_id = new_id()
    await tx.execute("delete from p_standings")
    number = await tx.fetchval("select number from members where id = $1", MEMBER)
    excluded = "not_covered" if tier is None else None
    if identified:
        await tx.execute(
            "insert into p_standings values ($1, 'asthma', $2, $3::tier, '{A-ID1}', '{A-M6}', '{}')",
            number,
            excluded,
            tier,
        )
    await runs.open_run(tx, run_id, MEMBER, as_of, NEWEST.id, CALLER, "request", clock.now())
    await follow_standings(tx, run_id, as_of, NEWEST.id, RULES, number, number)
    await runs.finish_run(tx, run_id)


async def assigned(tx: Any) -> Assignment | None:
    found = await assignment_for_update(tx, MEMBER, "asthma")
    return found[1] if found else None


async def test_the_registry_assigns_as_the_pure_function_does(
    registering: Any,
) -> None:
    tx = registering
    for steps in drawn(STEPS, 150):
        await tx.execute("delete from registry")
        pure: Assignment | None = None
        today = FIRST
        for days, tier, choice in steps:
            today += timedelta(days=days)
            pure = assign(pure, tier, today, RULES)
            await computed(tx, tier, today)
            if choice == 0 and pure is not None:
                pure = override(pure, Tier.MODERATE, "She knows better.", "nurse1", today, RULES)
                number = await tx.fetchval("select number from members where id = $1", MEMBER)
                await save_override(tx, number, "asthma", pure.override)
            assert await assigned(tx) == pure, steps


async def test_a_run_of_an_earlier_day_leaves_the_registry_as_it_is(
    registering: Any,
) -> None:
    tx = registering
    await computed(tx, Tier.MODERATE, FIRST)

    await computed(tx, Tier.VERY_HIGH, FIRST - timedelta(days=1))
    await computed(tx, None, FIRST - timedelta(days=1), identified=False)

    assert await assigned(tx) == Assignment(Tier.MODERATE, FIRST)


@pytest.mark.parametrize("again", [True, False])
async def test_who_is_no_longer_identified_leaves_the_registry_and_may_come_back(
    registering: Any, *, again: bool
) -> None:
    tx = registering
    await computed(tx, Tier.HIGH, FIRST)
    await computed(tx, None, FIRST + timedelta(days=10), identified=False)
    if again:
        await computed(tx, Tier.LOW, FIRST + timedelta(days=20))

    row = await tx.fetchrow("select identified, identified_since, assigned_tier from registry")
    expected = (True, FIRST + timedelta(days=20), "low") if again else (False, FIRST, None)
    assert tuple(row) == expected
    actions = await tx.fetch("select after from audit_log where action = 'tier_assigned' order by id")
    assert [entry["after"]["assigned_tier"] for entry in actions] == ["high", None, *(["low"] if again else [])]
