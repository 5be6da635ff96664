"""Lead: cases from the contract's threshold, watch from the CDC's; a capillary result waits for a venous one."""

from collections.abc import Callable, Iterable

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.programs import LEAD_LEVEL
from casemanagement.domain.screening.blood_lead import LeadPicture, LeadResult
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.lead_steps import next_steps
from casemanagement.domain.screening.rule import (
    ProgramFound,
    ScreeningOutcome,
    ScreeningRule,
    held,
    newest_fact,
    screening_rule,
)
from casemanagement.domain.sources import CDC_LEAD, clarified, domain_page
from shared.kernel.citation import Citation
from shared.kernel.rule_result import Input

WATCHED = Citation(CDC_LEAD, "Actions by level", "A blood lead level of 3.5 ug/dL or more is followed up and retested.")
CASE = "Enroll the member in lead case management and offer the five lead services."
WATCH = "Teach the family about lead and have the member tested again; no case is opened."


def _lead(
    id: str, outcome: ScreeningOutcome, message: str, citation: Citation
) -> Callable[..., ScreeningRule[LeadPicture]]:
    return screening_rule(id=id, program=ProgramCode.LEAD, outcome=outcome, message=message, citation=citation)


def _compared(picture: LeadPicture, result: LeadResult, name: str) -> tuple[Input, ...]:
    threshold = picture.policy.cm_threshold if name == "lead_cm_threshold" else picture.policy.watch_threshold
    return (*result.inputs, picture.evidence.of_rule_set(name, f"{threshold:f}"))


def _to_confirm(picture: LeadPicture, result: LeadResult) -> tuple[Input, ...]:
    confirm_by = picture.confirm_by(result)
    return (
        *_compared(picture, result, "lead_cm_threshold"),
        Input("venous_confirmation_by", confirm_by.isoformat(), f"rule set {picture.evidence.rule_set.id}", confirm_by),
    )


@_lead("LEAD-01", ScreeningOutcome.ENROLL, CASE, LEAD_LEVEL)
def a_venous_result_reaches_the_case_threshold(picture: LeadPicture) -> Iterable[Input]:
    newest = picture.newest_venous
    if newest is None or not picture.reaches(newest, picture.policy.cm_threshold):
        return ()
    return _compared(picture, newest, "lead_cm_threshold")


@_lead(
    "LEAD-02",
    ScreeningOutcome.PROVISIONAL,
    "Have the capillary result confirmed by a venous one in time; the case is provisional until then.",
    domain_page("4.3", "A capillary result at the case threshold identifies provisionally until it is confirmed."),
)
def a_capillary_result_waits_to_be_confirmed(picture: LeadPicture) -> Iterable[Input]:
    return _to_confirm(picture, picture.pending) if picture.pending else ()


@_lead(
    "LEAD-03",
    ScreeningOutcome.ENROLL,
    "Enroll the member: nobody confirmed the capillary result in time. The venous test is still due.",
    domain_page("4.3", "When the day for confirming a capillary result has passed unmet, the member is enrolled."),
)
def a_capillary_result_was_not_confirmed_in_time(picture: LeadPicture) -> Iterable[Input]:
    return _to_confirm(picture, picture.overdue) if picture.overdue else ()


@_lead("LEAD-04", ScreeningOutcome.WATCH, WATCH, WATCHED)
def a_venous_result_lies_between_the_thresholds(picture: LeadPicture) -> Iterable[Input]:
    newest = picture.newest_venous
    return _compared(picture, newest, "lead_watch_threshold") if newest and picture.between(newest) else ()


@_lead("LEAD-05", ScreeningOutcome.WATCH, WATCH, WATCHED)
def a_capillary_result_lies_between_the_thresholds(picture: LeadPicture) -> Iterable[Input]:
    watched = picture.watched_capillary
    return _compared(picture, watched, "lead_watch_threshold") if watched else ()


@_lead(
    "LEAD-06",
    ScreeningOutcome.WATCH,
    "Ask the laboratory for the value, or have the member tested again: only a bound is known.",
    clarified(21, "A result below a bound that lies above the watch threshold is undetermined: watched, and missing."),
)
def a_result_is_known_only_by_its_bound(picture: LeadPicture) -> Iterable[Input]:
    undetermined = picture.undetermined
    return _compared(picture, undetermined, "lead_watch_threshold") if undetermined else ()


@_lead(
    "LEAD-07",
    ScreeningOutcome.WATCH,
    "Find the result behind the diagnosis, or have the member tested.",
    clarified(21, "A lead diagnosis without a result is watched, and the result is missing."),
)
def a_lead_diagnosis_has_no_result(picture: LeadPicture) -> Iterable[Input]:
    diagnosis = picture.code_without_result
    return (diagnosis.as_input("lead_diagnosis"),) if diagnosis else ()


RULES = (
    a_venous_result_reaches_the_case_threshold,
    a_capillary_result_waits_to_be_confirmed,
    a_capillary_result_was_not_confirmed_in_time,
    a_venous_result_lies_between_the_thresholds,
    a_capillary_result_lies_between_the_thresholds,
    a_result_is_known_only_by_its_bound,
    a_lead_diagnosis_has_no_result,
)


def find(picture: LeadPicture) -> ProgramFound | None:
    evidence: Evidence = picture.evidence
    results, outcome = held(RULES, picture, evidence.rule_set.id)
    if outcome is None:
        return None
    decisive = picture.highest
    band = picture.band_of(decisive) if decisive else None
    return ProgramFound(
        program=ProgramCode.LEAD,
        level=band.level if band else None,
        outcome=outcome,
        rules=results,
        eligible_on=decisive.on if decisive else evidence.as_of,
        fresh_on=newest_fact(results),
        next_steps=next_steps(picture, outcome),
    )
