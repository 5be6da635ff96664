"""Dates that the office sets whatever was asked: after the backdating ban, and for a move into assisted living."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from plans.domain import catalogue
from plans.domain.plan import LineStatus, ServiceLine
from plans.domain.policies import Policy
from plans.domain.units import DAYS_OF_A_WEEK
from shared.kernel.calendar import ONE_DAY, Span

SUNDAY = 6
REQUESTED = frozenset({LineStatus.DRAFT, LineStatus.REQUESTED})


def sunday_on_or_after(day: date) -> date:
    return day + timedelta(days=(SUNDAY - day.weekday()) % DAYS_OF_A_WEEK)


def bans_backdating(policy: Policy, line: ServiceLine) -> bool:
    """Whether the pack bans it and the catalogue lists the service."""
    if not policy.backdating_is_banned:
        return False
    service = catalogue.find(line.service_code, line.modifiers)
    return service is not None and service.backdating_banned_from is not None


def after_the_ban(
    lines: Sequence[ServiceLine], stored: Mapping[str, ServiceLine], policy: Policy, processed: date
) -> dict[str, ServiceLine]:
    """By ref, the lines that the ban moves: the old one ends on the Sunday, the new one starts the Monday after.

    Assisted living is banned for a change of tier only: an entry starts with the move (AL-01).
    A line that lies before the Monday as a whole cannot be moved.
    """
    sunday = sunday_on_or_after(processed)
    monday = sunday + ONE_DAY
    ended = {line.ref: line for line in lines if _is_ended(line, stored) and bans_backdating(policy, line)}
    moved: dict[str, ServiceLine] = {}
    for line in lines:
        if line.status not in REQUESTED or line.start is None or not bans_backdating(policy, line):
            continue
        old = _follows(line, ended)
        if old is None and line.service_code in policy.assisted_living_codes:
            continue
        is_late = line.start < processed or (old is not None and old.end is not None and old.end < processed)
        if is_late and line.start < monday and line.end is not None and line.end >= monday:
            moved[line.ref] = replace(line, start=monday)
    for ref, line in ended.items():
        followed = any(_follows(moved[new], ended) is line for new in moved if new not in ended)
        before, end = stored.get(ref), line.end
        if end is not None and (end < processed or (followed and end < sunday)):
            latest = before.end if before is not None and before.end is not None else sunday
            if min(sunday, latest) != end:
                moved[ref] = replace(line, end=min(sunday, latest))
    return moved


def _is_ended(line: ServiceLine, stored: Mapping[str, ServiceLine]) -> bool:
    before = stored.get(line.ref)
    if (before or line).status is not LineStatus.AUTHORIZED:
        return False
    return line.reason is not None if before is None else before.end != line.end


def _follows(line: ServiceLine, ended: Mapping[str, ServiceLine]) -> ServiceLine | None:
    """The ended line that this one takes over from: named, else the only one of its code."""
    if line.supersedes is not None:
        return ended.get(line.supersedes)
    alike = [old for old in ended.values() if old.service_code == line.service_code]
    return alike[0] if len(alike) == 1 else None


def at_the_move_in(
    lines: Sequence[ServiceLine], policy: Policy, plan: Span | None, moved_in_on: date, certified_on: date
) -> dict[str, ServiceLine]:
    """By ref, the first assisted living lines with their begin set: the move-in, or the certification of a resident."""
    begin = max(moved_in_on, certified_on)
    if plan is None or not plan.start <= begin <= plan.end:
        return {}
    return {
        line.ref: replace(line, start=begin)
        for line in lines
        if line.status in REQUESTED
        and line.service_code in policy.assisted_living_codes
        and line.supersedes is None
        and line.start not in (None, begin)
        and line.end is not None
        and line.end >= begin
    }
