"""Approval without a reviewer, where the policy says so: what is judged, and what the answer stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from authorization.domain.decision import LineOutcome, Outcome, Reason, RunningLine
from authorization.domain.member import Member
from authorization.domain.notice import LineEffect, daily_rate, effects_of
from authorization.domain.policies.policy import Policy, UnitLimit
from authorization.domain.request import Actor, AuthorizationRequest, Frequency, LineAction, RequestedLine
from shared.kernel.finding import Finding, NotEvaluated
from shared.kernel.rule_result import Input

STEP = "straight-through"
DECIDER = Actor(subject=f"service:{STEP}", roles=frozenset({"service"}))
STRAIGHT_THROUGH = Reason(
    code="STRAIGHT_THROUGH", text="Everything that was asked for meets the rules for approval without a reviewer."
)


class StraightThroughOutcome(StrEnum):
    """Only `CLEAR` is approved; `UNDETERMINED` breaks no rule, but something that a rule needs is not known."""

    CLEAR = "clear"
    NEEDS_REVIEW = "needs_review"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class SubmittedFinding:
    """What plans found when it submitted."""

    rule_id: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StraightThroughFacts:
    """`running` are the present authorizations of the request's lines; `known_running` says whether we looked."""

    request: AuthorizationRequest
    submitted: tuple[SubmittedFinding, ...]
    policy: Policy
    member: Member | None
    today: date
    running: Mapping[UUID, RunningLine] = field(default_factory=dict)
    known_running: bool = True

    @property
    def asked(self) -> tuple[tuple[int, RequestedLine], ...]:
        lines = enumerate(self.request.submission.lines)
        return tuple((index, line) for index, line in lines if line.action is not LineAction.NONE)

    @property
    def outcomes(self) -> tuple[LineOutcome, ...]:
        """Every line as asked."""
        return tuple(
            LineOutcome(line_id=line.line_id, outcome=Outcome.AUTHORIZED, reasons=(STRAIGHT_THROUGH,))
            for line in self.request.submission.asked
        )

    def effects(self) -> tuple[LineEffect, ...]:
        return tuple(effects_of(self.request, self.outcomes, self.running, self.today))

    def within_limit(self, line: RequestedLine) -> bool:
        limit = self.policy.straight_through.limits.get(line.key)
        if limit is None:
            return False
        asked = daily_rate(line.units, line.frequency, line.span)
        return asked <= daily_rate(limit.units, limit.frequency, line.span)


@dataclass(frozen=True, slots=True)
class Judgement:
    findings: tuple[Finding, ...]
    not_evaluated: tuple[NotEvaluated, ...]

    @property
    def outcome(self) -> StraightThroughOutcome:
        if self.findings:
            return StraightThroughOutcome.NEEDS_REVIEW
        return StraightThroughOutcome.UNDETERMINED if self.not_evaluated else StraightThroughOutcome.CLEAR


def inputs_of(facts: StraightThroughFacts) -> dict[str, tuple[Input, ...]]:
    """What each rule stands on, by rule id."""
    lines = [line for _, line in facts.asked]
    limits = facts.policy.straight_through.limits
    member = facts.member
    return {
        "ST-01": (Input("findings of plans", len(facts.submitted), "plans"),),
        "ST-02": tuple(
            given
            for line in lines
            for given in (
                Input(f"units of {line.key}", _amount(line.units, line.frequency), "request"),
                Input(f"limit of {line.key}", _limit(limits.get(line.key)), "policy"),
            )
        ),
        "ST-03": tuple(Input(f"provider of {line.key}", line.provider_id, "request") for line in lines),
        "ST-04": tuple(
            Input(f"{effect.line.key} loses something on", str(effect.cut_on) if effect.cut_on else None)
            for effect in facts.effects()
        ),
        "EL-01": () if member is None else _inputs_of_member(member),
    }


def _inputs_of_member(member: Member) -> tuple[Input, ...]:
    periods = [("coverage", span) for span in member.coverage]
    if member.level_of_care is not None:
        periods.append(("level of care", member.level_of_care))
    known = [Input(name, f"{span.start} to {span.end or 'open'}", "plans") for name, span in periods]
    return (*known, Input("died on", str(member.deceased_on) if member.deceased_on else None, "plans"))


def _amount(units: int, frequency: Frequency) -> str:
    return f"{units} per {frequency.replace('_', ' ')}"


def _limit(limit: UnitLimit | None) -> str | None:
    return _amount(limit.units, limit.frequency) if limit is not None else None
