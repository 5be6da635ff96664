"""Which refusal each constraint of the database stands for."""

from disease.domain.errors import MeasureRunIsOn, MemberAlreadyKnown, RunGoesOn
from disease.domain.program_errors import (
    AlreadyEnrolled,
    AlreadyOptedOut,
    AlreadyRequested,
    CallStillOpen,
    GuidelineVersionTaken,
    NewsletterTaken,
)
from shared.runtime.database import Constraints

CONSTRAINTS: Constraints = {
    "one_member_per_medicaid_id": MemberAlreadyKnown,
    "one_measure_run_of_a_year_at_a_time": MeasureRunIsOn,
    "one_open_enrolment": AlreadyEnrolled,
    "one_enrolment_per_number": AlreadyEnrolled,
    "one_open_opt_out": AlreadyOptedOut,
    "one_call_at_a_time": CallStillOpen,
    "one_open_request": AlreadyRequested,
    "one_guideline_version": GuidelineVersionTaken,
    "newsletters_pkey": NewsletterTaken,
    "one_population_run_at_a_time": RunGoesOn,
}
