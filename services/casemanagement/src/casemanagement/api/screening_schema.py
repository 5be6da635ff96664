"""The answer of a screening on the wire."""

from typing import Any, Literal

import orjson
from pydantic import ConfigDict

from casemanagement.domain.program import CategoryCode, ProgramCode
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome
from casemanagement.domain.screening.screening import Screening
from casemanagement.domain.screening.trace import missing_as_json, reasons_of
from shared.schema.findings import CitationRead
from shared.schema.rule_results import MissingRead, RuleResultRead
from shared.schema.wire import Day, Wire


class NextStepRead(Wire):
    """`due_on` is the last day for it, `not_before` the first; null where no day is set."""

    code: str
    text: str
    not_before: Day | None
    due_on: Day | None
    citation: CitationRead


class ProgramFoundRead(Wire):
    """`level`: the lead band, `low` for prenatal, `high` for high-risk obstetrics, else null.

    `eligible_on` is the day from which the clocks of the program run.
    """

    program: ProgramCode
    category: CategoryCode
    level: str | None
    outcome: ScreeningOutcome
    eligible_on: Day
    rules: list[RuleResultRead]
    next_steps: list[NextStepRead]


class ScreeningRead(Wire):
    """A program that does not apply is absent.

    A member who is deceased or not covered today is in no program; `identified` says what the rules found all the same.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "as_of": "2026-03-01",
                "rule_set": "2026-01",
                "excluded": None,
                "programs": [],
                "identified": [],
                "missing": [{"name": "blood_lead", "reason": "rejected", "source": "loinc 77307-7", "date": None}],
            }
        }
    )

    as_of: Day
    rule_set: str
    excluded: Literal["deceased", "not_covered"] | None
    programs: list[ProgramFoundRead]
    identified: list[ProgramFoundRead]
    missing: list[MissingRead]


def screening_as_bytes(screening: Screening) -> bytes:
    return orjson.dumps(
        {
            "as_of": screening.as_of,
            "rule_set": screening.rule_set,
            "excluded": screening.excluded,
            "programs": [program_found_as_json(program) for program in screening.programs],
            "identified": [program_found_as_json(program) for program in screening.identified],
            "missing": [missing_as_json(missing) for missing in screening.missing],
        }
    )


def program_found_as_json(found: ProgramFound) -> dict[str, Any]:
    return {
        "program": found.program.value,
        "category": found.category.value,
        "level": found.level,
        "outcome": found.outcome.value,
        "eligible_on": found.eligible_on,
        **reasons_of(found),
    }
