"""Which refusal each constraint of the database stands for."""

from disease.domain.errors import MemberAlreadyKnown, RunGoesOn
from shared.runtime.database import Constraints

CONSTRAINTS: Constraints = {
    "one_member_per_medicaid_id": MemberAlreadyKnown,
    "one_population_run_at_a_time": RunGoesOn,
}
