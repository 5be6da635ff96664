"""What the plans service is told: through the outbox, so that it is never lost and arrives at least once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from authorization.domain.request import LinePriority, PriorityStatus, Submission
from shared.runtime.work import Work
from shared.schema.plans import DecisionNotice, LineDecision
from shared.schema.plans import LinePriority as LinePriorityNotice

Kind = Literal[
    "lines_decided", "priority_reviewed", "routed_to_clinical_review", "returned_from_clinical_review", "line_extended"
]


@dataclass(frozen=True, slots=True)
class Plans:
    """The neighbour at this origin."""

    url: str

    def tell(
        self,
        work: Work,
        kind: Kind,
        request_id: UUID,
        submission: Submission,
        *,
        decision_id: UUID | None = None,
        lines: Sequence[LineDecision] = (),
        priorities: Sequence[LinePriority] = (),
    ) -> None:
        """Announce an event of the request in this transaction; nothing for a partner's request, which has no plan."""
        if submission.plan_id is None or submission.plan_version is None:
            return
        notice = DecisionNotice(
            decision_id=decision_id or work.new_id(),
            request_id=request_id,
            plan_version=submission.plan_version,
            kind=kind,
            decided_at=work.now,
            decided_by=work.caller.subject,
            lines=list(lines),
            priority=[_priority(entry) for entry in priorities if entry.status is not PriorityStatus.NOT_REQUESTED],
        )
        work.announce(
            f"decision.{kind}",
            submission.plan_id,
            "PUT",
            f"{self.url.rstrip('/')}/plans/v1/service-plans/{submission.plan_id}/decision",
            notice.model_dump(mode="json"),
        )


def _priority(entry: LinePriority) -> LinePriorityNotice:
    told: dict[str, Any] = {"status": entry.status.value, "rule_ids": list(entry.rule_ids), "reason": entry.reason}
    return LinePriorityNotice(line_id=entry.line_id, **told)
