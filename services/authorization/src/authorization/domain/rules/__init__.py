"""Every rule of this service, in order."""

from typing import Any

from authorization.domain.rules.appeals import (
    a_timely_request_keeps_the_service_running,
    an_appeal_is_filed_in_time,
    somebody_else_decides_the_appeal,
)
from authorization.domain.rules.clocks import (
    a_request_is_decided_before_it_is_due,
    an_accepted_priority_is_decided_within_a_day,
)
from authorization.domain.rules.decisions import (
    a_decision_stays_within_what_was_asked,
    a_refusal_or_reduction_is_reasoned,
    an_independent_reviewer_decides_every_line_once,
)
from authorization.domain.rules.eligibility import services_go_to_a_living_member_who_is_eligible
from authorization.domain.rules.exports import what_is_exported_arrives
from authorization.domain.rules.floor import (
    a_transfer_carries_what_is_left_of_the_year,
    no_fewer_units_are_authorized_than_were_used,
)
from authorization.domain.rules.notices import (
    a_notice_says_by_when_to_answer,
    a_running_service_is_not_cut_before_its_notice,
)
from authorization.domain.rules.priority import (
    a_justification_says_what_delay_would_do,
    a_mixed_request_is_judged_line_by_line,
    a_priority_is_justified_by_a_note,
    a_priority_meets_the_criteria,
    an_exempt_service_needs_no_note,
)
from authorization.domain.rules.straight_through import (
    a_provider_is_named_and_not_in_doubt,
    a_service_is_listed_and_within_its_limit,
    nothing_is_taken_away,
    plans_found_nothing_that_needs_a_person,
)
from authorization.domain.rules.totals import a_partner_states_no_more_units_than_there_are
from authorization.domain.rules.utilization import (
    a_unit_is_delivered_on_an_authorized_day,
    no_more_is_used_than_remains,
    units_are_used_at_the_expected_pace,
)
from shared.kernel.rule import Rule

RECEIPT_RULES = (
    a_priority_is_justified_by_a_note,
    an_exempt_service_needs_no_note,
    a_justification_says_what_delay_would_do,
    a_mixed_request_is_judged_line_by_line,
    a_partner_states_no_more_units_than_there_are,
)
PRIORITY_REVIEW_RULES = (a_priority_meets_the_criteria,)
PERIODIC_RULES = (an_accepted_priority_is_decided_within_a_day, a_request_is_decided_before_it_is_due)
DECISION_RULES = (
    a_refusal_or_reduction_is_reasoned,
    an_independent_reviewer_decides_every_line_once,
    a_decision_stays_within_what_was_asked,
    no_fewer_units_are_authorized_than_were_used,
    a_transfer_carries_what_is_left_of_the_year,
    a_running_service_is_not_cut_before_its_notice,
)
ELIGIBILITY_RULES = (services_go_to_a_living_member_who_is_eligible,)
NOTICE_RULES = (a_notice_says_by_when_to_answer,)
REPORT_RULES = (a_unit_is_delivered_on_an_authorized_day, no_more_is_used_than_remains)
APPEAL_RULES = (an_appeal_is_filed_in_time, a_timely_request_keeps_the_service_running)
APPEAL_OUTCOME_RULES = (somebody_else_decides_the_appeal,)
EXPORT_RULES = (what_is_exported_arrives,)
STRAIGHT_THROUGH_RULES = (
    plans_found_nothing_that_needs_a_person,
    a_service_is_listed_and_within_its_limit,
    a_provider_is_named_and_not_in_doubt,
    nothing_is_taken_away,
)
BURN_RATE_RULES = (units_are_used_at_the_expected_pace,)

CATALOGUE: tuple[Rule[Any], ...] = tuple(
    sorted(
        (
            *RECEIPT_RULES,
            *PRIORITY_REVIEW_RULES,
            *PERIODIC_RULES,
            *DECISION_RULES,
            *ELIGIBILITY_RULES,
            *REPORT_RULES,
            *NOTICE_RULES,
            *APPEAL_RULES,
            *APPEAL_OUTCOME_RULES,
            *BURN_RATE_RULES,
            *EXPORT_RULES,
            *STRAIGHT_THROUGH_RULES,
        ),
        key=lambda rule: rule.id,
    )
)
