"""R9, R10, R16, R19, T17, T21 and N1: how a case ends, what that never touches, and how an error is taken back."""

from collections.abc import Iterator
from datetime import timedelta

from casemanagement.domain.discharge import goals_met_80, non_adherence_lacks
from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.domain.moves import PRECEDENCE
from casemanagement.domain.program import DischargeReasonCode
from casemanagement.domain.sources import CFR_DISENROLLMENT, domain_page, process
from shared.kernel.citation import Citation
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule

_R = DischargeReasonCode


@rule(
    id="R10",
    stage="discharge",
    severity=Severity.ERROR,
    message="{lack}.",
    citation=process(
        "Members are discharged from the Case Management program when one or more of the following reasons occur"
    ),
)
def a_discharge_has_reasons_a_summary_and_no_open_task(facts: GuardFacts) -> Iterator[Violation]:
    request = facts.request
    if not request.reasons:
        known = [reason.value for reason in PRECEDENCE]
        yield Violation("/reasons", known, [], {"lack": "Name one or more of the five reasons"})
    if not request.summary:
        yield Violation("/summary", "a text", None, {"lack": "Summarize the case for member and physician"})
    if facts.facts.open_tasks and not request.cancel_open_tasks:
        lack = f"{facts.facts.open_tasks} tasks are open: complete them, or say in cancel_open_tasks why they go"
        yield Violation("/cancel_open_tasks", 0, facts.facts.open_tasks, {"lack": lack})


@rule(
    id="R9",
    stage="discharge",
    severity=Severity.ERROR,
    message="80% of goals are not met: {met} of {eligible}, in an active plan. Choose another reason or go on.",
    citation=process("80% of goals are met;"),
)
def goals_are_met_in_the_active_plan(facts: GuardFacts) -> Iterator[Violation]:
    if _R.GOALS_MET_80 not in facts.request.reasons:
        return
    met, eligible = facts.facts.goals_met, facts.facts.goals_eligible
    enough = goals_met_80(met, eligible)
    if not enough or facts.episode.state is not EpisodeState.ACTIVE:
        values = {"met": met, "eligible": eligible}
        message = "There is no goal that counts, so the share of goals met is undefined. Choose another reason."
        yield Violation(
            "/reasons", "4 of 5", f"{met} of {eligible}", values, message=message if enough is None else None
        )


@rule(
    id="R19",
    stage="discharge",
    severity=Severity.ERROR,
    message="Not yet for non-adherence: {lack}.",
    citation=process("Non-adherence to CM Treatment plan or Medical plan;"),
)
def nobody_is_blamed_for_what_we_could_remove(facts: GuardFacts) -> Iterator[Violation]:
    if _R.NON_ADHERENCE in facts.request.reasons:
        for lack in non_adherence_lacks(facts):
            yield Violation(lack.pointer, lack.expected, lack.actual, {"lack": lack.sentence})


@rule(
    id="T17",
    stage="discharge",
    severity=Severity.ERROR,
    message="Write down what the member or the representative said as the reason.",
    citation=process("Member request to be discharged from program;"),
)
def a_member_who_leaves_has_said_so(facts: GuardFacts) -> Iterator[Violation]:
    if _R.MEMBER_REQUEST in facts.request.reasons and not facts.request.reason:
        yield Violation("/reason", "the statement", None)


@rule(
    id="T15",
    stage="discharge",
    severity=Severity.ERROR,
    message="Death and the end of cover come from the member's record in plans. Correct it there; every case follows.",
    citation=process("Termination from the plan;"),
)
def death_and_the_end_of_cover_come_from_the_record(facts: GuardFacts) -> Iterator[Violation]:
    for reason in (_R.DEATH, _R.PLAN_TERMINATION):
        if reason in facts.request.reasons:
            yield Violation("/reasons", actual=reason.value)


@rule(
    id="N1",
    stage="discharge",
    severity=Severity.INFO,
    message="Cover and authorizations of the member stay as they are.",
    citation=Citation(
        CFR_DISENROLLMENT,
        "(b)(2)",
        "A plan does not disenroll members for their health, their use of services or uncooperative behavior.",
    ),
)
def a_discharge_never_touches_cover(facts: GuardFacts) -> Iterator[Violation]:
    if facts.request.reasons:
        yield Violation("")


@rule(
    id="R16",
    stage="reopen",
    severity=Severity.ERROR,
    message="This cannot be reopened: {lack}. A new referral opens a new case.",
    citation=domain_page("3.2, T21", "A discharge in error is taken back within 30 days; cover within 60 resumes."),
)
def an_error_is_taken_back_in_time(facts: GuardFacts) -> Iterator[Violation]:
    episode, member, policy = facts.episode, facts.member, facts.policy
    if facts.rival is not None:
        yield Violation("", values={"lack": f"case {facts.rival} is open for the same"})
    if member.deceased_on is not None:
        yield Violation("", values={"lack": "the member died"})
    elif not member.covered_on(facts.today):
        yield Violation("", values={"lack": "the member is not covered today"})
    ended = facts.day_of(episode.closed_at) if episode.closed_at else facts.today
    latest = ended + timedelta(days=policy.reopen_days)
    if facts.today > latest:
        yield Violation(
            "", str(latest), str(facts.today), {"lack": f"it ended more than {policy.reopen_days} days ago"}
        )
