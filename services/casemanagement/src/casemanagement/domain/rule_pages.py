"""The rule catalogue for people: what finds a program, what guards a case, and what stands for reaching a member."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from casemanagement.domain.care.contact_rules import CAP_RULES, SEND_RULES
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.rules import ASSESSMENT_RULES, NEXT_CONTACT_RULES, PLAN_RULES, REFERRAL_RULES
from casemanagement.domain.levels import LEVEL_RULES
from casemanagement.domain.policy import POLICIES
from casemanagement.domain.rule_sets import RULE_SETS
from casemanagement.domain.rules import CASE_RULES
from casemanagement.domain.screening.endings import END_RULES
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
    """In catalogue order: `id, severity, stages, title, message, citation, policies`; each id once.

    A rule that finds a program names it, with the outcome. A rule that several steps judge has one page.
    """
    pages: dict[str, dict[str, Any]] = {}
    for page in _pages():
        pages.setdefault(page["id"], page)
    return list(pages.values())


def _pages() -> Iterator[dict[str, Any]]:
    yield from (_page(rule) for rule in RULES)
    yield from (rule_as_json(rule, [policy.id for policy in POLICIES]) for rule in CASE_RULES)
    yield from (rule_as_json(rule, [policy.id for policy in POLICIES]) for rule in LEVEL_RULES)
    yield from (rule_as_json(rule, [rule_set.id for rule_set in RULE_SETS]) for rule in END_RULES)
    yield from (rule_as_json(rule, [CARE_2026.id]) for rule in CARE_RULES)


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
