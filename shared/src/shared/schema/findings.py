"""Findings and citations on the wire."""

from typing import Any, Literal

from shared.kernel.finding import Finding
from shared.kernel.rule_pages import citation_as_json
from shared.schema.wire import Wire


class CitationRead(Wire):
    source: str
    section: str
    quote: str


class FindingRead(Wire):
    rule_id: str
    severity: Literal["error", "warning", "hold", "info"]
    message: str
    pointer: str
    expected: Any = None
    actual: Any = None
    policy: str
    citation: CitationRead


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON members; expected and actual stay plain values."""
    return {
        "rule_id": finding.rule_id,
        "severity": finding.severity.value,
        "message": finding.message,
        "pointer": finding.pointer,
        "expected": finding.expected,
        "actual": finding.actual,
        "policy": finding.policy,
        "citation": citation_as_json(finding.citation),
    }
