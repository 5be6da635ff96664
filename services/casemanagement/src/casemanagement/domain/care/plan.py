"""The care plan: problems, barriers, goals and interventions in versions; one draft and one active at a time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemanagement.domain.care.goals import Goal
from casemanagement.domain.care.policy import CarePolicy


class PlanStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    SUPERSEDED = "superseded"


class BarrierKind(StrEnum):
    """`interpreter`, `transport` and `phone` are barriers that the programme must remove before it blames anybody."""

    NONE_OF_THESE = "other"
    INTERPRETER = "interpreter"
    TRANSPORT = "transport"
    PHONE = "phone"
    HOUSING = "housing"
    FOOD = "food"
    MONEY = "money"
    KNOWLEDGE = "knowledge"
    CAREGIVER = "caregiver"
    ACCESS = "access_to_care"


class InterventionKind(StrEnum):
    FACILITATION = "facilitation"
    ADVOCACY = "advocacy"
    EDUCATION = "education"


class InterventionStatus(StrEnum):
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class MemberActed(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What stands behind the activation of a plan; the days are those of the agreement and of the copy."""

    goals: tuple[Goal, ...]
    agreed_on: date | None
    pcp_notified_on: date | None
    policy: CarePolicy


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """A referral to somebody else, made today, and the day on which it is asked whether the member acted."""

    referred: bool
    follow_up_on: date | None
    today: date
    policy: CarePolicy


@dataclass(frozen=True, slots=True)
class NextContactFacts:
    """`live` says that somebody was spoken to. `next_contact_on` is the date that the case will have afterwards."""

    active: bool
    live: bool
    next_contact_on: date | None
    today: date
    policy: CarePolicy
