"""ST: what may be approved without a reviewer. A finding sends the request to a person; it never denies anything."""

from collections.abc import Iterator

from authorization.domain.request import LineAction
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import STRAIGHT_THROUGH_APPROVAL
from authorization.domain.straight_through import StraightThroughFacts
from shared.kernel.finding import Missing, Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="ST-01",
    stage=Stage.STRAIGHT_THROUGH,
    severity=Severity.HOLD,
    message="Plans found {rule_id}: {said} A reviewer looks at it.",
    citation=STRAIGHT_THROUGH_APPROVAL,
)
def plans_found_nothing_that_needs_a_person(facts: StraightThroughFacts) -> Iterator[Violation]:
    if facts.request.submission.plan_id is None:
        message = "No plan of ours stands behind this request, so its rules were not judged. A reviewer looks at it."
        yield Violation("/plan_id", "a plan", None, message=message)
    terms = facts.policy.straight_through
    for found in facts.submitted:
        if found.severity in terms.barring_severities or found.rule_id in terms.barring_rules:
            values = {"rule_id": found.rule_id, "said": found.message}
            yield Violation("/findings", None, found.severity, values)


@rule(
    id="ST-02",
    stage=Stage.STRAIGHT_THROUGH,
    severity=Severity.HOLD,
    message="{code} is not on the list of services that are approved without a reviewer.",
    citation=STRAIGHT_THROUGH_APPROVAL,
)
def a_service_is_listed_and_within_its_limit(facts: StraightThroughFacts) -> Iterator[Violation]:
    limits = facts.policy.straight_through.limits
    for index, line in facts.asked:
        limit = limits.get(line.key)
        if limit is None:
            yield Violation(f"/lines/{index}/service_code", sorted(limits), line.key, {"code": line.key})
        elif not facts.within_limit(line):
            message = "{code}: {units} per {frequency} is above the limit of {most} per {per}. A reviewer looks at it."
            values = {
                "code": line.key,
                "units": line.units,
                "frequency": line.frequency.value.replace("_", " "),
                "most": limit.units,
                "per": limit.frequency.replace("_", " "),
            }
            yield Violation(f"/lines/{index}/units", limit.units, line.units, values, message=message)


@rule(
    id="ST-03",
    stage=Stage.STRAIGHT_THROUGH,
    severity=Severity.HOLD,
    message="{code} names no provider. A reviewer asks which certified provider delivers it.",
    citation=STRAIGHT_THROUGH_APPROVAL,
)
def a_provider_is_named_and_not_in_doubt(facts: StraightThroughFacts) -> Iterator[Violation]:
    for index, line in facts.asked:
        if line.provider_id is None:
            yield Violation(f"/lines/{index}/provider_id", "a certified provider", None, {"code": line.key})
    doubts = facts.policy.straight_through.provider_rules
    for found in facts.submitted:
        if found.rule_id in doubts:
            message = "The provider is in doubt ({rule_id}): {said} A reviewer looks at it."
            values = {"rule_id": found.rule_id, "said": found.message}
            yield Violation("/findings", "a certified provider", found.rule_id, values, message=message)


@rule(
    id="ST-04",
    stage=Stage.STRAIGHT_THROUGH,
    severity=Severity.HOLD,
    message="{code} would take something away on {day}. Only a person decides that.",
    citation=STRAIGHT_THROUGH_APPROVAL,
)
def nothing_is_taken_away(facts: StraightThroughFacts) -> Iterator[Violation | Missing]:
    places = {line.line_id: index for index, line in facts.asked}
    for effect in facts.effects():
        index, line = places[effect.line.line_id], effect.line
        follows = line.supersedes is not None or line.action is LineAction.CHANGE
        if line.action is LineAction.END:
            values = {"code": line.key, "day": line.span.end}
            yield Violation(f"/lines/{index}/action", "new or change", "end", values)
        elif effect.cut_on is not None:
            yield Violation(f"/lines/{index}/units", None, line.units, {"code": line.key, "day": effect.cut_on})
        elif effect.running is None and follows and not facts.known_running:
            yield Missing((f"lines/{index}/running authorization",))
