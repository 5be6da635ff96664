"""Would this plan pass? Answered from the facts alone; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from plans.domain.plan import PlanFacts, ServiceLine
from plans.domain.policies import Policy
from plans.domain.proposal import Proposal
from plans.domain.rules import judge_proposal
from plans.domain.rules.priority import priority_of_lines
from plans.domain.stage import Stage
from plans.domain.totals import line_cost
from shared.kernel.finding import Finding, NotEvaluated


@dataclass(frozen=True, slots=True)
class LineTotal:
    """Units over the line's dates and their cost in dollars; None where they cannot be known."""

    ref: str
    units: int | None
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Priority:
    """Refs of the requested lines. `requested` is None when nobody said."""

    requested: bool | None
    granted: tuple[str, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """`moved` are the lines with dates that the office sets whatever was asked, by ref."""

    policy: str
    outcome: str
    findings: tuple[Finding, ...]
    not_evaluated: tuple[NotEvaluated, ...]
    totals: tuple[LineTotal, ...]
    priority: Priority
    moved: Mapping[str, ServiceLine]


def dry_run(facts: PlanFacts, stage: Stage, policy: Policy) -> DryRun:
    proposal = Proposal(facts, policy)
    evaluation = judge_proposal(proposal, stage)
    granted, denied = priority_of_lines(proposal)
    return DryRun(
        policy=policy.id,
        outcome=evaluation.outcome,
        findings=evaluation.findings,
        not_evaluated=evaluation.not_evaluated,
        totals=tuple(
            LineTotal(judged.line.ref, judged.total, line_cost(judged.line, judged.total, judged.service))
            for judged in proposal.lines
        ),
        priority=Priority(
            facts.priority,
            tuple(judged.line.ref for judged in granted),
            tuple(judged.line.ref for judged in denied),
        ),
        moved={**proposal.moved_by_ban, **proposal.moved_to_move_in},
    )
