"""Screenings as jobs on the wire, and what they found."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, model_validator

from casemanagement.api.screening_schema import NextStepRead
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.consequences import Disposition
from casemanagement.domain.screening.jobs import ScreeningScope, ScreeningStatus
from casemanagement.domain.screening.rule import ScreeningOutcome
from shared.schema.member_facts import MemberFactsBody
from shared.schema.rule_results import MissingRead, RuleResultRead
from shared.schema.wire import Day, Instant, Wire


class ScreeningCreate(Wire):
    """`as_of` is today when left out. Facts that are left out are fetched from the disease service."""

    model_config = ConfigDict(json_schema_extra={"example": {"scope": "population", "as_of": "2026-03-01"}})

    scope: ScreeningScope | None = None
    member_id: UUID | None = None
    as_of: Day | None = None
    rule_set: str | None = None
    facts: MemberFactsBody | None = None

    @model_validator(mode="after")
    def _one_member_or_everybody(self) -> "ScreeningCreate":
        everybody = self.scope is ScreeningScope.POPULATION
        if everybody and (self.member_id is not None or self.facts is not None):
            raise ValueError("a screening of the population names no member and brings no facts")
        if not everybody and self.member_id is None:
            raise ValueError("name a member, or screen the population")
        return self


class ScreeningJobRead(Wire):
    """`done` of `total` members are screened. `found` counts findings by what became of them;
    of one member without those of confidential programs, unless the reader has the role `confidential`.

    `waiting_for` names a neighbour that does not answer; the job goes on by itself when it does.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "0198f000-0000-7000-8000-000000000001",
                "scope": "population",
                "member_id": None,
                "as_of": "2026-03-01",
                "rule_set": "2026-01",
                "status": "finished",
                "done": 515,
                "total": 515,
                "found": {"opened": 61, "watched": 3},
                "waiting_for": None,
                "started_at": "2026-03-01T08:00:00Z",
                "finished_at": "2026-03-01T08:00:07Z",
                "error": None,
            }
        }
    )

    id: UUID
    scope: ScreeningScope
    member_id: UUID | None
    as_of: Day
    rule_set: str
    status: ScreeningStatus
    done: int
    total: int
    found: dict[str, int]
    waiting_for: Literal["disease"] | None
    started_at: Instant
    finished_at: Instant | None
    error: str | None


class ScreeningResultRead(Wire):
    """`disposition` says what became of the finding, `case_id` which case it belongs to.

    `nothing_new`: the last case ended, and no fact is newer than its end. `excluded` is the reason of that disposition
    when the facts say it: `deceased` or `not_covered`.
    """

    member_id: UUID
    program: ProgramCode
    outcome: ScreeningOutcome
    level: str | None
    eligible_on: Day
    excluded: Literal["deceased", "not_covered"] | None
    disposition: Disposition
    case_id: UUID | None
    case_number: str | None
    rules: list[RuleResultRead]
    next_steps: list[NextStepRead]
    missing: list[MissingRead]
