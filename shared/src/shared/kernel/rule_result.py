"""What a stratification rule found: the rule, the inputs it stood on, and the sentence behind it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from shared.kernel.citation import Citation


@dataclass(frozen=True, slots=True)
class Input:
    """`value` as it was reported; `source` says where it came from, for example `loinc 4548-4`."""

    name: str
    value: str | int | bool | None
    source: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class MissingInput:
    """Missing is not normal: what was not there or could not be used, and why.

    `reason` is one of `absent`, `stale`, `after_as_of`, `rejected`, `censored`, `assumed`.
    """

    name: str
    reason: str
    source: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule that holds. `version` is the rule set that it was judged under."""

    rule_id: str
    version: str
    inputs: tuple[Input, ...]
    citation: Citation


def without_doubles(missing: Iterable[MissingInput]) -> tuple[MissingInput, ...]:
    return tuple(dict.fromkeys(missing))
