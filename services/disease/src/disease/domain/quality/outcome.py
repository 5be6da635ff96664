"""What a measure says of one member."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """`excluded` says why a member of the population does not count. `denominator` is 1, or how many events count;
    `numerators` by code, each at most the denominator. `inputs` are what it stood on, JSON values.
    """

    excluded: str | None
    denominator: int
    numerators: dict[str, int]
    inputs: dict[str, Any] = field(default_factory=dict)


def excluded_for(reason: str, **inputs: Any) -> Outcome:
    return Outcome(reason, 0, {}, inputs)


def counted(inputs: dict[str, Any], **numerators: bool) -> Outcome:
    """One member, in or out of each numerator."""
    return Outcome(None, 1, {code: int(met) for code, met in numerators.items()}, inputs)
