"""What holds for every member: the order of facts and what comes later change nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from disease.domain.rule_sets import NEWEST
from disease.domain.rules import CATALOGUE
from disease.domain.stratification import Standing, stratify
from disease.domain.tier import Tier
from shared.kernel.facts.member_facts import MemberFacts
from tests.support.drawn_facts import members
from tests.support.member_bodies import AS_OF

KINDS = ("conditions", "observations", "encounters", "medications", "assessments")
TIERS = {rule.id: rule.tier for rule in CATALOGUE}


@settings(max_examples=300, deadline=None)
@given(members, st.data())
def test_the_order_of_facts_is_irrelevant(facts: MemberFacts, data: Any) -> None:
    orders: dict[str, Any] = {kind: tuple(data.draw(st.permutations(getattr(facts, kind)))) for kind in KINDS}
    shuffled = replace(facts, **orders)

    assert stratify(shuffled, AS_OF, NEWEST) == stratify(facts, AS_OF, NEWEST)


def ignoring(standing: Standing, reason: str) -> Standing:
    return replace(standing, missing=tuple(gap for gap in standing.missing if gap.reason != reason))


@settings(max_examples=300, deadline=None)
@given(members, members)
def test_what_comes_after_the_day_is_only_told(facts: MemberFacts, later: MemberFacts) -> None:
    shift = timedelta(days=5000)  # beyond the oldest fact that is drawn
    after = MemberFacts(
        person=facts.person,
        pregnancy=facts.pregnancy,
        conditions=tuple(replace(c, recorded_on=c.recorded_on + shift) for c in later.conditions),
        observations=tuple(replace(o, observed_on=o.observed_on + shift) for o in later.observations),
        encounters=tuple(
            replace(e, start=e.start + shift, end=e.end + shift if e.end else None) for e in later.encounters
        ),
        medications=tuple(replace(m, dispensed_on=m.dispensed_on + shift) for m in later.medications),
        assessments=tuple(replace(a, completed_on=a.completed_on + shift) for a in later.assessments),
    )
    together: dict[str, Any] = {kind: getattr(facts, kind) + getattr(after, kind) for kind in KINDS}
    both = replace(facts, **together)
    alone, mixed = stratify(facts, AS_OF, NEWEST), stratify(both, AS_OF, NEWEST)

    assert ignoring(mixed.asthma, "after_as_of") == ignoring(alone.asthma, "after_as_of")
    assert ignoring(mixed.diabetes, "after_as_of") == ignoring(alone.diabetes, "after_as_of")


@settings(max_examples=300, deadline=None)
@given(members)
def test_a_tier_is_explained_and_follows_its_gravest_rule(facts: MemberFacts) -> None:
    both = stratify(facts, AS_OF, NEWEST)
    order = [Tier.VERY_HIGH, Tier.HIGH, Tier.MODERATE, Tier.LOW, Tier.UNDETERMINED]

    for standing in (both.asthma, both.diabetes):
        assert standing.identified == bool(standing.identification)
        assert (standing.tier is not None) == (standing.identified and standing.excluded is None)
        assert bool(standing.rules) == (standing.tier is not None)
        if standing.rules:
            tiers = [Tier(TIERS[result.rule_id] or "") for result in standing.rules]
            assert standing.tier == min(tiers, key=order.index)
            assert all(result.inputs for result in standing.rules)
