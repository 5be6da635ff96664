"""Which refusal each constraint of the database stands for."""

from disease.domain.errors import MemberAlreadyKnown
from shared.runtime.database import Constraints

CONSTRAINTS: Constraints = {"one_member_per_medicaid_id": MemberAlreadyKnown}
