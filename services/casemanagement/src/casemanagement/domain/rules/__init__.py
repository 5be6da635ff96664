"""Every rule that guards a case, in order."""

from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.rules.care import (
    a_pause_has_a_reason_and_an_end,
    an_active_plan_has_accepted_goals_agreement_and_a_copy,
    going_back_has_a_reason,
    planning_begins_with_a_complete_assessment,
    the_assessment_is_complete_in_time,
    the_next_contact_is_to_come,
)
from casemanagement.domain.rules.discharge import (
    a_discharge_has_reasons_a_summary_and_no_open_task,
    a_discharge_never_touches_cover,
    a_member_who_leaves_has_said_so,
    an_error_is_taken_back_in_time,
    death_and_the_end_of_cover_come_from_the_record,
    goals_are_met_in_the_active_plan,
    nobody_is_blamed_for_what_we_could_remove,
)
from casemanagement.domain.rules.outreach import (
    a_case_manager_has_room,
    a_level_set_by_hand_is_reasoned,
    nothing_goes_out_while_a_death_is_reported,
    only_who_was_tried_enough_is_unable_to_reach,
    the_member_is_identified_and_agrees_to_talk,
)
from casemanagement.domain.rules.referral import (
    a_closure_says_how_and_why,
    a_referral_is_accepted_into_a_program,
    a_referral_of_a_physician_is_closed_with_a_note_and_an_answer,
    contact_information_alone_is_for_low_prenatal_risk,
    only_members_are_taken_in,
    who_opted_out_is_asked_and_not_enrolled,
)
from shared.kernel.rule import Rule

CASE_RULES: tuple[Rule[GuardFacts], ...] = (
    a_referral_of_a_physician_is_closed_with_a_note_and_an_answer,
    only_members_are_taken_in,
    who_opted_out_is_asked_and_not_enrolled,
    a_referral_is_accepted_into_a_program,
    a_closure_says_how_and_why,
    contact_information_alone_is_for_low_prenatal_risk,
    a_level_set_by_hand_is_reasoned,
    a_case_manager_has_room,
    nothing_goes_out_while_a_death_is_reported,
    the_member_is_identified_and_agrees_to_talk,
    only_who_was_tried_enough_is_unable_to_reach,
    planning_begins_with_a_complete_assessment,
    the_assessment_is_complete_in_time,
    an_active_plan_has_accepted_goals_agreement_and_a_copy,
    the_next_contact_is_to_come,
    a_pause_has_a_reason_and_an_end,
    going_back_has_a_reason,
    a_discharge_has_reasons_a_summary_and_no_open_task,
    goals_are_met_in_the_active_plan,
    nobody_is_blamed_for_what_we_could_remove,
    a_member_who_leaves_has_said_so,
    death_and_the_end_of_cover_come_from_the_record,
    a_discharge_never_touches_cover,
    an_error_is_taken_back_in_time,
)
