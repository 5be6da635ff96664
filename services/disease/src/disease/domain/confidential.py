"""What a nurse may only see who is allowed to see confidential care (R20): the pregnancy of a young member."""

from dataclasses import replace
from typing import Any

from disease.domain.stratification import Standing

OLDEST_CONFIDENTIAL_AGE = 17  # domain reference 4.4 and R20: a teen pregnancy
PREGNANCY_RULE = "D-H7"


def without_confidential(standing: Standing, age: int) -> tuple[Standing, bool]:
    """The standing without what is confidential, and whether something was left out."""
    measures: dict[str, Any] = standing.measures
    if age > OLDEST_CONFIDENTIAL_AGE or not measures.get("pregnant"):
        return standing, False
    shown = replace(
        standing,
        rules=tuple(result for result in standing.rules if result.rule_id != PREGNANCY_RULE),
        measures={**measures, "pregnant": None},
    )
    return shown, True
