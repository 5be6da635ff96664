"""R18: what it means for the cases of a page of members that a condition is over."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.tasks import TaskKind
from casemanagement.domain.episode import Episode
from casemanagement.domain.moves import Change
from casemanagement.domain.screening.consequences import knows_more
from casemanagement.domain.screening.endings import Ending, closed, concerned
from casemanagement.domain.screening.screening import Screening
from casemanagement.persistence.screening_repository import Subject
from casemanagement.persistence.screening_tasks import insert_tasks
from casemanagement.use_cases.keep_tasks import new_task
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Over:
    episode: Episode
    ending: Ending


def cases_over(found: Iterable[tuple[Subject, Screening]], changed: Collection[UUID]) -> list[Over]:
    """The cases whose condition is over, less those that the screening changes anyhow or that know of a later day."""
    return [
        Over(episode, ending)
        for subject, screening in found
        for ending in screening.endings
        for episode in concerned(subject.episodes, ending)
        if episode.id not in changed and not knows_more(episode, screening.as_of)
    ]


def closings(work: Work, over: Sequence[Over]) -> list[Change]:
    """Cases that nobody has taken on end at once."""
    changes = (closed(one.episode, one.ending, work.now, work.today) for one in over)
    return [change for change in changes if change is not None]


async def propose_ends(work: Work, over: Sequence[Over], closed_now: Collection[UUID]) -> None:
    """The case managers of the others are asked to end them: one task per case and deciding day."""
    tasks = [
        new_task(
            work,
            one.episode.member_id,
            TaskKind.CONDITION_ENDED,
            f"{one.ending.why}. Conclude the goals and end the case, or say why it goes on.",
            work.today + timedelta(days=CARE_2026.confirm_goals_days),
            episode_id=one.episode.id,
            assignee=one.episode.primary_case_manager,
            confidential=one.episode.confidential,
            cause=f"R18:{one.episode.id}:{one.ending.known_on}",
            rule_ids=("R18",),
        )
        for one in over
        if one.episode.id not in closed_now
    ]
    if not tasks:
        return
    details = {f"R18:{one.episode.id}:{one.ending.known_on}": one.ending.detail for one in over}
    for made in await insert_tasks(work.tx, tasks):
        work.record(
            "task_added",
            "task",
            made["id"],
            member_id=made["member_id"],
            after={"kind": made["kind"], **details[made["cause"]]},
            rule_ids=("R18",),
        )
