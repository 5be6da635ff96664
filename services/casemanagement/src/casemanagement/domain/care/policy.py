"""The numbers and lists of evaluation, planning and contacts, each with its citation; none of them stands in code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from casemanagement.domain.care.sources import (
    ATTEMPTS,
    CALLING_TIME,
    CONTACT_CAP,
    FOLLOWED_UP,
    GOALS_MET,
    LATE_CANCELLATIONS,
    NEXT_CONTACT,
    TWELVE_FACTORS,
    VOICEMAIL,
    told,
)
from shared.kernel.citation import Citation
from shared.kernel.contact_rules import CallingHours, Persistence


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the things that an assessment looks at; `asks` says what, in our words."""

    code: str
    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class ContactCap:
    """Most contacts on one local day and in `week_days` days, over all programs; `exempt` purposes never wait."""

    per_day: int
    per_week: int
    week_days: int
    channels: frozenset[str]
    outcomes: frozenset[str]
    """What takes a turn: a call that nobody answered disturbs nobody."""
    exempt: frozenset[str]
    priorities: Mapping[str, int]
    """Rank of each purpose: a lower number goes first when both want the same day."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """`letter_days` must have passed since the letter before a case is closed as not reachable."""

    wanted: Persistence
    letter_days: int
    outcomes_that_count: frozenset[str]


@dataclass(frozen=True, slots=True)
class CarePolicy:
    id: str
    factors: tuple[Factor, ...]
    assess_start_days: int
    assess_complete_days: int
    follow_up_days: int
    contact_overdue_days: int
    contact_escalated_days: int
    confirm_goals_days: int
    late_cancellation_days: int
    warning_days: int
    returned_letters: int
    """After so many letters came back, no letter goes to that address."""
    hours: CallingHours
    cap: ContactCap
    unreachable: Unreachable
    office_zones: tuple[str, ...]
    """Where a member may live of whom no zone, no state and no area code is known."""
    message_contents: frozenset[str]
    citations: Mapping[str, Citation]


FACTORS = (
    Factor("health_status", "Health status", "Health in general and what belongs to the member's condition"),
    Factor("clinical_history", "Clinical history", "Illnesses, operations and stays so far, and medications"),
    Factor("daily_living", "Activities of daily living", "Washing, dressing, eating, moving, using the toilet"),
    Factor("instrumental_living", "Running a household", "Cooking, shopping, money, telephone, medications, transport"),
    Factor("behavioral_health", "Behavioral health and cognition", "Mood, substance use, memory and understanding"),
    Factor("social_needs", "Social needs", "Housing, food, transport, utilities, safety and money"),
    Factor("life_planning", "Life planning", "Wishes for later: advance directive, power of attorney, will"),
    Factor("culture_and_language", "Culture and language", "Language, beliefs and customs that matter for care"),
    Factor("vision_and_hearing", "Vision and hearing", "What the member can see and hear, and what helps"),
    Factor("caregivers", "Caregivers", "Who helps, how much, and how long they can go on"),
    Factor("benefits", "Available benefits", "What the plan and other programs pay for in this situation"),
    Factor("community", "Community resources", "What exists nearby, and whether the member can use it"),
)

CARE_2026 = CarePolicy(
    id="care-2026",
    factors=FACTORS,
    assess_start_days=30,
    assess_complete_days=60,
    follow_up_days=14,
    contact_overdue_days=7,
    contact_escalated_days=14,
    confirm_goals_days=7,
    late_cancellation_days=14,
    warning_days=14,
    returned_letters=2,
    hours=CallingHours(first=time(8), last=time(21), noon=time(12), evening=time(17)),
    cap=ContactCap(
        per_day=1,
        per_week=3,
        week_days=7,
        channels=frozenset({"phone", "sms", "email"}),
        outcomes=frozenset({"reached", "left_message", "sent", "refused", "language_barrier", "deceased_reported"}),
        exempt=frozenset({"urgent_safety", "returned_call", "requested_by_member"}),
        priorities={
            "urgent_safety": 0,
            "returned_call": 0,
            "requested_by_member": 0,
            "case_management": 1,
            "discharge_follow_up": 1,
            "disease_management": 2,
            "screening": 3,
            "education": 4,
            "reminder": 5,
        },
    ),
    unreachable=Unreachable(
        wanted=Persistence(attempts=3, day_parts=2, days=2),
        letter_days=14,
        outcomes_that_count=frozenset({"no_answer", "busy", "left_message", "refused", "language_barrier"}),
    ),
    office_zones=("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    message_contents=frozenset({"caller_name", "callback_number"}),
    citations={
        "factors": TWELVE_FACTORS,
        "assess_start_days": told("2", "The assessment begins within 30 days of eligibility."),
        "assess_complete_days": told("2", "The assessment is complete within 60 days of eligibility."),
        "follow_up_days": FOLLOWED_UP,
        "contact_overdue_days": NEXT_CONTACT,
        "contact_escalated_days": NEXT_CONTACT,
        "confirm_goals_days": GOALS_MET,
        "late_cancellation_days": LATE_CANCELLATIONS,
        "warning_days": told("3.2, T19", "A warning letter is 14 days old before a case ends for non-adherence."),
        "returned_letters": told("5.4", "An address from which two letters came back gets no more."),
        "hours": CALLING_TIME,
        "cap": CONTACT_CAP,
        "unreachable": ATTEMPTS,
        "office_zones": told("5.5", "Where no zone is known, the hours must suit all that are possible."),
        "message_contents": VOICEMAIL,
    },
)
