"""T11 to T14, R4 and R8: from the evaluation to the active plan, and the pauses in between."""

from collections.abc import Iterator
from datetime import timedelta

from casemanagement.domain.care.plan import NextContactFacts
from casemanagement.domain.care.rules import an_active_case_has_a_date_for_its_next_contact
from casemanagement.domain.care.sources import ACTIVATED, CONCLUDED
from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.sources import domain_page
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule, seen_as

HOLD_REASONS = ("inpatient", "temporarily_unreachable", "coverage_gap", "crisis")


@rule(
    id="T11",
    stage="plan",
    severity=Severity.ERROR,
    message="The assessment lacks “{missing}”. Record it with its conclusion; its date is set by itself.",
    citation=CONCLUDED,
)
def planning_begins_with_a_complete_assessment(facts: GuardFacts) -> Iterator[Violation]:
    names = {factor.code: factor.name for factor in facts.care.factors}
    for code in facts.facts.factors_missing:
        missing = names.get(code, code)
        yield Violation(f"/assessment/factors/{code}", "dated and concluded", None, {"missing": missing})


@rule(
    id="R4",
    stage="plan",
    severity=Severity.WARNING,
    message="The assessment was due by {due} and is complete {late} days later. Go on; the report shows it as late.",
    citation=domain_page("7, R4", "The assessment is begun within 30 and complete within 60 days of eligibility."),
)
def the_assessment_is_complete_in_time(facts: GuardFacts) -> Iterator[Violation]:
    if facts.episode.eligible_at is None:
        return
    due = facts.day_of(facts.episode.eligible_at) + timedelta(days=facts.care.assess_complete_days)
    if facts.today > due:
        values = {"due": due, "late": (facts.today - due).days}
        yield Violation("/assessment", str(due), str(facts.today), values)


@rule(
    id="T12",
    stage="activate",
    severity=Severity.ERROR,
    message="{lack}.",
    citation=ACTIVATED,
)
def an_active_plan_has_accepted_goals_agreement_and_a_copy(facts: GuardFacts) -> Iterator[Violation]:
    known = facts.facts
    if known.goals_accepted == 0:
        lack = "A plan starts with at least one goal that the member accepted"
        yield Violation("/care_plan/goals", "at least one accepted goal", 0, {"lack": lack})
    for sentence in known.goals_incomplete:
        yield Violation("/care_plan/goals", values={"lack": sentence})
    if not known.plan_agreed:
        yield Violation("/care_plan/agreement", True, False, {"lack": "Record that the member agreed to the plan"})
    if not known.pcp_notified:
        lack = "Send the plan to the primary care physician and record the day"
        yield Violation("/care_plan/pcp_notified_on", True, False, {"lack": lack})


def _next_contact(facts: GuardFacts) -> NextContactFacts:
    """Who names no day gets the usual one, which is to come."""
    day = facts.request.next_contact_on or facts.today
    return NextContactFacts(active=True, live=True, next_contact_on=day, today=facts.today, policy=facts.care)


the_next_contact_is_to_come = seen_as(an_active_case_has_a_date_for_its_next_contact, _next_contact)


@rule(
    id="T13",
    stage="hold",
    severity=Severity.ERROR,
    message="A case pauses for one of these: {known}; until a day to come, for a gap in cover at most {most} days.",
    citation=domain_page("3.2, T13", "A case pauses for a reason: a stay, not reachable for a time, a gap in cover."),
)
def a_pause_has_a_reason_and_an_end(facts: GuardFacts) -> Iterator[Violation]:
    request, most = facts.request, facts.policy.reinstatement_days
    values = {"known": ", ".join(HOLD_REASONS).replace("_", " "), "most": most}
    if request.reason not in HOLD_REASONS:
        yield Violation("/reason", list(HOLD_REASONS), request.reason, values)
    if request.until is not None and request.until <= facts.today:
        yield Violation("/until", "a day to come", str(request.until), values)
    latest = facts.today + timedelta(days=most)
    if request.reason == "coverage_gap" and (request.until is None or request.until > latest):
        yield Violation("/until", str(latest), str(request.until) if request.until else None, values)


@rule(
    id="T14",
    stage=("revise_plan", "reopen"),
    severity=Severity.ERROR,
    message="Say why.",
    citation=domain_page("3.2, T14, T21", "A plan is revised, and an ended case reopened, for a reason on record."),
)
def going_back_has_a_reason(facts: GuardFacts) -> Iterator[Violation]:
    if not facts.request.reason:
        yield Violation("/reason", expected="a text")
