"""UT and UN-06: what may be reported as delivered, and when the pace of delivery deserves a call."""

from collections.abc import Iterator

from authorization.domain.rules.stage import Stage
from authorization.domain.sources import BURN_RATE, USED_AGAINST_AUTHORIZED
from authorization.domain.utilization import BurnRateFacts, ReportFacts
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="UT-01",
    stage=Stage.UTILIZATION,
    severity=Severity.ERROR,
    message="{day} lies outside {start} to {end}, for which {service} is authorized. "
    "Check the day, or report it under the authorization of that day.",
    citation=USED_AGAINST_AUTHORIZED,
)
def a_unit_is_delivered_on_an_authorized_day(facts: ReportFacts) -> Iterator[Violation]:
    span, named = facts.use.span, facts.use.service
    for index, day in enumerate(facts.report.days):
        pointer, shown = f"/days/{index}/delivered_on", str(day.delivered_on)
        if not span.start <= day.delivered_on <= span.end:
            values = {"day": shown, "start": span.start, "end": span.end, "service": named}
            yield Violation(pointer, [str(span.start), str(span.end)], shown, values)
        elif facts.deceased_on is not None and day.delivered_on > facts.deceased_on and day.units:
            message = "{day} is after {died}, the day on which the member died. Check the day, or correct the report."
            values = {"day": shown, "died": facts.deceased_on}
            yield Violation(pointer, f"by {facts.deceased_on}", shown, values, message=message)
        elif day.delivered_on > facts.today:
            message = "{day} has not come yet. Report units when they are delivered."
            yield Violation(pointer, f"by {facts.today}", shown, {"day": shown}, message=message)


@rule(
    id="UT-02",
    stage=Stage.UTILIZATION,
    severity=Severity.ERROR,
    message="{units} units are reported and {remaining} remain for {service}. "
    "Check the report; if the units were delivered, ask the case manager for an increase.",
    citation=USED_AGAINST_AUTHORIZED,
)
def no_more_is_used_than_remains(facts: ReportFacts) -> Iterator[Violation]:
    remaining = facts.use.remaining + facts.takes_back
    if facts.report.units > remaining:
        values = {"units": facts.report.units, "remaining": remaining, "service": facts.use.service}
        yield Violation("/days", expected=remaining, actual=facts.report.units, values=values)


@rule(
    id="UN-06",
    stage=Stage.PERIODIC,
    severity=Severity.WARNING,
    message="{service}: {used} of {total} units are used by {day}, where {expected} were expected. {advice}",
    citation=BURN_RATE,
)
def units_are_used_at_the_expected_pace(facts: BurnRateFacts) -> Iterator[Violation]:
    use, rates = facts.use, facts.policy.burn_rate
    if use.remaining <= use.total * rates.low_remaining and use.delivered_through is not None:
        message = "{service}: {remaining} of {total} units remain until {end}. Plan the rest with the provider."
        values = {"service": use.service, "remaining": use.remaining, "total": use.total, "end": use.span.end}
        yield Violation("/units_remaining", None, use.remaining, values, message=message)
    if facts.today > use.span.end or (facts.today - use.span.start).days < rates.judged_after_days:
        return
    if use.used == 0:
        message = "{service}: nothing was delivered since {start}. Ask the provider when the service begins."
        yield Violation("/units_used", None, 0, {"service": use.service, "start": use.span.start}, message=message)
        return
    through = use.delivered_through or facts.today
    for day, too_much, advice in (
        (through, True, "The units will not last: ask what changed, and whether an increase is needed."),
        (facts.today, False, "Ask whether the service is delivered as planned and still needed."),
    ):
        expected = use.expected_through(day)
        if use.used > expected * rates.fast if too_much else use.used < expected * rates.slow:
            values = {
                "service": use.service,
                "used": use.used,
                "total": use.total,
                "day": day,
                "expected": round(expected),
                "advice": advice,
            }
            yield Violation("/units_used", expected=round(expected), actual=use.used, values=values)
