"""The answer of the dry run on the wire, written straight to bytes."""

from typing import Annotated, Literal

import orjson
from pydantic import Field

from plans.domain.dry_run import DryRun
from shared.schema.findings import FindingRead, finding_as_json
from shared.schema.wire import Wire


class NotEvaluatedRead(Wire):
    """A rule that could not be judged, and the members of the body that it lacks."""

    rule_id: str
    needs: list[str]


class TotalRead(Wire):
    """`cost` is a decimal string of dollars; null where units or rates cannot be known."""

    ref: str
    units: int | None
    cost: Annotated[str, Field(pattern=r"^\d+\.\d{2}$")] | None


class PriorityRead(Wire):
    requested: bool | None
    granted: list[str]
    denied: list[str]


class DryRunRead(Wire):
    policy: str
    outcome: Literal["clear", "warnings", "held", "blocked"]
    findings: list[FindingRead]
    not_evaluated: list[NotEvaluatedRead]
    totals: list[TotalRead]
    priority: PriorityRead


def answer_bytes(answer: DryRun) -> bytes:
    return orjson.dumps(
        {
            "policy": answer.policy,
            "outcome": answer.outcome,
            "findings": [finding_as_json(finding) for finding in answer.findings],
            "not_evaluated": [{"rule_id": gap.rule_id, "needs": gap.needs} for gap in answer.not_evaluated],
            "totals": [
                {"ref": total.ref, "units": total.units, "cost": None if total.cost is None else f"{total.cost:.2f}"}
                for total in answer.totals
            ],
            "priority": {
                "requested": answer.priority.requested,
                "granted": answer.priority.granted,
                "denied": answer.priority.denied,
            },
        }
    )
