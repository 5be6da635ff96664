"""Which refusal each constraint of the database stands for."""

from casemanagement.domain.errors import (
    AlreadyDischarged,
    AlreadyOptedOut,
    CaseAlreadyOpen,
    DeathAlreadyReported,
    LeadTaken,
    MemberAlreadyKnown,
    MemberNotFound,
    NumberTaken,
    ProgramsExclude,
    SubmissionReused,
)
from shared.runtime.database import Constraints

CONSTRAINTS: Constraints = {
    "one_member_per_medicaid_id": MemberAlreadyKnown,
    "one_open_episode_per_program": CaseAlreadyOpen,
    "one_open_episode_per_group": ProgramsExclude,
    "one_episode_per_number": NumberTaken,
    "one_number_per_episode": NumberTaken,
    "one_lead_case_manager_per_member": LeadTaken,
    "one_referral_per_submission": SubmissionReused,
    "one_standing_opt_out_per_scope": AlreadyOptedOut,
    "one_open_death_report": DeathAlreadyReported,
    "one_standing_discharge": AlreadyDischarged,
    "screenings_member_id_fkey": MemberNotFound,
}
