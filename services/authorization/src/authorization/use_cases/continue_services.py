"""What an appeal does to running services: the cut is lifted, or comes after all."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.appeal import CutLine, cut_lines
from authorization.domain.authorization import authorization_number
from authorization.domain.decision import EndedLine
from authorization.domain.policies.policy import Policy
from authorization.domain.request import Frequency, LineAction
from authorization.domain.units import total_units
from authorization.domain.unrecorded import ran_until
from authorization.persistence.appeal_repository import (
    StoredNotice,
    decided_days,
    decided_later,
    lift_cut,
    stopped_successors,
    unrecorded_lines,
)
from authorization.persistence.decision_repository import (
    authorizations_to_end,
    end_authorizations,
    issue_authorizations,
    next_sequences,
)
from authorization.persistence.request_repository import StoredRequest
from authorization.use_cases.restore_lines import cut_in_place, restore_in_place
from shared.kernel.calendar import ONE_DAY, Span
from shared.runtime.work import Work
from shared.schema.plans import LineDecision


async def lift(work: Work, plans: Plans, stored: StoredRequest, notice: StoredNotice, policy: Policy) -> None:
    """The lines run as before the decision, and what was to follow them stops. Plans is told."""
    assert notice.decision_id is not None  # noqa: S101 - only a decision cuts
    cut = _cut_lines(stored, notice)
    unrecorded = await unrecorded_lines(work.tx, stored.line_origin, [line.line_id for line in cut])
    lifted, stopped = await lift_cut(work.tx, stored.line_origin, notice.decision_id, cut, unrecorded, work.today)
    lines = [LineDecision(line_id=line_id, outcome="not_authorized") for line_id in stopped]
    lines += [
        LineDecision(
            line_id=row["line_id"],
            outcome="authorized",
            units=row["units"],
            start=row["start"],
            end=row["end"],
            authorization_number=row["number"],
        )
        for row in lifted
    ]
    submission = stored.request.submission
    lines += [
        LineDecision(
            line_id=line.line_id,
            outcome="authorized",
            units=line.units,
            start=line.span.start,
            end=ran_until(submission, line),
        )
        for line in submission.lines
        if line.line_id in unrecorded
    ]
    lines += await restore_in_place(work, stored, notice, policy)
    tell_lines(work, plans, stored, lines)


async def cut_after_all(work: Work, plans: Plans, stored: StoredRequest, notice: StoredNotice, policy: Policy) -> None:
    """The lines end today, or on the day decided where that is later; what follows begins the day after."""
    assert notice.decision_id is not None  # noqa: S101 - only a decision cuts
    days = await decided_days(work.tx, notice.decision_id)
    cut = _cut_lines(stored, notice)
    named = [line_id for line in cut for line_id in (line.line_id, line.successor_id) if line_id is not None]
    later = await decided_later(work.tx, stored.line_origin, notice.decision_id, named)
    cut = tuple(line for line in cut if later.isdisjoint({line.line_id, line.successor_id}))
    last_days = {line.line_id: _last_day(line, days, work.today) for line in cut}
    ended = [EndedLine(line_id=line_id, last_day=day) for line_id, day in last_days.items()]
    cut_short = await authorizations_to_end(work.tx, stored.line_origin, ended)
    await end_authorizations(work.tx, notice.decision_id, cut_short)
    followed = {line.successor_id: line.line_id for line in cut if line.successor_id is not None}
    resumed = await _resumed(work, stored, policy, {new: last_days[old] for new, old in followed.items()})
    # A successor that begins tells plans the end of the line before it; the other ends are told by themselves.
    begun = {followed[line.line_id] for line in resumed}
    lines = [
        LineDecision(line_id=line_id, outcome="modified", end=day)
        for line_id, day in last_days.items()
        if line_id not in begun
    ]
    lines += resumed
    lines += await cut_in_place(work, stored, notice, policy)
    tell_lines(work, plans, stored, lines)


def _cut_lines(stored: StoredRequest, notice: StoredNotice) -> tuple[CutLine, ...]:
    """The lines that the decision ended; those that it changed in place are replaced, not ended."""
    asked = stored.request.submission.by_id
    supersedes = {line.line_id: line.supersedes for line in asked.values()}
    ending = tuple(line_id for line_id in notice.line_ids if asked[line_id].action is not LineAction.CHANGE)
    return cut_lines(ending, supersedes)


def _last_day(line: CutLine, days: Mapping[UUID, tuple[date | None, date | None]], today: date) -> date:
    start, end = days[line.successor_id or line.line_id]
    planned = start - ONE_DAY if line.successor_id is not None and start is not None else end
    return max(planned or today, today)


async def _resumed(
    work: Work, stored: StoredRequest, policy: Policy, last_days: dict[UUID, date]
) -> list[LineDecision]:
    """New authorizations for the successors, for what is left of their time and never more than they had."""
    successors = await stopped_successors(work.tx, stored.line_origin, list(last_days)) if last_days else []
    sequences = await next_sequences(work.tx, len(successors)) if successors else []
    rows, lines = [], []
    for row, sequence in zip(successors, sequences, strict=True):
        start, end = last_days[UUID(row["line_id"])] + ONE_DAY, date.fromisoformat(row["end"])
        if start > end:
            continue
        number = authorization_number(policy, sequence)
        left = total_units(row["units"], Frequency(row["frequency"]), Span(start, end))
        total = min(row["total"], row["used"] + left)
        changed = {"id": work.new_id(), "number": number, "start": start, "total": total, "issued_at": work.now}
        rows.append({**row, **changed})
        lines.append(
            LineDecision(
                line_id=row["line_id"],
                outcome="authorized",
                units=row["units"],
                start=start,
                end=end,
                authorization_number=number,
            )
        )
    if rows:
        await issue_authorizations(work.tx, rows)
    return lines


def tell_lines(work: Work, plans: Plans, stored: StoredRequest, lines: list[LineDecision]) -> None:
    if lines:
        plans.tell(work, "line_extended", stored.request.id, stored.request.submission, lines=lines)
