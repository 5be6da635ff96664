"""What a rule found: the sentence for the person, and the facts behind it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared.kernel.citation import Citation


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HOLD = "hold"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Violation:
    """One subject that breaks a rule.

    `pointer` is a JSON Pointer into what was judged; `values` fill the rule's message;
    `severity` and `message` replace the rule's own where one rule speaks in two ways.
    """

    pointer: str
    expected: Any = None
    actual: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What a rule would need to know before it can judge, by name."""

    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    rule_id: str
    severity: Severity
    message: str
    pointer: str
    expected: Any
    actual: Any
    policy: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    rule_id: str
    needs: tuple[str, ...]
