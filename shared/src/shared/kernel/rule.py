"""A rule is a small pure function with an id, a stage, a severity, a message and a citation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.kernel.citation import Citation
from shared.kernel.finding import Finding, Missing, NotEvaluated, Severity, Violation

Facts = TypeVar("Facts")
Other = TypeVar("Other")
Check = Callable[[Facts], Iterable[Violation | Missing]]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Facts]):
    """`stages` are the points of the life cycle that judge it; `message` may hold `{names}` from the violation."""

    id: str
    stages: tuple[str, ...]
    severity: Severity
    message: str
    citation: Citation
    check: Check[Facts]
    title: str


def rule(
    *, id: str, stage: str | tuple[str, ...], severity: Severity, message: str, citation: Citation
) -> Callable[[Check[Facts]], Rule[Facts]]:
    """Make a function that yields violations into a `Rule`; its name, read as a sentence, is the rule's title."""

    def make(check: Check[Facts]) -> Rule[Facts]:
        stages = (stage,) if isinstance(stage, str) else stage
        title = getattr(check, "__name__", id).replace("_", " ")
        return Rule(id, tuple(str(s) for s in stages), severity, message, citation, check, title)

    return make


def seen_as(judged: Rule[Facts], view: Callable[[Other], Facts]) -> Rule[Other]:
    """The same rule for a step that knows other facts; `view` picks those that the rule looks at."""

    def check(facts: Other) -> Iterable[Violation | Missing]:
        return judged.check(view(facts))

    return Rule(judged.id, judged.stages, judged.severity, judged.message, judged.citation, check, judged.title)


@dataclass(frozen=True, slots=True)
class Evaluation:
    findings: tuple[Finding, ...]
    not_evaluated: tuple[NotEvaluated, ...]

    def of(self, *severities: Severity) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity in severities)

    @property
    def outcome(self) -> str:
        """`blocked`, `held`, `warnings` or `clear`: the gravest severity decides, info does not count."""
        severities = {found.severity for found in self.findings}
        for severity, outcome in (
            (Severity.ERROR, "blocked"),
            (Severity.HOLD, "held"),
            (Severity.WARNING, "warnings"),
        ):
            if severity in severities:
                return outcome
        return "clear"


def evaluate(rules: Sequence[Rule[Facts]], facts: Facts, policy: str) -> Evaluation:
    """Judge every rule, in order, and never stop at the first violation."""
    findings: list[Finding] = []
    not_evaluated: list[NotEvaluated] = []
    for judged in rules:
        needs: list[str] = []
        for result in judged.check(facts):
            if isinstance(result, Missing):
                needs.extend(result.needs)
            else:
                findings.append(_finding(judged, result, policy))
        if needs:
            not_evaluated.append(NotEvaluated(judged.id, tuple(dict.fromkeys(needs))))
    return Evaluation(tuple(findings), tuple(not_evaluated))


def _finding(judged: Rule[Facts], violation: Violation, policy: str) -> Finding:
    return Finding(
        rule_id=judged.id,
        severity=violation.severity or judged.severity,
        message=(violation.message or judged.message).format(**violation.values),
        pointer=violation.pointer,
        expected=violation.expected,
        actual=violation.actual,
        policy=policy,
        citation=judged.citation,
    )


def at_stage(rules: Iterable[Rule[Facts]], stages: Iterable[str]) -> tuple[Rule[Facts], ...]:
    """The rules judged at any of these stages, in catalogue order."""
    wanted = {str(stage) for stage in stages}
    return tuple(candidate for candidate in rules if wanted.intersection(candidate.stages))
