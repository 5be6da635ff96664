"""UB120: one unit on every calendar day."""

from collections.abc import Iterator

from plans.domain.plan import Frequency
from plans.domain.proposal import Proposal, ProposedLine, plain
from plans.domain.sources import CORRESPONDING_DOCUMENTS, update
from plans.domain.stage import Stage
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule

UB120 = 'UB120 requests must be certain the Number of Units = "1" and the Frequency = Calendar Day.'


def _lines(proposal: Proposal) -> Iterator[ProposedLine]:
    code = proposal.policy.nursing_facility_respite_code
    return (judged for judged in proposal.lines if judged.line.service_code == code)


@rule(
    id="UB-01",
    stage=(Stage.EDIT, Stage.SUBMIT),
    severity=Severity.ERROR,
    message="{code} must have Number of Units = 1. Set the units to 1.",
    citation=update(CORRESPONDING_DOCUMENTS, UB120),
)
def ub120_is_one_unit(proposal: Proposal) -> Iterator[Violation]:
    for judged in _lines(proposal):
        if judged.line.units != 1:
            yield Violation(f"{judged.pointer}/units", 1, judged.line.units, {"code": judged.line.key})


@rule(
    id="UB-02",
    stage=(Stage.EDIT, Stage.SUBMIT),
    severity=Severity.ERROR,
    message="The frequency of {code} must be Calendar Day. Set the frequency to calendar_day.",
    citation=update(CORRESPONDING_DOCUMENTS, UB120),
)
def ub120_is_per_calendar_day(proposal: Proposal) -> Iterator[Violation]:
    for judged in _lines(proposal):
        if judged.line.frequency is not Frequency.CALENDAR_DAY:
            yield Violation(
                f"{judged.pointer}/frequency",
                Frequency.CALENDAR_DAY.value,
                plain(judged.line.frequency),
                {"code": judged.line.key},
            )


@rule(
    id="UB-03",
    stage=Stage.SUBMIT,
    severity=Severity.ERROR,
    message="The total of {code} must equal its {days} days. Enter {days} as the total, or correct the dates.",
    citation=update(CORRESPONDING_DOCUMENTS, UB120),
)
def ub120_total_equals_its_days(proposal: Proposal) -> Iterator[Violation]:
    for judged in _lines(proposal):
        code = {"code": judged.line.key}
        if judged.line.end is None:
            message = "{code} has no end date. Enter the last day, so that its days can be counted."
            yield Violation(f"{judged.pointer}/end", "a date", None, code, message=message)
        elif judged.span is not None and judged.line.total is not None and judged.line.total != judged.span.days:
            days = judged.span.days
            yield Violation(f"{judged.pointer}/total", days, judged.line.total, {**code, "days": days})
