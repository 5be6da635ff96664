"""UN-04 and UN-05: what was delivered is not taken back by a decision, nor authorized a second time."""

from collections.abc import Iterator

from authorization.domain.decision import DecisionFacts, Outcome, ended_lines, granted_lines
from authorization.domain.request import Frequency, LineAction
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import UNITS_FLOOR, UNITS_LEFT
from authorization.domain.units import most_units_a_year, total_units
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="UN-04",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{line}: {used} units were used. Authorize at least {used}, or refuse the change.",
    citation=UNITS_FLOOR,
)
def no_fewer_units_are_authorized_than_were_used(facts: DecisionFacts) -> Iterator[Violation]:
    places = {outcome.line_id: index for index, outcome in enumerate(facts.outcomes)}
    lines = facts.request.submission.by_id
    for granted in granted_lines(facts.request, facts.outcomes):
        line = granted.line
        changed = line.action is LineAction.CHANGE
        before = line.line_id if changed else line.supersedes
        used = facts.used_of(before)
        # A new quantity of the same year counts what its year already used; other periods begin anew.
        old = lines.get(before) if before is not None else None
        same_year = line.frequency is Frequency.YEAR and old is not None and old.provider_id == line.provider_id
        granted_units = granted.total if changed else granted.units
        if (changed or same_year) and granted_units < used:
            pointer = f"/lines/{places[line.line_id]}/units"
            yield Violation(pointer, expected=used, actual=granted_units, values={"line": line.named, "used": used})
    # One pass over the outcomes tells which of them ends a line, so that the finding points at it.
    for index, outcome in enumerate(facts.outcomes):
        if outcome.outcome is Outcome.NOT_AUTHORIZED:
            continue
        for ended in ended_lines(facts.request, (outcome,)):
            through = facts.delivered_through(ended.line_id)
            if through is not None and through > ended.last_day:
                message = "{line}: services were delivered through {through}. The end must not be earlier."
                values = {"line": lines[outcome.line_id].named, "through": through}
                yield Violation(
                    f"/lines/{index}/end", str(through), str(ended.last_day), values=values, message=message
                )


@rule(
    id="UN-05",
    stage=Stage.DECIDE,
    severity=Severity.ERROR,
    message="{line}: {used} of {quantity} units are used, so the new provider can have {left}, not {total}. "
    "Decide it as modified with at most {most} units a year.",
    citation=UNITS_LEFT,
)
def a_transfer_carries_what_is_left_of_the_year(facts: DecisionFacts) -> Iterator[Violation]:
    places = {outcome.line_id: index for index, outcome in enumerate(facts.outcomes)}
    for granted in granted_lines(facts.request, facts.outcomes):
        line = granted.line
        old = facts.running.get(line.supersedes) if line.supersedes is not None else None
        if old is None or old.provider_id == line.provider_id:
            continue
        if old.frequency is not Frequency.YEAR or line.frequency is not Frequency.YEAR:
            continue
        quantity = total_units(old.units, old.frequency, old.span)
        left = max(0, quantity - old.used)
        if granted.total <= left:
            continue
        most = most_units_a_year(left, granted.span)
        values = {"line": line.named, "used": old.used, "quantity": quantity, "left": left, "most": most}
        message = (
            None if most else "{line}: all {quantity} units of the year are used. Refuse it, or authorize more first."
        )
        pointer = f"/lines/{places[line.line_id]}/units"
        yield Violation(pointer, left, granted.total, {**values, "total": granted.total}, message=message)
