"""The pace at which an authorization is used, as findings."""

from datetime import date
from typing import Any

from authorization.domain.policies import policy_on
from authorization.domain.rules import BURN_RATE_RULES
from authorization.domain.utilization import AuthorizedUse, BurnRateFacts
from shared.kernel.rule import evaluate
from shared.schema.findings import finding_as_json


def judge_use(use: AuthorizedUse, issued_on: date, today: date) -> list[dict[str, Any]]:
    """Findings under the policy that the authorization was issued under."""
    policy = policy_on(issued_on)
    facts = BurnRateFacts(use=use, today=today, policy=policy)
    return [finding_as_json(found) for found in evaluate(BURN_RATE_RULES, facts, policy.id).findings]
