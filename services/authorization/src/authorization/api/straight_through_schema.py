"""What straight-through approval says of a request, on the wire."""

from typing import Any

from pydantic import ConfigDict

from authorization.domain.straight_through import StraightThroughOutcome
from shared.schema.findings import FindingRead
from shared.schema.rule_results import RuleResultRead
from shared.schema.wire import Instant, Wire

JUDGEMENT: dict[str, Any] = {
    "outcome": "needs_review",
    "policy": "2018-10",
    "judged_at": "2018-10-24T15:00:00Z",
    "findings": [
        {
            "rule_id": "ST-02",
            "severity": "hold",
            "message": "T1019 is not on the list of services that are approved without a reviewer.",
            "pointer": "/lines/0/service_code",
            "expected": ["S5170", "T1002", "T1016"],
            "actual": "T1019",
            "policy": "2018-10",
            "citation": {"source": "Service plans and authorization: the domain", "section": "3", "quote": "…"},
        }
    ],
    "not_evaluated": [{"rule_id": "EL-01", "needs": ["member/coverage", "member/level_of_care"]}],
    "rules": [],
}


class NotEvaluatedRead(Wire):
    rule_id: str
    needs: list[str]


class StraightThroughRead(Wire):
    """`clear` is approved where the policy is switched on. `rules` hold, with what they stand on.

    `undetermined` breaks no rule, but something in `not_evaluated` is not known; a reviewer decides then, too.
    """

    model_config = ConfigDict(json_schema_extra={"example": JUDGEMENT})

    outcome: StraightThroughOutcome
    policy: str
    judged_at: Instant
    findings: list[FindingRead]
    not_evaluated: list[NotEvaluatedRead]
    rules: list[RuleResultRead]
