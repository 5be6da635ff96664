"""A tier rule is a small pure function over the inputs of its disease: the inputs it stood on, or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from disease.domain.program import DiseaseCode
from disease.domain.tier import Tier
from shared.kernel.citation import Citation
from shared.kernel.rule_result import Input, RuleResult

Inputs = TypeVar("Inputs")
Values = TypeVar("Values")
Check = Callable[[Inputs, Values], Iterable[Input]]


@dataclass(frozen=True, slots=True)
class TierRule(Generic[Inputs, Values]):
    """`tier` is None for rules that identify. A rule holds when its check yields what it stood on."""

    id: str
    disease: DiseaseCode
    tier: Tier | None
    title: str
    citation: Citation
    check: Check[Inputs, Values]


def tier_rule(
    id: str, disease: DiseaseCode, tier: Tier | None, citation: Citation
) -> Callable[[Check[Inputs, Values]], TierRule[Inputs, Values]]:
    """Make a function into a rule; its name, read as a sentence, is the rule's title."""

    def make(check: Check[Inputs, Values]) -> TierRule[Inputs, Values]:
        return TierRule(id, disease, tier, getattr(check, "__name__", id).replace("_", " "), citation, check)

    return make


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds, with its tier."""

    tier: Tier | None
    result: RuleResult


def judge(rules: Sequence[TierRule[Inputs, Values]], inputs: Inputs, values: Values, version: str) -> tuple[Held, ...]:
    """Every rule that holds, in catalogue order."""
    return tuple(
        Held(rule.tier, RuleResult(rule.id, version, stood_on, rule.citation))
        for rule in rules
        if (stood_on := tuple(rule.check(inputs, values)))
    )
