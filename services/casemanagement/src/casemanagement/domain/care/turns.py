"""Whose turn it is to reach a member: so many contacts a day and a week, over all programs together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from casemanagement.domain.care.policy import ContactCap


@dataclass(frozen=True, slots=True)
class Turn:
    """A contact that holds a place on a local day. `movable`: granted, not made yet, and its time has not come."""

    id: UUID
    day: date
    number: int
    rank: int
    movable: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """`displaces` gives its place up for this one, because it matters less and has not gone out."""

    number: int
    displaces: UUID | None = None


def turn_on(day: date, rank: int, held: Iterable[Turn], cap: ContactCap) -> Grant | None:
    """A place on this day, or None. The week is any run of `week_days` days that holds this one."""
    turns = tuple(held)
    same_day = [turn for turn in turns if turn.day == day]
    free = min(set(range(1, cap.per_day + 1)) - {turn.number for turn in same_day}, default=None)
    if free is not None and not week_is_full(day, turns, cap):
        return Grant(free)
    movable = [turn for turn in same_day if turn.movable and turn.rank > rank]
    if not movable:
        return None
    last = max(movable, key=lambda turn: (turn.rank, turn.number))
    return Grant(last.number, last.id)


def week_is_full(day: date, held: Iterable[Turn], cap: ContactCap) -> bool:
    days = [turn.day for turn in held]
    starts = (day - timedelta(days=back) for back in range(cap.week_days))
    return any(
        sum(first <= other < first + timedelta(days=cap.week_days) for other in days) >= cap.per_week
        for first in starts
    )


def next_day(day: date, held: Iterable[Turn], cap: ContactCap) -> date:
    """The first later day with a free place."""
    turns = tuple(held)
    later = (day + timedelta(days=ahead) for ahead in range(1, cap.week_days * cap.per_week + len(turns) + 2))
    return next(
        one
        for one in later
        if sum(turn.day == one for turn in turns) < cap.per_day and not week_is_full(one, turns, cap)
    )
