"""What an appeal does to a line that was cut in place: it gets what it had, or the cut comes after all."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from authorization.domain.authorization import authorization_number
from authorization.domain.policies.policy import Policy
from authorization.domain.request import LineAction
from authorization.domain.restoration import Terms, total_cut_after_all, total_restored
from authorization.persistence.appeal_repository import StoredNotice
from authorization.persistence.decision_repository import issue_authorizations, next_sequences
from authorization.persistence.request_repository import StoredRequest
from authorization.persistence.restoration_repository import ChangedLine, changed_lines
from shared.runtime.work import Work
from shared.schema.plans import LineDecision


async def restore_in_place(
    work: Work, stored: StoredRequest, notice: StoredNotice, policy: Policy
) -> list[LineDecision]:
    """The lines as they were before the decision, each under a new number; what was used stays used."""
    lines = await _changed(work, stored, notice)
    restored = [replace(line.before, total=total_restored(line.before, line.used)) for line in lines]
    return await _reissue(work, policy, lines, restored)


async def cut_in_place(work: Work, stored: StoredRequest, notice: StoredNotice, policy: Policy) -> list[LineDecision]:
    """The lines as they were decided, from tomorrow on."""
    lines = await _changed(work, stored, notice)
    cut = [replace(line.cut, total=total_cut_after_all(line.cut, line.now, line.used, work.today)) for line in lines]
    return await _reissue(work, policy, lines, cut)


async def _changed(work: Work, stored: StoredRequest, notice: StoredNotice) -> list[ChangedLine]:
    assert notice.decision_id is not None  # noqa: S101 - only a decision cuts
    asked = stored.request.submission.by_id
    in_place = [line_id for line_id in notice.line_ids if asked[line_id].action is LineAction.CHANGE]
    if not in_place:
        return []
    return await changed_lines(work.tx, stored.line_origin, notice.decision_id, in_place)


async def _reissue(
    work: Work, policy: Policy, lines: Sequence[ChangedLine], terms: Sequence[Terms]
) -> list[LineDecision]:
    """An authorization is never rewritten: the present one is replaced by one with these terms."""
    if not lines:
        return []
    rows, told = [], []
    for line, new, sequence in zip(lines, terms, await next_sequences(work.tx, len(lines)), strict=True):
        number = authorization_number(policy, sequence)
        rows.append(
            {
                **line.row,
                "id": work.new_id(),
                "number": number,
                "units": new.units,
                "frequency": new.frequency,
                "start": new.span.start,
                "end": new.span.end,
                "total": new.total,
                "issued_at": work.now,
            }
        )
        told.append(_told(line.line_id, new, number))
    await issue_authorizations(work.tx, rows)
    return told


def _told(line_id: UUID, terms: Terms, number: str) -> LineDecision:
    return LineDecision(
        line_id=line_id,
        outcome="authorized",
        units=terms.units,
        frequency=terms.frequency.value,
        start=terms.span.start,
        end=terms.span.end,
        authorization_number=number,
    )
