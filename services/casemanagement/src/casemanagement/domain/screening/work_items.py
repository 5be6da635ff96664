"""What a finding puts on the work list: each item once, however often the finding is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from casemanagement.domain.care.tasks import TaskKind
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.programs import LEAD_SERVICES
from casemanagement.domain.screening.consequences import Disposition
from casemanagement.domain.screening.rule import NextStep, ProgramFound
from casemanagement.domain.screening.rule_set import LeadPolicy

FOLLOWED = (Disposition.OPENED, Disposition.CHANGED, Disposition.KNOWN, Disposition.WATCHED, Disposition.CLOSED)
ENROLLING = (Disposition.OPENED, Disposition.CHANGED, Disposition.KNOWN)
KINDS = {
    "same_day_nurse": TaskKind.CALL,
    "venous_confirmation": TaskKind.CONFIRM_LEAD,
    "retest": TaskKind.RETEST_LEAD,
    "find_result": TaskKind.FOLLOW_UP,
    **{service.code: TaskKind.SERVICE for service in LEAD_SERVICES},
    "family_education": TaskKind.EDUCATION,
}
ONCE_A_CASE = frozenset(service.code for service in LEAD_SERVICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """`cause` is the same whenever the same fact asks for it. Without an episode it belongs to the member alone."""

    kind: TaskKind
    title: str
    due_on: date
    cause: str
    episode_id: UUID | None


def work_items(
    found: ProgramFound,
    disposition: Disposition,
    member_id: UUID,
    episode_id: UUID | None,
    policy: LeadPolicy,
    today: date,
) -> Iterator[WorkItem]:
    """Lead: what the level calls for. A member who opted out is asked once, through the provider."""
    if disposition is Disposition.OPTED_OUT:
        yield WorkItem(
            kind=TaskKind.ASK_VIA_PROVIDER,
            title="The member opted out, and a screening found them: ask through the provider, do not call.",
            due_on=today + timedelta(days=policy.service_days),
            cause=f"screening:ask:{member_id}:{found.program}",
            episode_id=None,
        )
    if found.program is not ProgramCode.LEAD or disposition not in FOLLOWED:
        return
    case = episode_id if disposition in ENROLLING else None
    for step in found.next_steps:
        if step.code in KINDS:
            yield WorkItem(
                kind=KINDS[step.code],
                title=step.text,
                due_on=step.due_on or today + timedelta(days=policy.service_days),
                cause=_cause(found, step, member_id, case),
                episode_id=case,
            )


def _cause(found: ProgramFound, step: NextStep, member_id: UUID, case: UUID | None) -> str:
    if case is not None and step.code in ONCE_A_CASE:
        return f"screening:lead:{case}:{step.code}"
    return f"screening:lead:{member_id}:{step.code}:{step.due_on or found.eligible_on}"


def sibling_item(child_id: UUID, case: UUID, policy: LeadPolicy, today: date) -> WorkItem:
    """One for each child of the household who was not tested, on the case of the child who was."""
    return WorkItem(
        kind=TaskKind.TEST_SIBLING,
        title="A child of the same household was not tested for lead: arrange the test.",
        due_on=today + timedelta(days=policy.service_days),
        cause=f"screening:lead:{case}:sibling:{child_id}",
        episode_id=case,
    )
