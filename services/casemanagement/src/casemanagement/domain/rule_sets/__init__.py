"""Versioned rule sets. Code reads a rule set; it never holds a number of the domain."""

from collections.abc import Mapping
from datetime import date

from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.rule_set import RuleSet
from shared.kernel.calendar import in_force
from shared.kernel.errors import InvalidMember

__all__ = ["RULE_SETS", "UnknownRuleSet", "rule_set_named", "rule_set_on"]

RULE_SETS: tuple[RuleSet, ...] = (JANUARY_2026,)


class UnknownRuleSet(InvalidMember):
    """The request names a rule set that does not exist."""

    def __init__(self, known: Mapping[str, RuleSet]) -> None:
        names = ", ".join(known)
        super().__init__("/query/rule_set", "unknown_rule_set", f"There is no rule set of that name. Known: {names}.")


def rule_set_named(name: str, adopted: Mapping[str, RuleSet]) -> RuleSet:
    """`adopted` holds the rule sets by the name they were published under. Raises `UnknownRuleSet`."""
    try:
        return adopted[name]
    except KeyError:
        raise UnknownRuleSet(adopted) from None


def rule_set_on(day: date, adopted: Mapping[str, RuleSet]) -> RuleSet:
    """The rule set in force on the day; before the first one, the first."""
    in_order = sorted(adopted.values(), key=lambda rule_set: rule_set.start)
    return in_force(((rule_set.start, rule_set) for rule_set in in_order), day) or in_order[0]
