"""The rule sets, oldest first."""

from disease.domain.errors import UnknownRuleSet
from disease.domain.rule_sets.january_2026 import RULE_SET as JANUARY_2026
from disease.domain.rule_sets.rule_set import RuleSet

RULE_SETS = (JANUARY_2026,)
NEWEST = RULE_SETS[-1]


def rule_set_named(name: str | None) -> RuleSet:
    """The newest when none is named: what happened before a rule set is judged by it as well."""
    if name is None:
        return NEWEST
    found = next((rule_set for rule_set in RULE_SETS if rule_set.id == name), None)
    if found is None:
        raise UnknownRuleSet(tuple(rule_set.id for rule_set in RULE_SETS))
    return found
