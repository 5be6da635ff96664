"""The tier that a program acts on: up at once, down only when a lower tier has lasted, and a nurse may set another."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from disease.domain.rule_sets.rule_set import AssignmentRules
from disease.domain.tier import RANK, Tier


@dataclass(frozen=True, slots=True)
class Override:
    """What a nurse set, with the reason; in force up to `until`, that day included."""

    tier: Tier
    reason: str
    by: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Assignment:
    """`tier` is the machine's; `lower_since` is the day of the first computation below it that nothing has
    interrupted, `lower_tier` the gravest of these computations.
    """

    tier: Tier
    since: date
    lower_since: date | None = None
    lower_tier: Tier | None = None
    override: Override | None = None

    def in_force(self, on: date) -> Tier:
        override = self.override
        return override.tier if override is not None and override.since <= on <= override.until else self.tier


def assign(current: Assignment | None, computed: Tier | None, as_of: date, rules: AssignmentRules) -> Assignment | None:
    """The assignment after one more computation; computations come in the order of their days.

    Who has no tier any more (not identified, not covered, deceased) has no assignment; `undetermined` changes nothing
    that stands.
    """
    if computed is None:
        return None
    if current is None:
        return Assignment(computed, as_of)
    if computed is Tier.UNDETERMINED or current.tier is Tier.UNDETERMINED:
        stays = computed is Tier.UNDETERMINED
        return current if stays else Assignment(computed, as_of, override=current.override)
    if RANK[computed] > RANK[current.tier]:
        return Assignment(computed, as_of)
    if computed is current.tier:
        return replace(current, lower_since=None, lower_tier=None)
    return _lower(current, computed, as_of, rules)


def _lower(current: Assignment, computed: Tier, as_of: date, rules: AssignmentRules) -> Assignment:
    if current.lower_since is None or current.lower_tier is None:
        return replace(current, lower_since=as_of, lower_tier=computed)
    gravest = max(current.lower_tier, computed, key=lambda tier: RANK[tier])
    if as_of - current.lower_since < timedelta(days=rules.step_down_days):
        return replace(current, lower_tier=gravest)
    below = computed is not gravest
    return Assignment(gravest, as_of, as_of if below else None, computed if below else None, current.override)


def override(current: Assignment, tier: Tier, reason: str, by: str, today: date, rules: AssignmentRules) -> Assignment:
    """A nurse knows better; it ends by itself, or when the machine next steps up."""
    until = today + timedelta(days=rules.override_valid_days)
    return replace(current, override=Override(tier, reason, by, today, until))
