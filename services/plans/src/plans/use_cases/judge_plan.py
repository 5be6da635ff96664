"""Judge a stored plan as the dry run judges a typed one, and refuse what the rules refuse."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from plans.domain.catalogue import find
from plans.domain.dry_run import DryRun, dry_run
from plans.domain.errors import PlanNotReady
from plans.domain.plan import ChangeType, LineStatus, PlanFacts
from plans.domain.policies import Policy, policy_on
from plans.domain.rules import CATALOGUE
from plans.domain.stage import Stage
from plans.domain.stored_plan import RUNNING, StoredPlan
from plans.domain.surroundings import Surroundings
from plans.domain.suspension import suspensions_of
from plans.domain.totals import line_cost, line_totals
from shared.kernel.finding import Finding, Severity
from shared.schema.findings import finding_as_json

STORED_NAMES = {"requested_end": "end", "provider": "provider_id"}
BLOCKING = frozenset({Severity.ERROR})
BLOCKING_OR_HOLDING = frozenset({Severity.ERROR, Severity.HOLD})


@dataclass(frozen=True, slots=True)
class Judgement:
    """`plan` has its totals; `findings` point into the plan as it is stored."""

    plan: StoredPlan
    verdict: DryRun
    findings: tuple[Finding, ...]

    def refuse(self, stage: Stage, severities: frozenset[Severity] = BLOCKING) -> None:
        """Raises `PlanNotReady` for what rules of this stage, or of one before it, found of these severities."""
        own = stages_of_rules()
        wanted = set(stage.and_before())
        refusing = tuple(
            found
            for found in self.findings
            if found.severity in severities and not wanted.isdisjoint(own[found.rule_id])
        )
        if refusing:
            raise PlanNotReady(refusing)

    @property
    def rule_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found.rule_id for found in self.findings))

    def as_json(self) -> dict[str, Any]:
        """The answer of `findings`, in the shape of the dry run."""
        verdict = self.verdict
        return {
            "policy": verdict.policy,
            "outcome": verdict.outcome,
            "findings": [finding_as_json(found) for found in self.findings],
            "not_evaluated": verdict.not_evaluated,
            "totals": verdict.totals,
            "priority": verdict.priority,
        }


def judge(
    plan: StoredPlan,
    around: Surroundings,
    stage: Stage,
    today: date,
    *,
    before: StoredPlan | None = None,
    as_new: ChangeType | None = None,
    policy: Policy | None = None,
) -> Judgement:
    """Judge the plan against what was last authorized of it `before`, under the policy of its first day.

    `policy` stands in for that one, `as_new` is the kind of a plan that is not stored yet. From its submission on the
    plan has the dates that the office sets whatever was asked (DT-07); until then it keeps those that were entered.
    """
    facts = PlanFacts(
        as_of=today,
        changes=plan.kinds_of_change if as_new is None else frozenset({as_new}),
        current=(before or plan).as_last_authorized() if as_new is None else None,
        proposed=plan.as_proposed(),
        other_plans=around.other_plans,
        priority=plan.priority,
        member=around.member,
        providers=around.providers,
    )
    verdict = dry_run(facts, stage, policy or policy_on(plan.start))
    findings = tuple(_in_the_stored_plan(plan, before or plan, verdict.findings))
    judged = with_totals(plan) if verdict.moved and stage is Stage.EDIT else _as_judged(plan, verdict)
    return Judgement(with_suspensions(judged, around), verdict, findings)


def with_suspensions(plan: StoredPlan, around: Surroundings) -> StoredPlan:
    """The plan with the days that the member's stays take from its running lines."""
    return replace(plan, suspensions=suspensions_of(plan, around.stays, policy_on(plan.start)))


def _as_judged(plan: StoredPlan, verdict: DryRun) -> StoredPlan:
    """The plan with the totals and the dates that were judged."""
    counted = {total.ref: total for total in verdict.totals}
    lines = []
    for line in plan.lines:
        found, moved = counted.get(str(line.id)), verdict.moved.get(str(line.id))
        judged = replace(line, total=found.units, cost=found.cost) if found else line
        lines.append(replace(judged, start=moved.start, end=moved.end) if moved else judged)
    return replace(plan, lines=tuple(lines))


@cache
def stages_of_rules() -> dict[str, tuple[str, ...]]:
    return {rule.id: rule.stages for rule in CATALOGUE}


def with_totals(plan: StoredPlan) -> StoredPlan:
    """The plan with units and cost of each line over its whole span."""
    service_lines = [line.as_service_line() for line in plan.lines]
    counted = zip(plan.lines, service_lines, line_totals(service_lines), strict=True)
    return replace(
        plan,
        lines=tuple(
            replace(line, total=total, cost=line_cost(asked, total, find(asked.service_code, asked.modifiers)))
            for line, asked, total in counted
        ),
    )


def _in_the_stored_plan(plan: StoredPlan, before: StoredPlan, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Rules see no refused lines, say `/proposed`, `provider` and `requested_end`; the stored plan shows all its lines,
    their `provider_id`, and as their `end` what is asked for. A line that would go is found where it stands `before`.
    """
    asked = [place for place, line in enumerate(plan.lines) if line.status is not LineStatus.NOT_AUTHORIZED]
    running = [place for place, line in enumerate(before.lines) if line.status in RUNNING]
    for found in findings:
        match found.pointer.split("/"):
            case ["", "proposed", "lines", index, *rest] if index.isdigit() and int(index) < len(asked):
                rest = [STORED_NAMES.get(name, name) for name in rest]
                pointer = "/".join(["", "lines", str(asked[int(index)]), *rest])
            case ["", "current", "lines", index, *rest] if index.isdigit() and int(index) < len(running):
                pointer = "/".join(["", "lines", str(running[int(index)]), *rest])
            case _:
                pointer = found.pointer.removeprefix("/proposed")
        yield replace(found, pointer=pointer)
