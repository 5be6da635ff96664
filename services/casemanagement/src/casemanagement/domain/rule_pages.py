"""The rule catalogue for people."""

from functools import cache
from typing import Any

from casemanagement.domain.rule_sets import RULE_SETS
from casemanagement.domain.screening.rule import ScreeningRule
from casemanagement.domain.screening.screening import RULES
from shared.kernel.errors import NotFound
from shared.kernel.rule_pages import citation_as_json

SCREENING = "screening"


class RuleNotFound(NotFound):
    code = "rule-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such rule. GET the list of rules for their ids.")


@cache
def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, severity, stages, title, message, citation, policies`, and what the rule leads to."""
    return [_page(rule) for rule in RULES]


def _page(rule: ScreeningRule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": "info",
        "stages": [SCREENING],
        "title": rule.title,
        "message": rule.message,
        "citation": citation_as_json(rule.citation),
        "policies": [rule_set.id for rule_set in RULE_SETS],
        "program": rule.program.value,
        "outcome": rule.outcome.value,
    }
