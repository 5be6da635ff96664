"""UN-03: units over the whole span are computed here; what the sender states is compared."""

from collections.abc import Iterator

from authorization.domain.priority import PriorityFacts
from authorization.domain.request import LineAction
from authorization.domain.rules.stage import Stage
from authorization.domain.sources import UNITS_RECOMPUTED
from authorization.domain.units import total_units
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import rule


@rule(
    id="UN-03",
    stage=Stage.RECEIPT,
    severity=Severity.WARNING,
    message="{code}: {units} per {frequency} come to {computed} units over these days, not {stated}. Authorized are "
    "{computed} at most; ask the sender what was meant.",
    citation=UNITS_RECOMPUTED,
)
def a_partner_states_no_more_units_than_there_are(facts: PriorityFacts) -> Iterator[Violation]:
    """Plans computes the totals of its lines itself, under its own rule of this name."""
    if facts.submission.plan_id is not None:
        return
    for index, line in enumerate(facts.submission.lines):
        computed = total_units(line.units, line.frequency, line.span)
        if line.action is not LineAction.NONE and line.total is not None and line.total > computed:
            values = {
                "code": line.key,
                "units": line.units,
                "frequency": line.frequency.replace("_", " "),
                "computed": computed,
                "stated": line.total,
            }
            yield Violation(f"/lines/{index}/total", computed, line.total, values)
