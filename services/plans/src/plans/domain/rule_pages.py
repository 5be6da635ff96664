"""The rule catalogue for people."""

from functools import cache
from typing import Any

from plans.domain.policies import POLICIES
from plans.domain.rules import CATALOGUE
from shared.kernel.rule_pages import rule_as_json


@cache
def rules_as_json() -> list[dict[str, Any]]:
    """In catalogue order: `id, severity, stages, title, message, citation, policies`."""
    return [rule_as_json(rule, [policy.id for policy in POLICIES if rule.id in policy.rule_ids]) for rule in CATALOGUE]
