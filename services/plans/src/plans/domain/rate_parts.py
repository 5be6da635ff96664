"""Lines that a new rate split: parts of one authorization, which its service knows by the first of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from plans.domain.catalogue import find
from plans.domain.lifecycle import PLAN_LIFECYCLE, PlanAction
from plans.domain.plan import Frequency, LineStatus
from plans.domain.stored_plan import LineAsk, StoredLine, StoredPlan
from plans.domain.totals import line_cost, line_totals
from shared.kernel.calendar import ONE_DAY

Amount = TypeVar("Amount", int, Decimal)


def parts_of(plan: StoredPlan, line: StoredLine) -> tuple[StoredLine, ...]:
    """The parts of one authorization up to this line, the oldest first; the line alone where no rate split it."""
    parts = [line]
    while parts[0].rate_from is not None:
        before = plan.line(parts[0].supersedes) if parts[0].supersedes else None
        if before is None:
            break
        parts.insert(0, before)
    return tuple(parts)


def newest_part(plan: StoredPlan, line_id: UUID) -> UUID:
    """The part that runs now of the line that the authorization service knows by this id."""
    following = {line.supersedes: line.id for line in plan.lines if line.rate_from is not None}
    while line_id in following:
        line_id = following[line_id]
    return line_id


def as_authorized(plan: StoredPlan) -> list[tuple[StoredLine, LineAsk]]:
    """The lines without the splits of rates, with what is asked of each: once, under its first id, its parts summed."""
    whole = []
    for line in plan.lines:
        if newest_part(plan, line.id) != line.id:
            continue
        parts = parts_of(plan, line)
        root = plan.line(line.supersedes) if line.supersedes and line.rate_from is None else None
        joined = replace(
            line,
            id=parts[0].id,
            start=parts[0].start,
            supersedes=parts_of(plan, root)[0].id if root else parts[0].supersedes,
            total=_sum([part.total for part in parts]),
            cost=_sum([part.cost for part in parts]),
        )
        whole.append((joined, plan.what_is_asked_of(line)))
    return whole


def _sum(amounts: list[Amount | None]) -> Amount | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known[1:], start=known[0]) if known and len(known) == len(amounts) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSplit:
    """What a new rate does to a line: `parts` are it and what goes on with it. Without parts it waits, for `reason`."""

    line: StoredLine
    parts: tuple[StoredLine, ...] = ()
    reason: str | None = None


IN_REVIEW = "The plan is in review. Run the change again after the decision."
ONE_DAY_OLD = "The line took over the day before. Its one day at the old rate stays with it."
CHANGING = "A change of this line waits for its decision. Run the change again after it."


def split_at(plan: StoredPlan, key: str, day: date, next_id: Callable[[], UUID]) -> list[RateSplit]:
    """The running lines of a service (`key` is code and modifiers) that have a day on both sides."""
    splits = []
    for line in plan.lines:
        if line.status is not LineStatus.AUTHORIZED or line.as_service_line().key != key:
            continue
        if line.start is None or line.end is None or line.frequency is Frequency.ONE_TIME:
            continue
        terms = line.authorized or line.terms
        if terms.end is None or not line.start < day <= max(line.end, terms.end):
            continue
        if PlanAction.EDIT not in PLAN_LIFECYCLE.allowed(plan.status):
            splits.append(RateSplit(line=line, reason=IN_REVIEW))
        elif line.supersedes is not None and line.start + ONE_DAY == day:
            splits.append(RateSplit(line=line, reason=ONE_DAY_OLD))
        elif line.differs_from_authorized or plan.successor_of(line.id) is not None:
            splits.append(RateSplit(line=line, reason=CHANGING))
        else:
            splits.append(RateSplit(line=line, parts=_parts(plan, line, day, next_id())))
    return splits


def _parts(plan: StoredPlan, line: StoredLine, day: date, new_id: UUID) -> tuple[StoredLine, StoredLine]:
    old = replace(line, end=day - ONE_DAY, status=LineStatus.SUPERSEDED)
    new = replace(line, id=new_id, start=day, supersedes=line.id, rate_from=day, used_units=None)
    after = plan.with_line(old).with_line(new)
    asked = [replace(kept, authorized=None).as_service_line() for kept in after.lines]
    totals = dict(zip((kept.id for kept in after.lines), line_totals(asked), strict=True))
    old, new = _priced(old, totals[old.id]), _priced(new, totals[new.id])
    return replace(old, authorized=old.terms), replace(new, authorized=new.terms)


def _priced(line: StoredLine, total: int | None) -> StoredLine:
    asked = replace(line, authorized=None).as_service_line()
    return replace(line, total=total, cost=line_cost(asked, total, find(line.service_code, line.modifiers)))


def with_splits(plan: StoredPlan, splits: list[RateSplit]) -> StoredPlan:
    for split in splits:
        for part in split.parts:
            plan = plan.with_line(part)
    return plan
