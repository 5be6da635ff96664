"""What an appeal does to running services: the cut is lifted, or comes after all."""

from datetime import date
from uuid import UUID

from authorization.clients.plans import Plans
from authorization.domain.appeal import cut_lines
from authorization.domain.authorization import authorization_number, authorizations_of
from authorization.domain.decision import EndedLine, GrantedLine
from authorization.domain.policies.policy import Policy
from authorization.domain.request import Frequency, RequestedLine
from authorization.domain.units import total_units
from authorization.persistence.appeal_repository import StoredNotice, decided_days, lift_cut, stopped_successors
from authorization.persistence.decision_repository import (
    authorization_row,
    authorizations_to_end,
    end_authorizations,
    issue_authorizations,
    next_sequences,
)
from authorization.persistence.request_repository import StoredRequest
from shared.kernel.calendar import ONE_DAY, Span
from shared.runtime.work import Work
from shared.schema.plans import LineDecision


async def lift(work: Work, plans: Plans, stored: StoredRequest, notice: StoredNotice) -> None:
    """The lines run as before the decision, and what was to follow them stops. Plans is told."""
    assert notice.decision_id is not None  # noqa: S101 - only a decision cuts
    supersedes = {line.line_id: line.supersedes for line in stored.request.submission.lines}
    cut = cut_lines(notice.line_ids, supersedes)
    lifted, stopped = await lift_cut(work.tx, stored.line_origin, notice.decision_id, cut, work.today)
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
    _tell(work, plans, stored, lines)


async def cut_after_all(work: Work, plans: Plans, stored: StoredRequest, notice: StoredNotice, policy: Policy) -> None:
    """The lines end today, or on the day decided where that is later; what follows begins the day after."""
    assert notice.decision_id is not None  # noqa: S101 - only a decision cuts
    supersedes = {line.line_id: line.supersedes for line in stored.request.submission.lines}
    days = await decided_days(work.tx, notice.decision_id)
    last_days: dict[UUID, date] = {}
    for line in cut_lines(notice.line_ids, supersedes):
        start, end = days[line.successor_id or line.line_id]
        planned = start - ONE_DAY if line.successor_id is not None and start is not None else end
        last_days[line.line_id] = max(planned or work.today, work.today)
    ended = [EndedLine(line_id=line_id, last_day=day) for line_id, day in last_days.items()]
    cut_short = await authorizations_to_end(work.tx, stored.line_origin, ended)
    await end_authorizations(work.tx, notice.decision_id, cut_short)
    followed = {line_id for line_id in notice.line_ids if supersedes.get(line_id)}
    lines = [
        LineDecision(line_id=line_id, outcome="modified", end=day)
        for line_id, day in last_days.items()
        if line_id not in {supersedes[successor] for successor in followed}
    ]
    lines += await _resumed(work, stored, policy, {line: last_days[supersedes[line] or line] for line in followed})
    _tell(work, plans, stored, lines)


async def _resumed(
    work: Work, stored: StoredRequest, policy: Policy, last_days: dict[UUID, date]
) -> list[LineDecision]:
    """New authorizations for the successors, for what is left of their time."""
    successors = await stopped_successors(work.tx, stored.line_origin, list(last_days))
    sequences = await next_sequences(work.tx, len(successors)) if successors else []
    rows, lines = [], []
    for row, sequence in zip(successors, sequences, strict=True):
        start, end = last_days[UUID(row["line_id"])] + ONE_DAY, date.fromisoformat(row["end"])
        if start > end:
            continue
        number = authorization_number(policy, sequence)
        total = row["used"] + total_units(row["units"], Frequency(row["frequency"]), Span(start, end))
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


async def authorize_as_asked(
    work: Work, plans: Plans, stored: StoredRequest, notice: StoredNotice, policy: Policy
) -> None:
    """The lines that were refused or granted in part are authorized as they were asked."""
    assert notice.decision_id is not None  # noqa: S101 - only a decision refuses
    lines = stored.request.submission.by_id
    granted = [_as_asked(lines[line_id]) for line_id in notice.line_ids]
    sequences = await next_sequences(work.tx, len(granted))
    issued = authorizations_of(policy, sequences, granted)
    ended = [
        EndedLine(line_id=one.line.supersedes, last_day=one.span.start - ONE_DAY)
        for one in granted
        if one.line.supersedes is not None
    ]
    cut_short = await authorizations_to_end(work.tx, stored.line_origin, ended)
    await end_authorizations(work.tx, notice.decision_id, cut_short)
    rows = [authorization_row(one, work.new_id(), notice.decision_id, stored, work.now) for one in issued.values()]
    await issue_authorizations(work.tx, rows)
    told = [
        LineDecision(
            line_id=line_id,
            outcome="authorized",
            units=one.granted.units,
            start=one.granted.span.start,
            end=one.granted.span.end,
            authorization_number=one.number,
        )
        for line_id, one in issued.items()
    ]
    _tell(work, plans, stored, told)


def _as_asked(line: RequestedLine) -> GrantedLine:
    total = line.total if line.total is not None else total_units(line.units, line.frequency, line.span)
    return GrantedLine(line=line, units=line.units, span=line.span, total=total)


def _tell(work: Work, plans: Plans, stored: StoredRequest, lines: list[LineDecision]) -> None:
    if lines:
        plans.tell(work, "line_extended", stored.request.id, stored.request.submission, lines=lines)
