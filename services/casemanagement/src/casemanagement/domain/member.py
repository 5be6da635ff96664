"""What case management knows of a member: a copy of the record that plans keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casemanagement.domain.policy import CasePolicy
from casemanagement.domain.program import ProgramCode
from shared.kernel.calendar import ONE_DAY


@dataclass(frozen=True, slots=True)
class Cover:
    """`end` is the last covered day; None while it is open."""

    start: date
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    id: UUID
    birth_date: date
    cover: tuple[Cover, ...] = ()
    deceased_on: date | None = None

    def covered_on(self, day: date) -> bool:
        return any(span.holds_on(day) for span in self.cover)

    def covered_after(self, day: date) -> bool:
        return any(span.start > day for span in self.cover)

    def last_covered_day(self, before: date) -> date | None:
        """The last covered day earlier than the given one; None when there was none."""
        days = [min(span.end or before - ONE_DAY, before - ONE_DAY) for span in self.cover if span.start < before]
        return max(days, default=None)

    def coverage_changes_on(self, today: date) -> date | None:
        """The first day after today on which cover begins or is over; None when nothing is known to change."""
        changes = [span.start for span in self.cover] + [span.end + ONE_DAY for span in self.cover if span.end]
        return min((day for day in changes if day > today), default=None)

    def first_covered_day(self, after: date) -> date | None:
        """The first covered day later than the given one; None when no cover is known."""
        days = [max(span.start, after + ONE_DAY) for span in self.cover if span.end is None or span.end > after]
        return min(days, default=None)

    def longest_gap_since(self, day: date, today: date) -> tuple[date, date] | None:
        """Last covered day and first covered day again of the longest gap that began on or after `day`, until today."""
        gaps, last = [], None
        for span in sorted(self.cover, key=lambda known: known.start):
            if last is not None and day <= last < span.start - ONE_DAY and span.start <= today:
                gaps.append((last, span.start))
            last = None if span.end is None else max(last or span.end, span.end)
        return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)

    def age_on(self, day: date) -> int:
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_confidential(program: ProgramCode | None, member: Member, on: date, policy: CasePolicy) -> bool:
    """Whether the name of the program is hidden from roles without `confidential` (R20)."""
    if program in policy.confidential_programs:
        return True
    return program in policy.minor_confidential_programs and member.age_on(on) < policy.minor_age


def cover_of(spans: Iterable[dict[str, str | None]]) -> tuple[Cover, ...]:
    """From the coverage of a member's record as JSON, earliest first."""
    read = (
        Cover(date.fromisoformat(str(span["start"])), date.fromisoformat(end) if (end := span.get("end")) else None)
        for span in spans
    )
    return tuple(sorted(read, key=lambda span: span.start))
