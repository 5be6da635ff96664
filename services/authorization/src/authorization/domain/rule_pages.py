"""The catalogue for reading: the same for `/rules`, the command line and the printed page."""

from typing import Any

from authorization.domain.policies import POLICIES
from authorization.domain.policies.policy import ReasonCode
from authorization.domain.rules import CATALOGUE
from shared.kernel.rule_pages import citation_as_json, rule_as_json


def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, severity, stages, title, message, citation, policies`."""
    return [rule_as_json(rule, [policy.id for policy in POLICIES]) for rule in CATALOGUE]


def reason_codes_as_json() -> list[dict[str, Any]]:
    return [_reason_code(code, policy.id) for policy in POLICIES for code in policy.reason_codes]


def _reason_code(code: ReasonCode, policy: str) -> dict[str, Any]:
    return {
        "code": code.code,
        "title": code.title,
        "clinical": code.clinical,
        "citation": citation_as_json(code.citation),
        "policy": policy,
    }
