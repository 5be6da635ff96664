"""Which refusal each constraint of the database stands for."""

from plans.domain.errors import (
    AlreadySucceeded,
    LinesOverlap,
    MemberAlreadyKnown,
    PlansOverlap,
    ProviderAlreadyKnown,
    StaysOverlap,
)
from shared.runtime.database import Constraints

CONSTRAINTS: Constraints = {
    "one_member_per_medicaid_id": MemberAlreadyKnown,
    "one_provider_per_npi": ProviderAlreadyKnown,
    "one_open_plan_per_span": PlansOverlap,
    "no_overlapping_lines": LinesOverlap,
    "one_live_successor": AlreadySucceeded,
    "one_stay_per_day": StaysOverlap,
}
