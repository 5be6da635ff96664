"""When a rule of this service speaks."""

from enum import StrEnum


class Stage(StrEnum):
    RECEIPT = "receipt"
    PRIORITY_REVIEW = "priority_review"
    DECIDE = "decide"
    NOTICE = "notice"
    APPEAL = "appeal"
    UTILIZATION = "utilization"
    PERIODIC = "periodic"
