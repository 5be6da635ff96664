"""Every plan rule, in the order in which a reader meets them; nothing registers itself."""

from functools import cache
from typing import Any

from plans.domain.plan import PlanFacts
from plans.domain.policies import Policy
from plans.domain.proposal import Proposal
from plans.domain.rules import (
    budget,
    changing_services,
    corresponding_documents,
    dates,
    eligibility,
    new_plans,
    other_services,
    overlaps,
    plan_content,
    priority,
    providers,
    retroactive,
    running_plans,
    self_direction,
    successor_lines,
    supervisor_review,
    ub120,
    units,
    workflow,
)
from plans.domain.rules.workflow import PlanEdit
from plans.domain.stage import Stage
from shared.kernel.rule import Evaluation, Rule, at_stage, evaluate

PLAN_RULES: tuple[Rule[Proposal], ...] = (
    changing_services.a_change_lies_within_the_plan_year,
    changing_services.a_change_adds_no_plan,
    changing_services.an_authorized_line_keeps_all_but_its_end,
    changing_services.the_end_moves_for_a_reason,
    successor_lines.an_increase_or_decrease_ends_one_line_and_adds_one,
    successor_lines.the_units_go_the_way_the_reason_says,
    successor_lines.a_transfer_ends_one_provider_and_adds_another,
    changing_services.a_new_end_is_not_in_the_past,
    changing_services.more_case_management_is_explained_and_never_less,
    changing_services.a_converted_line_keeps_all_but_its_end,
    retroactive.the_end_of_an_authorized_line_is_requested,
    new_plans.initial_work_goes_into_the_plan_that_exists,
    new_plans.a_line_opened_by_msu_is_extended_to_the_plan_end,
    new_plans.lines_opened_by_msu_reach_the_plan_end,
    new_plans.a_quantity_beside_the_standard_is_explained,
    new_plans.next_years_services_stay_out_of_this_plan,
    new_plans.a_reassessment_plan_starts_the_day_after,
    new_plans.dates_of_a_converted_plan_stay,
    new_plans.continuing_services_are_carried_over,
    supervisor_review.a_supervisor_note_is_present,
    supervisor_review.the_supervisor_has_seen_this_version,
    supervisor_review.nobody_reviews_their_own_plan,
    corresponding_documents.required_documents_are_linked,
    corresponding_documents.linked_documents_are_complete,
    corresponding_documents.the_ucat_is_recent,
    corresponding_documents.assisted_living_has_its_move_in_document,
    priority.priority_is_justified_by_a_note,
    priority.exempt_services_need_no_note,
    priority.the_justification_says_enough,
    priority.a_mixed_request_is_divided_by_line,
    ub120.ub120_is_one_unit,
    ub120.ub120_is_per_calendar_day,
    ub120.ub120_total_equals_its_days,
    dates.dates_are_present_and_in_order,
    dates.a_plan_year_has_at_most_365_days,
    dates.a_short_plan_states_why,
    dates.plans_of_a_member_do_not_overlap,
    dates.plans_follow_without_a_gap,
    dates.a_year_line_has_one_period,
    retroactive.services_begin_after_they_were_asked_for,
    eligibility.lines_stay_within_eligibility_and_certification,
    running_plans.next_years_plan_is_made_in_time,
    dates.weekly_services_change_between_weeks,
    units.units_are_above_zero_and_within_the_caps,
    units.the_catalogue_knows_the_service,
    units.the_total_is_what_the_dates_give,
    units.no_fewer_units_than_were_used,
    units.parts_of_a_year_quantity_stay_within_it,
    running_plans.units_are_used_as_planned,
    overlaps.a_service_is_planned_once_for_a_day,
    overlaps.exclusive_services_do_not_run_together,
    other_services.other_payers_come_first,
    other_services.services_pause_during_a_stay,
    other_services.a_request_is_made_once,
    providers.providers_are_certified,
    providers.the_member_chose_the_provider,
    providers.case_management_is_free_of_conflict,
    providers.the_caregiver_does_not_speak_for_the_member,
    eligibility.the_member_is_eligible,
    running_plans.every_month_has_a_service,
    budget.a_plan_stays_below_its_cap,
    budget.self_direction_costs_less_than_agency_care,
    budget.a_large_increase_is_reviewed_by_a_clinician,
    self_direction.self_direction_is_safe,
    plan_content.the_plan_is_person_centered,
    plan_content.the_plan_is_signed,
    running_plans.the_plan_is_kept_under_review,
    workflow.only_draft_lines_are_deleted,
    workflow.notes_are_written_as_msu_asks,
)

EDIT_RULES: tuple[Rule[PlanEdit], ...] = (workflow.a_plan_in_review_is_locked_and_edits_start_from_the_newest_version,)

CATALOGUE: tuple[Rule[Any], ...] = (*PLAN_RULES, *EDIT_RULES)


@cache
def _rules_of(policy_id: str, rule_ids: frozenset[str], stage: Stage) -> tuple[Rule[Proposal], ...]:
    return tuple(judged for judged in at_stage(PLAN_RULES, stage.and_before()) if judged.id in rule_ids)


def judge_proposal(proposal: Proposal, stage: Stage) -> Evaluation:
    """Judge every rule of the policy that belongs to this stage or an earlier one."""
    policy = proposal.policy
    return evaluate(_rules_of(policy.id, policy.rule_ids, stage), proposal, policy.id)


def judge_plan(facts: PlanFacts, stage: Stage, policy: Policy) -> Evaluation:
    return judge_proposal(Proposal(facts, policy), stage)


def judge_edit(edit: PlanEdit, policy: Policy) -> Evaluation:
    return evaluate([judged for judged in EDIT_RULES if judged.id in policy.rule_ids], edit, policy.id)
