"""The rule catalogue for people."""

from functools import cache
from typing import Any

from casemanagement.domain.care.contact_rules import CAP_RULES, SEND_RULES
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.rules import ASSESSMENT_RULES, NEXT_CONTACT_RULES, PLAN_RULES, REFERRAL_RULES
from casemanagement.domain.policy import POLICIES
from casemanagement.domain.rule_sets import RULE_SETS
from casemanagement.domain.rules import CASE_RULES
from casemanagement.domain.screening.rule import ScreeningRule
from casemanagement.domain.screening.screening import RULES
from shared.kernel.errors import NotFound
from shared.kernel.rule import Rule
from shared.kernel.rule_pages import citation_as_json, rule_as_json

SCREENING = "screening"
CARE_RULES: tuple[Rule[Any], ...] = (
    *ASSESSMENT_RULES,
    *PLAN_RULES,
    *REFERRAL_RULES,
    *NEXT_CONTACT_RULES,
    *SEND_RULES,
    *CAP_RULES,
)


class RuleNotFound(NotFound):
    code = "rule-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such rule. GET the list of rules for their ids.")


@cache
def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, severity, stages, title, message, citation, policies`, and what the rule leads to."""
    pages = [_page(rule) for rule in RULES]
    pages += [rule_as_json(rule, [policy.id for policy in POLICIES]) for rule in CASE_RULES]
    pages += [rule_as_json(rule, [CARE_2026.id]) for rule in CARE_RULES]
    return _one_per_id(pages)


def _one_per_id(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A rule that speaks at steps of the case and in the work on it stands once, with all its stages and policies."""
    known: dict[str, dict[str, Any]] = {}
    for page in pages:
        first = known.setdefault(page["id"], page)
        for name in ("stages", "policies"):
            first[name] = list(dict.fromkeys((*first[name], *page[name])))
    return list(known.values())


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
