"""R1, R2, R11 and T3, T4: who is taken in, who is not, and who is told so."""

from collections.abc import Iterator

from casemanagement.domain.care.sources import overview
from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.lifecycle import OUTCOMES, EpisodeState, Outcome
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.referral import ReferralSource
from casemanagement.domain.sources import domain_page, program
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="R1",
    stage="close",
    severity=Severity.ERROR,
    message="A physician asked for this. Give your note as the reason and the answer to the physician as the reply.",
    citation=overview("The physician may request case management services for any of the Plan members."),
)
def a_referral_of_a_physician_is_closed_with_a_note_and_an_answer(facts: GuardFacts) -> Iterator[Violation]:
    if facts.episode.state is not EpisodeState.REFERRED:
        return
    if facts.referral_source is ReferralSource.PROVIDER_PHYSICIAN:
        for name in ("reason", "reply"):
            if not getattr(facts.request, name):
                yield Violation(f"/{name}", expected="a text")


@rule(
    id="R2",
    stage=("accept", "assign"),
    severity=Severity.ERROR,
    message="The plan does not cover this person now or later. Close the case as not eligible and answer the referrer.",
    citation=domain_page("7, R2", "Only members are taken in; cover that begins later is accepted."),
)
def only_members_are_taken_in(facts: GuardFacts) -> Iterator[Violation]:
    member = facts.member
    if member.deceased_on is not None or not (member.covered_on(facts.today) or member.covered_after(facts.today)):
        yield Violation("")


@rule(
    id="R11",
    stage=("accept", "assign"),
    severity=Severity.ERROR,
    message="The member has opted out. Only the member's own agreement on a live call lifts this; without it "
    "close the case as opted out.",
    citation=program("Harmony’s Case Management programs are “opt out” programs."),
)
def who_opted_out_is_asked_and_not_enrolled(facts: GuardFacts) -> Iterator[Violation]:
    for scope in facts.opt_outs:
        if not facts.request.member_agreed:
            yield Violation("/member_agreed", expected=True, actual=scope)


@rule(
    id="T3",
    stage="accept",
    severity=Severity.ERROR,
    message="Name the program: the referral named none.",
    citation=domain_page("3.2, T3", "A nurse accepts a referral into a program; the clock starts then."),
)
def a_referral_is_accepted_into_a_program(facts: GuardFacts) -> Iterator[Violation]:
    if facts.program is None:
        yield Violation("/program", expected=[code.value for code in ProgramCode])


@rule(
    id="T4",
    stage="close",
    severity=Severity.ERROR,
    message="Give the reason, and an outcome that fits a case in state {state}: {outcomes}.",
    citation=domain_page("3.2, T4, T6, T9, T10", "A closure has an outcome that fits the state, and a reason."),
)
def a_closure_says_how_and_why(facts: GuardFacts) -> Iterator[Violation]:
    fitting = OUTCOMES.get(facts.episode.state, {})
    values = {"state": facts.episode.state.value.replace("_", " "), "outcomes": ", ".join(fitting).replace("_", " ")}
    if facts.request.outcome not in fitting:
        yield Violation("/outcome", list(fitting), facts.request.outcome, values)
    if not facts.request.reason:
        yield Violation("/reason", "a text", values=values)


@rule(
    id="T6",
    stage="close",
    severity=Severity.ERROR,
    message="Only a member with low prenatal risk gets contact information and no case manager.",
    citation=program(
        "Those found to be lower risk receive departmental contact information and are encouraged to outreach to the "
        "prenatal program as necessary."
    ),
)
def contact_information_alone_is_for_low_prenatal_risk(facts: GuardFacts) -> Iterator[Violation]:
    episode = facts.episode
    low = (episode.program, episode.level) == (ProgramCode.PRENATAL, "low")
    if facts.request.outcome is Outcome.INFO_ONLY and episode.state is EpisodeState.STRATIFIED and not low:
        yield Violation("/outcome", "prenatal, level low", episode.level)
