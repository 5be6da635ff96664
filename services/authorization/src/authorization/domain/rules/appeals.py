"""AP and DN-04: an appeal in time, a service that goes on when that was asked in time, and a new pair of eyes."""

from collections.abc import Iterator

from authorization.domain.appeal import AppealFacts, AppealLevel, Continuation, OutcomeFacts
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import APPEAL_REVIEWER, APPEAL_TIME, CONTINUATION
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="AP-01",
    stage=Stage.APPEAL,
    severity=Severity.ERROR,
    message="This could be appealed until {last_day}. Tell the member, and how to file a grievance.",
    citation=APPEAL_TIME,
)
def an_appeal_is_filed_in_time(facts: AppealFacts) -> Iterator[Violation]:
    last_day = facts.last_day
    if last_day is None:
        message = "This notice takes nothing away and cannot be appealed. A grievance is possible at any time."
        if facts.level is AppealLevel.FAIR_HEARING:
            message = "A fair hearing comes after an appeal that upheld the decision. File the appeal first."
        yield Violation("/level", None, facts.level.value, message=message)
    elif facts.filed_on > last_day:
        yield Violation("/filed_on", str(last_day), str(facts.filed_on), {"last_day": last_day})


@rule(
    id="DN-04",
    stage=Stage.APPEAL,
    severity=Severity.INFO,
    message="The service goes on as it was until the appeal is decided; its end-dating has stopped.",
    citation=CONTINUATION,
)
def a_timely_request_keeps_the_service_running(facts: AppealFacts) -> Iterator[Violation]:
    match facts.continuation:
        case Continuation.GRANTED:
            yield Violation("/continuation")
        case Continuation.TOO_LATE:
            message = "Continuation had to be asked for by {by}. The service changes as the notice said."
            values = {"by": facts.notice.continue_by}
            yield Violation("/continuation", values=values, severity=Severity.WARNING, message=message)
        case Continuation.NOTHING_TO_CONTINUE:
            message = "No running service is cut by this decision; there is nothing to continue."
            yield Violation("/continuation", severity=Severity.WARNING, message=message)


@rule(
    id="AP-02",
    stage=Stage.APPEAL,
    severity=Severity.ERROR,
    message="You made the decision that is appealed. Leave the appeal to somebody else.",
    citation=APPEAL_REVIEWER,
)
def somebody_else_decides_the_appeal(facts: OutcomeFacts) -> Iterator[Violation]:
    if facts.decided_by == facts.decision_by:
        yield Violation("/decided_by", expected="somebody who had no part in the decision")
