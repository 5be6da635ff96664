"""The catalogue for reading: the same for `/rules`, the command line and the printed page."""

from typing import Any

from authorization.domain.policies import POLICIES
from authorization.domain.policies.policy import ReasonCode
from authorization.domain.rules import CATALOGUE
from shared.kernel.citation import Citation
from shared.kernel.rule import Rule


def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, severity, stages, title, message, citation, policies`."""
    return [_rule(rule) for rule in CATALOGUE]


def reason_codes_as_json() -> list[dict[str, Any]]:
    return [_reason_code(code, policy.id) for policy in POLICIES for code in policy.reason_codes]


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "stages": list(rule.stages),
        "title": rule.title,
        "message": rule.message,
        "citation": _citation(rule.citation),
        "policies": [policy.id for policy in POLICIES],
    }


def _reason_code(code: ReasonCode, policy: str) -> dict[str, Any]:
    return {
        "code": code.code,
        "title": code.title,
        "clinical": code.clinical,
        "citation": _citation(code.citation),
        "policy": policy,
    }


def _citation(citation: Citation) -> dict[str, str]:
    return {"source": citation.source.title, "section": citation.section, "quote": citation.quote}
