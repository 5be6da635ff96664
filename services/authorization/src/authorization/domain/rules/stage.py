"""When a rule of this service speaks."""

from enum import StrEnum


class Stage(StrEnum):
    RECEIPT = "receipt"
    PRIORITY_REVIEW = "priority_review"
    STRAIGHT_THROUGH = "straight_through"
    DECIDE = "decide"
    NOTICE = "notice"
    APPEAL = "appeal"
    UTILIZATION = "utilization"
    PERIODIC = "periodic"
