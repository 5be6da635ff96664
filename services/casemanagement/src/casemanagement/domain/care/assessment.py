"""An assessment: twelve factors, each dated by the machine and concluded by a nurse."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from casemanagement.domain.care.policy import CarePolicy


class AssessmentKind(StrEnum):
    INITIAL = "initial"
    ANNUAL = "annual"
    CHANGE = "change_of_condition"


class AssessmentOutcome(StrEnum):
    """The four classes that states count; every assessment ends in one of them."""

    COMPLETED = "completed"
    REFUSED = "refused"
    ATTEMPTS_MADE = "attempts_made"
    ATTEMPTS_NOT_MADE = "attempts_not_made"


class AnswerSource(StrEnum):
    NURSE = "nurse"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class FactorRecord:
    """`completed_at` is set by the machine when a nurse records the factor; imported answers leave it empty."""

    code: str
    answers: dict[str, Any] | None = None
    source: AnswerSource | None = None
    completed_at: datetime | None = None
    completed_by: str | None = None
    conclusion: str | None = None
    concluded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FactorEntry:
    """What is given for one factor: answers, a conclusion, or both; what is None stays as it was."""

    code: str
    answers: dict[str, Any] | None
    source: AnswerSource
    conclusion: str | None


def recorded(known: FactorRecord | None, entry: FactorEntry, now: datetime, by: str) -> FactorRecord:
    """The factor after this entry. Imported answers date and conclude nothing (R5); the first date stays."""
    record = known or FactorRecord(entry.code)
    if entry.answers is not None:
        record = replace(record, answers=entry.answers, source=entry.source)
    if entry.conclusion is not None:
        record = replace(record, conclusion=entry.conclusion, concluded_at=now)
    by_nurse = entry.conclusion is not None or (entry.answers is not None and entry.source is AnswerSource.NURSE)
    if by_nurse and record.completed_at is None:
        record = replace(record, completed_at=now, completed_by=by)
    return record


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """`summary` concludes every factor that is dated; a factor may have a conclusion of its own as well."""

    factors: tuple[FactorRecord, ...]
    summary: str | None
    policy: CarePolicy

    def undated(self) -> tuple[str, ...]:
        dated = {record.code for record in self.factors if record.completed_at is not None}
        return tuple(factor.code for factor in self.policy.factors if factor.code not in dated)

    def unconcluded(self) -> tuple[str, ...]:
        if self.summary is not None:
            return self.undated()
        done = {record.code for record in self.factors if record.completed_at and record.conclusion}
        return tuple(factor.code for factor in self.policy.factors if factor.code not in done)


def unknown_factors(codes: Iterable[str], policy: CarePolicy) -> tuple[str, ...]:
    known = {factor.code for factor in policy.factors}
    return tuple(code for code in codes if code not in known)


def due_on(eligible_on: date, policy: CarePolicy) -> date:
    """The last day on which a factor is in time; the clock runs from eligibility, not from the first contact."""
    return eligible_on + timedelta(days=policy.assess_complete_days)
