"""Services that pause while the member is an inpatient (OV-04): days of running lines, which stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from plans.domain.circumstances import Facility, Stay
from plans.domain.policies import Policy
from plans.domain.spans import joined
from plans.domain.stored_plan import RUNNING, StoredLine, StoredPlan, Suspension
from shared.kernel.calendar import ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStay(Stay):
    """A stay on a member's record; a withdrawn one was recorded by mistake and counts for nothing."""

    id: UUID
    withdrawn: bool = False


def suspensions_of(plan: StoredPlan, stays: Sequence[Stay], policy: Policy) -> tuple[Suspension, ...]:
    """For each running line and each stay, the days that are lost; in order of lines, then of days."""
    blocks = joined(stay.span for stay in stays)
    return tuple(
        suspension
        for line in plan.lines
        if line.status in RUNNING and line.service_code not in policy.codes_during_a_stay
        for stay in sorted(stays, key=lambda one: one.start)
        if (suspension := _suspension(line, stay, next(block.end for block in blocks if block.covers(stay.span))))
    )


def _suspension(line: StoredLine, stay: Stay, inpatient_through: date) -> Suspension | None:
    """Two stays without a day between them resume after the second."""
    if line.start is None or line.end is None or stay.span.start > line.end or stay.span.end < line.start:
        return None
    is_over = stay.end is not None
    return Suspension(
        line_id=line.id,
        start=max(line.start, stay.start),
        end=min(line.end, stay.span.end),
        resumes_on=inpatient_through + ONE_DAY if is_over and inpatient_through < line.end else None,
        facility=Facility(stay.facility),
    )
