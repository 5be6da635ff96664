"""Lines that a decision changed in place: what was before, what the decision made of them, and what holds now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from authorization.domain.request import Frequency
from authorization.domain.restoration import Terms
from shared.kernel.calendar import Span
from shared.runtime.database import Connection

# `first` is what the decision issued for the line, `old` what that replaced, `live` what holds now. A line that a
# later decision changed has another decision's authorization, and is none of this one's any more.
CHANGED_IN_PLACE = """
from authorizations live
join decision_lines d on d.decision_id = live.decision_id and d.line_id = live.line_id
join authorizations first on first.number = d.authorization_number
join authorizations old on old.replaced_by = first.number
where live.replaced_by is null
"""
IN_PLACE = f"""
select to_jsonb(live) as live, to_jsonb(old) as old, to_jsonb(first) as first
{CHANGED_IN_PLACE} and live.line_origin = $1 and live.decision_id = $2
  and live.line_id in (select l::uuid from jsonb_array_elements_text($3) l)
order by live.id for update of live
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """A line changed in place. `row` is its present authorization."""

    row: dict[str, Any]
    used: int
    before: Terms
    cut: Terms
    now: Terms

    @property
    def line_id(self) -> UUID:
        return UUID(self.row["line_id"])


async def changed_lines(
    tx: Connection, line_origin: str, decision_id: UUID, line_ids: Sequence[UUID]
) -> list[ChangedLine]:
    """Those of the lines that the decision changed in place and that no later one touched, locked."""
    rows = await tx.fetch(IN_PLACE, line_origin, decision_id, list(line_ids))
    return [
        ChangedLine(
            row=row["live"],
            used=row["live"]["used"],
            before=_terms(row["old"]),
            cut=_terms(row["first"]),
            now=_terms(row["live"]),
        )
        for row in rows
    ]


def _terms(row: dict[str, Any]) -> Terms:
    """As they were in force: an end that came early counts."""
    start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["ended_on"] or row["end"])
    total = row["total"] if row["ended_total"] is None else row["ended_total"]
    return Terms(
        units=row["units"], frequency=Frequency(row["frequency"]), span=Span(start, max(start, end)), total=total
    )
