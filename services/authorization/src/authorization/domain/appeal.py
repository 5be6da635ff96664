"""Appeals: against which notice, by when, whether the service goes on meanwhile, and how they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from authorization.domain.notice import NoticeKind
from authorization.domain.policies.policy import AppealTerms
from shared.kernel.lifecycle import Lifecycle


class AppealLevel(StrEnum):
    APPEAL = "appeal"
    FAIR_HEARING = "fair_hearing"


class AppealStatus(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"


class AppealOutcome(StrEnum):
    """What becomes of the decision that was appealed: it stands, it falls, or the appeal is taken back."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"


LIFECYCLE: Lifecycle[AppealStatus, AppealOutcome] = Lifecycle(
    "appeal", {(AppealStatus.OPEN, outcome): AppealStatus(outcome) for outcome in AppealOutcome}
)


class Continuation(StrEnum):
    NOT_REQUESTED = "not_requested"
    GRANTED = "granted"
    TOO_LATE = "too_late"
    NOTHING_TO_CONTINUE = "nothing_to_continue"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealedNotice:
    """The notice as far as an appeal depends on it; `first_level_upheld_on` where that was its outcome."""

    kind: NoticeKind
    noticed_on: date
    appeal_by: date | None
    continue_by: date | None
    first_level_upheld_on: date | None
    cuts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFacts:
    notice: AppealedNotice
    level: AppealLevel
    filed_on: date
    continuation_requested: bool
    terms: AppealTerms

    @property
    def last_day(self) -> date | None:
        """The last day on which this can be filed; None where it cannot be filed at all."""
        if self.level is AppealLevel.APPEAL:
            return self.notice.appeal_by
        upheld_on = self.notice.first_level_upheld_on
        return upheld_on + timedelta(days=self.terms.hearing_days) if upheld_on else None

    @property
    def continuation(self) -> Continuation:
        if not self.continuation_requested:
            return Continuation.NOT_REQUESTED
        if not self.notice.cuts or self.notice.continue_by is None:
            return Continuation.NOTHING_TO_CONTINUE
        limit = self.notice.continue_by
        if self.level is AppealLevel.FAIR_HEARING and self.notice.first_level_upheld_on is not None:
            limit = self.notice.first_level_upheld_on + timedelta(days=self.terms.continuation_days)
        return Continuation.GRANTED if self.filed_on <= limit else Continuation.TOO_LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """Who decides an appeal, and who had decided what is appealed."""

    decided_by: str
    decision_by: str


def due_at(terms: AppealTerms, received_at: datetime, *, expedited: bool) -> datetime:
    if expedited:
        return received_at + timedelta(hours=terms.expedited_hours)
    return received_at + timedelta(days=terms.resolution_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    """An authorized line that the decision cut, and the line that follows it, if any."""

    line_id: UUID
    successor_id: UUID | None


def cut_lines(line_ids: tuple[UUID, ...], supersedes: Mapping[UUID, UUID | None]) -> tuple[CutLine, ...]:
    """The cut lines behind the lines of a notice: what they supersede, or a line that ends itself."""
    found = []
    for line_id in line_ids:
        old = supersedes.get(line_id)
        found.append(CutLine(line_id=old or line_id, successor_id=line_id if old else None))
    return tuple(found)
