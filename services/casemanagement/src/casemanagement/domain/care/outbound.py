"""R17: whatever goes out, a letter, a call or a step of a case, stops when somebody reports a death."""

from collections.abc import Iterator
from dataclasses import dataclass

from casemanagement.domain.care.sources import OUTBOUND_STOPPED
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@dataclass(frozen=True, slots=True)
class OutboundFacts:
    outbound: bool
    deceased: bool
    reported: bool


@rule(
    id="R17",
    stage=("assign", "engage", "send"),
    severity=Severity.ERROR,
    message="Somebody reported the member's death. Nothing goes out until the report is verified or retracted; whoever "
    "calls is answered.",
    citation=OUTBOUND_STOPPED,
)
def nothing_goes_out_after_a_report_of_a_death(facts: OutboundFacts) -> Iterator[Violation]:
    if facts.outbound and (facts.deceased or facts.reported):
        yield Violation("", actual="deceased" if facts.deceased else "reported")
