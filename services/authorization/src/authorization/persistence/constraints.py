"""Which refusal each constraint of the database stands for."""

from authorization.domain.errors import (
    AlreadyAppealed,
    AlreadyAsked,
    AlreadyDecided,
    AlreadyResent,
    ControlNumberTaken,
    HeldByAnother,
    NumberTaken,
    ReportCorrected,
    ReportReused,
    SubmissionReused,
    UnitsTaken,
)
from shared.runtime.database import Constraints

CONSTRAINTS: Constraints = {
    "one_request_per_submission": SubmissionReused,
    "one_live_assignment": HeldByAnother,
    "one_open_question": AlreadyAsked,
    "one_appeal_per_level": AlreadyAppealed,
    "one_decision_per_request": AlreadyDecided,
    "one_authorization_per_number": NumberTaken,
    "one_live_authorization_per_line": NumberTaken,
    "one_utilization_per_report": ReportReused,
    "one_correction_per_report": ReportCorrected,
    "one_batch_per_control_number": ControlNumberTaken,
    "one_resend_per_export": AlreadyResent,
    "used_within_what_was_authorized": UnitsTaken,
}
