"""Money: the plan's cap, self-direction beside agency care, and increases that a clinician looks at."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from plans.domain.plan import ServiceLine
from plans.domain.proposal import Proposal, ProposedLine
from plans.domain.sources import reference
from plans.domain.stage import Stage
from plans.domain.totals import CENT, line_cost
from plans.domain.units import DAYS_OF_A_WEEK, units_per_day
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


def _cost(lines: Iterable[ProposedLine]) -> tuple[Decimal, list[str]]:
    """What the lines cost as far as is known, and the members that would say the rest."""
    known, unknown = Decimal(), []
    for judged in lines:
        cost = judged.line.cost
        if cost is None:
            cost = line_cost(judged.line, judged.total, judged.service)
        if cost is None:
            unknown.append(f"{judged.member}/cost")
        else:
            known += cost
    return known.quantize(CENT), unknown


@rule(
    id="BD-01",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="The plan costs ${cost}, more than the cap of ${cap}. "
    "Lower the services, or record an exception to the cap.",
    citation=reference("§4.3, BD-01 [17]", "A plan above the cost cap needs an exception on record."),
)
def a_plan_stays_below_its_cap(proposal: Proposal) -> Iterator[Violation | Missing]:
    costs = proposal.costs
    if costs is None or costs.plan_cost_cap is None or costs.cap_exception:
        return
    cost, unknown = _cost(judged for judged in proposal.lines if judged.is_live)
    if cost > costs.plan_cost_cap:
        values = {"cost": cost, "cap": costs.plan_cost_cap}
        yield Violation("/costs/plan_cost_cap", f"{costs.plan_cost_cap:.2f}", f"{cost:.2f}", values)
    elif unknown:
        yield Missing(tuple(unknown))


@rule(
    id="BD-02",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="Self-direction costs ${cost}, agency care would cost ${agency}. "
    "Lower the CD-PASS budget below ${agency}, or plan agency care.",
    citation=reference("§4.3, BD-02 [16]", "CD-PASS costs less than the agency care that it replaces."),
)
def self_direction_costs_less_than_agency_care(proposal: Proposal) -> Iterator[Violation | Missing]:
    costs = proposal.costs
    lines = [
        judged
        for judged in proposal.lines
        if judged.is_live and judged.line.service_code in proposal.policy.self_directed_codes
    ]
    if costs is None or costs.agency_cost is None or not lines:
        return
    cost, unknown = _cost(lines)
    if cost >= costs.agency_cost:
        values = {"cost": cost, "agency": costs.agency_cost}
        yield Violation("/costs/agency_cost", f"less than {costs.agency_cost:.2f}", f"{cost:.2f}", values)
    elif unknown:
        yield Missing(tuple(unknown))


@rule(
    id="BD-03",
    stage=Stage.SUBMIT,
    severity=Severity.INFO,
    message="{code} grows from {was} to {now} units a week; the request goes to clinical review. "
    "Link what shows the need.",
    citation=reference("§4.3, BD-03 [8]", "MSU routes a large increase over the last plan to clinical review."),
)
def a_large_increase_is_reviewed_by_a_clinician(proposal: Proposal) -> Iterator[Violation]:
    limits = proposal.policy.clinical_review
    if limits is None:
        return
    for judged in proposal.lines:
        old = _before(proposal, judged) if judged.is_requested else None
        was, now = (_a_week(old), _a_week(judged.line)) if old is not None else (None, None)
        if was is None or now is None:
            continue
        if now - was > limits.units_a_week or (now - was) * 100 > was * limits.percent:
            values = {"code": judged.line.key, "was": _short(was), "now": _short(now)}
            yield Violation(f"{judged.pointer}/units", None, judged.line.units, values)


def _before(proposal: Proposal, judged: ProposedLine) -> ServiceLine | None:
    """The line that it takes over from, or the one of the same service that ended last in the plan before."""
    for old in proposal.lines:
        if judged in old.successors:
            return old.line
    lines = proposal.previous.lines if proposal.previous else None
    alike = [line for line in lines or () if line.key == judged.line.key and line.span is not None]
    return max(alike, key=lambda line: line.span.end if line.span else proposal.as_of, default=None)


def _a_week(line: ServiceLine) -> Fraction | None:
    a_day = units_per_day(line.units, line.frequency)
    return None if a_day is None else a_day * DAYS_OF_A_WEEK


def _short(units: Fraction) -> str:
    return f"{float(units):.1f}".removesuffix(".0")
