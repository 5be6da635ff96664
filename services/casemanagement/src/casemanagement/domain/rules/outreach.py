"""T5 to T9, R17: from a level to a member who agreed to talk, or who cannot be reached."""

from collections.abc import Iterator
from datetime import timedelta

from casemanagement.domain.care.outbound import OutboundFacts, nothing_goes_out_after_a_report_of_a_death
from casemanagement.domain.care.sources import ATTEMPTS
from casemanagement.domain.guards import GuardFacts
from casemanagement.domain.lifecycle import Outcome
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.lead_bands import LEAD_BANDS
from casemanagement.domain.sources import domain_page
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule, seen_as

IDENTIFIERS = ("name", "birth_date", "medicaid_id", "address", "phone")
LEAD_LEVELS = tuple(band.level for band in LEAD_BANDS)
SPEAKERS = ("member", "personal_representative")


@rule(
    id="T5",
    stage="stratify",
    severity=Severity.ERROR,
    message="Give the level and the reason for it; the level that the rules found stays in the record.",
    citation=domain_page("3.2, T5", "A nurse may set another level than the rules did, with a reason."),
)
def a_level_set_by_hand_is_reasoned(facts: GuardFacts) -> Iterator[Violation]:
    level = facts.request.level
    if not level:
        yield Violation("/level", expected="a level")
    elif facts.episode.program is ProgramCode.LEAD and level not in LEAD_LEVELS:
        message = f"The levels of the lead program are {', '.join(LEAD_LEVELS)}. Set one of them if you can."
        yield Violation("/level", [*LEAD_LEVELS], level, severity=Severity.WARNING, message=message)
    if not facts.system and not facts.request.reason:
        yield Violation("/reason", expected="a text")


@rule(
    id="T7",
    stage=("assign", "reassign"),
    severity=Severity.ERROR,
    message="{name} has {caseload} open cases, the limit is {limit}. Choose somebody else, or a supervisor forces it.",
    citation=domain_page("3.2, T7", "A case manager has fewer cases than the limit, or a supervisor insists."),
)
def a_case_manager_has_room(facts: GuardFacts) -> Iterator[Violation]:
    name, caseload, limit = facts.request.case_manager, facts.caseload, facts.caseload_limit
    if not name:
        yield Violation("/case_manager", expected="who takes the case", message="Say who takes the case.")
    elif caseload is None or limit is None or caseload < limit or (facts.request.force and facts.supervisor):
        return
    else:
        values = {"name": name, "caseload": caseload, "limit": limit}
        yield Violation("/case_manager", limit, caseload, values)


def _outbound(facts: GuardFacts) -> OutboundFacts:
    return OutboundFacts(outbound=True, deceased=False, reported=facts.death_reported)


nothing_goes_out_while_a_death_is_reported = seen_as(nothing_goes_out_after_a_report_of_a_death, _outbound)


@rule(
    id="T8",
    stage="engage",
    severity=Severity.ERROR,
    message="Check at least {needed} of {known}, and note that the member or representative agreed to talk.",
    citation=domain_page("3.2, T8", "Two identifiers show who is speaking, and the member agrees to talk."),
)
def the_member_is_identified_and_agrees_to_talk(facts: GuardFacts) -> Iterator[Violation]:
    needed, request = facts.policy.identifiers_required, facts.request
    values = {"needed": needed, "known": ", ".join(IDENTIFIERS).replace("_", " ")}
    checked = sorted(request.identifiers.intersection(IDENTIFIERS))
    if len(checked) < needed:
        yield Violation("/identifiers", needed, checked, values)
    if request.spoke_with not in SPEAKERS:
        yield Violation("/spoke_with", list(SPEAKERS), request.spoke_with, values)
    if not request.agreed:
        yield Violation("/agreed", True, False, values)


@rule(
    id="T9",
    stage="close",
    severity=Severity.ERROR,
    message="Not yet unable to reach: {lack}.",
    citation=ATTEMPTS,
)
def only_who_was_tried_enough_is_unable_to_reach(facts: GuardFacts) -> Iterator[Violation]:
    if facts.request.outcome is not Outcome.UNABLE_TO_REACH:
        return
    known, terms = facts.facts, facts.care.unreachable
    counts = (
        ("attempts", known.attempts_failed, terms.wanted.attempts),
        ("different days", known.attempt_days, terms.wanted.days),
        ("parts of the day", known.attempt_day_parts, terms.wanted.day_parts),
    )
    for name, actual, wanted in counts:
        if actual < wanted:
            yield Violation("/contacts", wanted, actual, {"lack": f"{actual} of {wanted} {name}"})
    if known.letter_sent_on is None:
        yield Violation("/letters", "a letter", None, {"lack": "the letter was not sent"})
    elif facts.today < (ripe := known.letter_sent_on + timedelta(days=terms.letter_days)):
        yield Violation("/letters", str(ripe), str(known.letter_sent_on), {"lack": f"the letter waits until {ripe}"})
