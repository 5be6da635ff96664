"""A plan of the former system: what of it looks wrong at a glance, and what the rules say of it then.

Most rows of a conversion are fine. The database picks out what might not be, by `offers` and the dates;
only of that the rules are asked, and theirs is the last word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from plans.domain.catalogue import SERVICES, find
from plans.domain.dry_run import dry_run
from plans.domain.plan import (
    ChangeType,
    EnteredBy,
    Frequency,
    LineStatus,
    OtherPlan,
    PlanFacts,
    PlanOrigin,
    PlanType,
    ServiceLine,
    ServicePlan,
)
from plans.domain.policies import Policy
from plans.domain.rules import CATALOGUE
from plans.domain.rules.overlaps import a_service_is_planned_once_for_a_day
from plans.domain.stage import Stage
from plans.domain.totals import line_cost, line_total, line_totals
from plans.domain.units import per_period_limit
from shared.kernel.finding import Finding, Severity

REFUSING = frozenset(rule.id for rule in CATALOGUE if Stage.EDIT in rule.stages) | {
    a_service_is_planned_once_for_a_day.id
}
NO_LIMIT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Offer:
    """A service by a frequency that the catalogue knows, with the most units of one period."""

    service_key: str
    frequency: str
    most: int


def service_key(code: str, modifiers: Sequence[str]) -> str:
    """Code and modifiers in one order, however they were written."""
    return "-".join((code, *sorted(modifiers)))


def offers(policy: Policy) -> tuple[Offer, ...]:
    """Everything that no rule of units could refuse."""
    offered = []
    for service in SERVICES:
        for frequency in service.frequencies:
            limits = [per_period_limit(cap.units, cap.per, frequency) for cap in service.caps]
            most = min((limit for limit in limits if limit is not None), default=NO_LIMIT)
            if service.code == policy.nursing_facility_respite_code:
                most = min(most, 1)
            offered.append(Offer(service_key(service.code, service.modifiers), frequency.value, most))
    return tuple(offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line as the former system had it; every member that is None could be left out there."""

    line_number: int
    service_code: str
    modifiers: tuple[str, ...]
    provider_npi: str | None
    units: int | None
    frequency: str | None
    start: date | None
    end: date | None

    def as_service_line(self) -> ServiceLine:
        return ServiceLine(
            ref=str(self.line_number),
            service_code=self.service_code,
            modifiers=self.modifiers,
            provider=self.provider_npi,
            units=self.units,
            frequency=Frequency(self.frequency) if self.frequency else None,
            start=self.start,
            end=self.end,
            status=LineStatus.AUTHORIZED,
            entered_by=EnteredBy.CONVERSION,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlan:
    """`others` are the member's open plans, spans only."""

    type: str
    start: date
    end: date
    lines: tuple[SourceLine, ...]
    others: tuple[dict[str, Any], ...] = ()


def refusals(plan: SourcePlan, today: date, policy: Policy) -> list[tuple[int, Finding]]:
    """What keeps the plan out, each with the line of the file that it speaks of; of the plan: its first."""
    kind = ChangeType.REASSESSMENT if plan.type == PlanType.REASSESSMENT else ChangeType.INITIAL
    facts = PlanFacts(
        as_of=today,
        changes=frozenset({kind}),
        current=None,
        proposed=ServicePlan(
            type=PlanType(plan.type),
            origin=PlanOrigin.CONVERSION,
            start=plan.start,
            end=plan.end,
            lines=tuple(line.as_service_line() for line in plan.lines),
        ),
        other_plans=tuple(
            OtherPlan(
                type=PlanType(other["type"]),
                origin=PlanOrigin(other["origin"]),
                start=date.fromisoformat(other["start"]),
                end=date.fromisoformat(other["end"]),
            )
            for other in plan.others
        ),
    )
    found = dry_run(facts, Stage.SUBMIT, policy).findings
    return [
        _in_its_row(plan, finding)
        for finding in found
        if finding.severity is Severity.ERROR and finding.rule_id in REFUSING
    ]


def _in_its_row(plan: SourcePlan, finding: Finding) -> tuple[int, Finding]:
    """Rules point into the plan; the file has one row per line."""
    parts = finding.pointer.split("/")
    if parts[1:3] == ["proposed", "lines"]:
        row = plan.lines[int(parts[3])].line_number
        return row, replace(finding, pointer="/" + "/".join(parts[4:]))
    first = min(line.line_number for line in plan.lines)
    if parts[1:2] == ["proposed"] and parts[2:]:
        return first, replace(finding, pointer=f"/plan_{parts[2]}")
    return first, replace(finding, pointer="/plan_start")


@lru_cache(maxsize=65_536)
def total_and_cost(
    code: str, modifiers: tuple[str, ...], units: int, frequency: str, start: date, end: date
) -> tuple[int | None, Decimal | None]:
    """Of a line that is alone of its kind in its plan."""
    line = ServiceLine(
        ref="",
        service_code=code,
        modifiers=modifiers,
        units=units,
        frequency=Frequency(frequency),
        start=start,
        end=end,
    )
    service = find(code, modifiers)
    total = line_total(line, service)
    return total, line_cost(line, total, service)


def totals_and_costs(lines: Sequence[SourceLine]) -> list[tuple[int | None, Decimal | None]]:
    """Of all lines of one plan, where a year quantity may be split among several."""
    asked = [line.as_service_line() for line in lines]
    return [
        (total, line_cost(line, total, find(line.service_code, line.modifiers)))
        for line, total in zip(asked, line_totals(asked), strict=True)
    ]
