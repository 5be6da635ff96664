"""R5 to R8: what an assessment, a plan, a referral to others and an active case need."""

from collections.abc import Iterator
from datetime import timedelta

from casemanagement.domain.care.assessment import AssessmentFacts
from casemanagement.domain.care.goals import AGREED, Goal
from casemanagement.domain.care.plan import FollowUpFacts, NextContactFacts, PlanFacts
from casemanagement.domain.care.sources import ACTIVATED, CONCLUDED, FOLLOWED_UP, NEXT_CONTACT
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import Rule, rule

ASSESS, ACTIVATE, REFER, CONTACT = "assessment", "activate", "intervention", "contact"


@rule(
    id="R5",
    stage=ASSESS,
    severity=Severity.ERROR,
    message="{name} has {lack} yet. Record it, or end the assessment as refused or not made.",
    citation=CONCLUDED,
)
def an_assessment_is_complete_when_every_factor_is_dated_and_concluded(facts: AssessmentFacts) -> Iterator[Violation]:
    undated, unconcluded = set(facts.undated()), facts.unconcluded()
    names = {factor.code: factor.name for factor in facts.policy.factors}
    for code in unconcluded:
        lack = "not been done" if code in undated else "no conclusion"
        yield Violation(f"/factors/{code}", values={"name": names[code], "lack": lack})


@rule(
    id="R6",
    stage=ACTIVATE,
    severity=Severity.ERROR,
    message="A plan starts with at least one goal that the member accepted.",
    citation=ACTIVATED,
)
def a_plan_starts_with_accepted_goals_agreement_and_a_copy(facts: PlanFacts) -> Iterator[Violation]:
    accepted = [goal for goal in facts.goals if goal.lifecycle in AGREED]
    if not accepted:
        yield Violation("/goals", "at least one accepted goal", len(facts.goals))
    if facts.agreed_on is None:
        yield Violation("/agreement", message="Record that the member agreed to the plan, and how.")
    if facts.pcp_notified_on is None:
        yield Violation("/pcp_notified_on", message="Send the plan to the primary care physician, and record it.")
    for goal in accepted:
        if missing := missing_of(goal):
            yield Violation(
                f"/goals/{goal.id}",
                actual=list(missing),
                values={"goal": goal.text, "missing": ", ".join(missing)},
                message="The goal “{goal}” still needs: {missing}.",
            )


def missing_of(goal: Goal) -> tuple[str, ...]:
    """What a goal lacks before a plan may start with it, by name."""
    given = {
        "measure": goal.measure,
        "target": goal.target,
        "due": goal.due,
        "priority": goal.priority,
        "barrier": goal.barriers or goal.no_barrier,
    }
    return tuple(name for name, value in given.items() if not value)


@rule(
    id="R7",
    stage=REFER,
    severity=Severity.ERROR,
    message="Ask by {latest} whether the member acted on this referral; {wanted} is too late or has passed.",
    citation=FOLLOWED_UP,
)
def a_referral_is_followed_up_in_time(facts: FollowUpFacts) -> Iterator[Violation]:
    latest = facts.today + timedelta(days=facts.policy.follow_up_days)
    if facts.referred and facts.follow_up_on and not facts.today <= facts.follow_up_on <= latest:
        values = {"latest": latest, "wanted": facts.follow_up_on}
        yield Violation("/follow_up_on", str(latest), str(facts.follow_up_on), values)


@rule(
    id="R8",
    stage=(CONTACT, ACTIVATE, "resume"),
    severity=Severity.ERROR,
    message="Say when the member is contacted next, today or later: the case is active.",
    citation=NEXT_CONTACT,
)
def an_active_case_has_a_date_for_its_next_contact(facts: NextContactFacts) -> Iterator[Violation]:
    if facts.active and facts.live and (facts.next_contact_on is None or facts.next_contact_on < facts.today):
        actual = str(facts.next_contact_on) if facts.next_contact_on else None
        yield Violation("/next_contact_on", "today or later", actual)


ASSESSMENT_RULES: tuple[Rule[AssessmentFacts], ...] = (
    an_assessment_is_complete_when_every_factor_is_dated_and_concluded,
)
PLAN_RULES: tuple[Rule[PlanFacts], ...] = (a_plan_starts_with_accepted_goals_agreement_and_a_copy,)
REFERRAL_RULES: tuple[Rule[FollowUpFacts], ...] = (a_referral_is_followed_up_in_time,)
NEXT_CONTACT_RULES: tuple[Rule[NextContactFacts], ...] = (an_active_case_has_a_date_for_its_next_contact,)
