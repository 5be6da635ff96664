"""DN-02 and DN-03: a service is not cut before its notice has had time, and every notice says by when to answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from authorization.domain.decision import DecisionFacts
from authorization.domain.notice import Deadlines, effects_of
from authorization.domain.request import LineAction
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import ADVANCE_NOTICE, PRESUMED_RECEIPT
from shared.kernel.calendar import ONE_DAY
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule

IN_PLACE = (
    "{line} is changed in place and would take something away on {effective}; the notice leaves today and needs {days} "
    "days. Refuse the line and ask for a new one that begins on {earliest} or later, or state the exception that "
    "applies."
)


@rule(
    id="DN-02",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{line} would take something away on {effective}; the notice leaves today and needs {days} days. "
    "Decide it as modified from {earliest} on, so that the running line goes on until then, "
    "or state the exception that applies.",
    citation=ADVANCE_NOTICE,
)
def a_running_service_is_not_cut_before_its_notice(facts: DecisionFacts) -> Iterator[Violation]:
    terms = facts.policy.advance_notice
    for effect in effects_of(facts.request, facts.outcomes, facts.running, facts.noticed_on):
        stated = effect.outcome.advance_notice_exception
        pointer = f"/lines/{effect.index}"
        if stated is not None and stated not in terms.exceptions:
            message = "{actual} is no exception from advance notice. Choose one of: {known}."
            named = {"actual": stated, "known": ", ".join(terms.exceptions)}
            place = f"{pointer}/advance_notice_exception"
            yield Violation(place, sorted(terms.exceptions), stated, named, message=message)
            continue
        days = terms.days if stated is None else terms.exceptions[stated]
        earliest = facts.noticed_on + ONE_DAY * days
        if effect.cut_on is not None and effect.cut_on < earliest:
            values = {"line": effect.line.named, "effective": effect.cut_on, "days": days, "earliest": earliest}
            in_place = IN_PLACE if effect.line.action is LineAction.CHANGE else None
            yield Violation(pointer, str(earliest), str(effect.cut_on), values, message=in_place)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    deadlines: Deadlines
    language: str


@rule(
    id="DN-03",
    stage=Stage.NOTICE,
    severity=Severity.INFO,
    message="The letter is presumed to arrive on {receipt}. {appeal}",
    citation=PRESUMED_RECEIPT,
)
def a_notice_says_by_when_to_answer(facts: NoticeFacts) -> Iterator[Violation]:
    deadlines = facts.deadlines
    appeal = "It can be answered by a grievance at any time."
    if deadlines.appeal_by is not None:
        appeal = f"The member can appeal by {deadlines.appeal_by}."
    if deadlines.continue_by is not None:
        appeal += f" Services continue when that is asked for by {deadlines.continue_by}."
    yield Violation("/deadlines", values={"receipt": deadlines.receipt_presumed_on, "appeal": appeal})
