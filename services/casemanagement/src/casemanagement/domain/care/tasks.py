"""Tasks of a nurse's work list."""

from enum import StrEnum

from shared.kernel.lifecycle import Lifecycle


class TaskStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskAction(StrEnum):
    COMPLETE = "complete"
    CANCEL = "cancel"
    REOPEN = "reopen"


class TaskKind(StrEnum):
    TRIAGE = "triage"
    ASSESSMENT = "assessment"
    CALL = "call"
    VISIT = "visit"
    EDUCATION = "education"
    FOLLOW_UP = "follow_up"
    SERVICE = "service"
    CONFIRM_LEAD = "confirm_lead"
    RETEST_LEAD = "retest_lead"
    TEST_SIBLING = "test_sibling"
    ASK_VIA_PROVIDER = "ask_via_provider"
    CONFIRM_GOALS = "confirm_goals"
    CONDITION_ENDED = "condition_ended"
    CONTACT_OVERDUE = "contact_overdue"
    LETTER = "letter"
    OTHER = "other"


TASK_LIFECYCLE: Lifecycle[TaskStatus, TaskAction] = Lifecycle(
    "task",
    {
        (TaskStatus.OPEN, TaskAction.COMPLETE): TaskStatus.DONE,
        (TaskStatus.OPEN, TaskAction.CANCEL): TaskStatus.CANCELLED,
        (TaskStatus.DONE, TaskAction.REOPEN): TaskStatus.OPEN,
    },
)
