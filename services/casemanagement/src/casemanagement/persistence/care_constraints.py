"""Which refusal each constraint of the care tables stands for."""

from casemanagement.domain.care.errors import AssessmentOpen, DraftOpen, ReservationReused, ReservationUsed, TurnTaken
from shared.runtime.database import Constraints

CARE_CONSTRAINTS: Constraints = {
    "one_open_assessment_per_episode": AssessmentOpen,
    "one_draft_care_plan_per_episode": DraftOpen,
    "one_number_per_care_plan": DraftOpen,
    "one_reservation_per_reference": ReservationReused,
    "one_contact_per_reservation": ReservationUsed,
    "one_contact_per_turn_of_a_day": TurnTaken,
}
