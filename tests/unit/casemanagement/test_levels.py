"""R14: how long a level that a nurse set by hand stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casemanagement.domain.levels import LEVEL_RULES, LevelFacts, expired
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.domain.policy import POLICY
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from shared.kernel.rule import evaluate
from tests.unit.casemanagement.builders import an_episode

NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
LEAD_LEVELS = JANUARY_2026.levels_of(ProgramCode.LEAD)
BY_HAND: dict[str, Any] = {
    "level": "low",
    "level_by": "nurse1",
    "level_reason": "Moved away.",
    "machine_level": "20-45",
}


def gives_way(found: str, *, age: timedelta = timedelta(days=1), **changes: Any) -> bool:
    episode = an_episode(EpisodeState.ACTIVE, **{**BY_HAND, "level_set_at": NOW - age, **changes})
    facts = LevelFacts(episode=episode, found=found, order=LEAD_LEVELS, policy=POLICY, now=NOW)
    return [finding.rule_id for finding in evaluate(LEVEL_RULES, facts, POLICY.id).findings] == ["R14"]


@pytest.mark.parametrize(
    ("found", "replaced"), [("45+", True), ("20-45", False), ("10-20", False), ("unheard of", False)]
)
def test_r14_a_level_by_hand_gives_way_to_a_higher_one_of_the_rules_alone(found: str, replaced: bool) -> None:
    assert gives_way(found) is replaced


def test_r14_a_level_by_hand_stands_for_180_days() -> None:
    last_moment = timedelta(days=180) - timedelta(microseconds=1)

    assert not gives_way("20-45", age=last_moment)
    assert gives_way("20-45", age=timedelta(days=180))


def test_r14_a_level_of_the_rules_and_one_that_the_rules_know_nothing_of_do_not_expire() -> None:
    long_ago = timedelta(days=999)

    assert not gives_way("45+", age=long_ago, level_by="engine")
    assert not gives_way("45+", age=long_ago, machine_level=None)


def test_r14_what_expired_is_the_level_of_the_rules_and_says_why() -> None:
    episode = an_episode(EpisodeState.ACTIVE, **BY_HAND, level_set_at=NOW - timedelta(days=181))

    change = expired(episode, POLICY, NOW)

    assert change is not None
    after = change.after
    assert (after.state, after.level, after.level_by) == (EpisodeState.ACTIVE, "20-45", "engine")
    assert (after.level_reason, after.level_set_at, after.version) == (None, None, episode.version + 1)
    assert change.event.rule_ids == ("R14",)
    assert change.event.reason is not None
    assert change.event.reason.startswith("180 days have passed")
    assert expired(after, POLICY, NOW) is None
