"""The plan year before the proposed one."""

from plans.domain.plan import OtherPlan, ServiceLine, ServicePlan
from shared.kernel.calendar import Span


class PreviousPlan:
    """The plan year before the proposed one, and where the request holds it."""

    __slots__ = ("lines", "pointer", "span")

    def __init__(self, pointer: str, span: Span, lines: tuple[ServiceLine, ...] | None) -> None:
        self.pointer = pointer
        self.span = span
        self.lines = lines


def previous_plan(
    plan: ServicePlan, running: ServicePlan | None, other_plans: tuple[OtherPlan, ...] | None
) -> PreviousPlan | None:
    found: PreviousPlan | None = None
    if running is not None and (span := running.span):
        found = PreviousPlan("/current", span, running.lines)
    for index, other in enumerate(other_plans or ()):
        span = other.span
        if span and span.start < plan.start and (found is None or found.span.end < span.end):
            found = PreviousPlan(f"/other_plans/{index}", span, other.lines)
    return found
