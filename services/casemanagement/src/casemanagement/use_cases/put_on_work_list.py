"""Put on the work list what the findings of a page call for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.consequences import Disposition
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome
from casemanagement.domain.screening.rule_set import LeadPolicy
from casemanagement.domain.screening.screening import Screening
from casemanagement.domain.screening.work_items import ENROLLING, WorkItem, sibling_item, work_items
from casemanagement.persistence.screening_tasks import children_beside, insert_tasks
from casemanagement.use_cases.keep_tasks import new_task
from shared.kernel.calendar import months_after
from shared.runtime.database import Connection
from shared.runtime.work import Work

CASES = (ScreeningOutcome.ENROLL, ScreeningOutcome.PROVISIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A finding and what became of it."""

    member_id: UUID
    found: ProgramFound
    disposition: Disposition
    episode_id: UUID | None
    assignee: str | None
    confidential: bool


def with_lead(screenings: Iterable[tuple[UUID, Screening]]) -> list[UUID]:
    """The members who are found for a lead case."""
    return [
        member_id
        for member_id, screening in screenings
        if any(found.program is ProgramCode.LEAD and found.outcome in CASES for found in screening.programs)
    ]


async def siblings_of(
    work: Work, tx: Connection, members: Sequence[UUID], policy: LeadPolicy
) -> dict[UUID, list[UUID]]:
    """The children young enough to be tested who live with these members."""
    if not members:
        return {}
    return await children_beside(tx, members, months_after(work.today, -policy.sibling_months_below))


async def put_on_work_list(
    work: Work, findings: Sequence[Followed], policy: LeadPolicy, tested: frozenset[UUID]
) -> None:
    """`tested` are the children who are known to have a result."""
    enrolled = [one for one in findings if _has_lead_case(one)]
    siblings = await siblings_of(work, work.tx, [one.member_id for one in enrolled], policy)
    tasks = [
        new_task(
            work,
            one.member_id,
            item.kind,
            item.title,
            item.due_on,
            episode_id=item.episode_id,
            assignee=one.assignee,
            confidential=one.confidential,
            cause=item.cause,
            rule_ids=tuple(result.rule_id for result in one.found.rules),
        )
        for one in findings
        for item in _items(one, policy, siblings.get(one.member_id, []), tested, work)
    ]
    if not tasks:
        return
    for made in await insert_tasks(work.tx, tasks):
        work.record("task_added", "task", made["id"], member_id=made["member_id"], after={"kind": made["kind"]})


def _has_lead_case(one: Followed) -> bool:
    return (
        one.found.program is ProgramCode.LEAD
        and one.found.outcome in CASES
        and one.disposition in ENROLLING
        and one.episode_id is not None
    )


def _items(
    one: Followed, policy: LeadPolicy, siblings: Sequence[UUID], tested: frozenset[UUID], work: Work
) -> Iterator[WorkItem]:
    yield from work_items(one.found, one.disposition, one.member_id, one.episode_id, policy, work.today)
    if one.episode_id is not None and _has_lead_case(one):
        for child_id in siblings:
            if child_id not in tested:
                yield sibling_item(child_id, one.episode_id, policy, work.today)
