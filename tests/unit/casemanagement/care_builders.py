"""Valid goals, contacts and members to be reached; a test states only its difference."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from casemanagement.domain.care.contact_rules import SEND_RULES, SendFacts
from casemanagement.domain.care.contacts import (
    Attempt,
    Channel,
    Contact,
    ContactOutcome,
    Direction,
    Purpose,
    Reachability,
)
from casemanagement.domain.care.goals import Achievement, Goal, GoalLifecycle, GoalPriority
from casemanagement.domain.care.policy import CARE_2026
from shared.kernel.contact_rules import day_part
from shared.kernel.rule import Evaluation, evaluate

POLICY = CARE_2026
NOW = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CENTRAL = "America/Chicago"


def a_goal(number: int = 1, **differences: Any) -> Goal:
    goal = Goal(
        id=UUID(int=number),
        text="Uses the controller inhaler every day",
        lifecycle=GoalLifecycle.ACTIVE,
        achievement=Achievement.IN_PROGRESS,
        priority=GoalPriority.HIGH,
        measure="days with a dose in the last 14",
        target="at least 12",
        due=date(2026, 6, 1),
        owner="member",
        no_barrier=True,
    )
    return replace(goal, **differences)


def goals(met: int, eligible: int) -> tuple[Goal, ...]:
    return tuple(
        a_goal(number, achievement=Achievement.ACHIEVED if number < met else Achievement.IMPROVING)
        for number in range(eligible)
    )


def local(hour: int, minute: int = 0, *, day: int = 2, zone: str = CENTRAL) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(zone))


def a_call(**differences: Any) -> Contact:
    call = Contact(
        direction=Direction.OUTBOUND,
        channel=Channel.PHONE,
        purpose=Purpose.CASE_MANAGEMENT,
        at=local(10),
        program="lead",
    )
    return replace(call, **differences)


def a_member(**differences: Any) -> Reachability:
    return replace(Reachability(zones=(CENTRAL,), zones_known_from=("time_zone",)), **differences)


def judged(contact: Contact, member: Reachability | None = None, *, confidential: bool = False) -> Evaluation:
    return evaluate(SEND_RULES, SendFacts(contact, member or a_member(), POLICY, confidential), POLICY.id)


def ids(evaluation: Evaluation) -> list[str]:
    return [found.rule_id for found in evaluation.findings]


def an_attempt(day: int, hour: int, minute: int = 0) -> Attempt:
    at = local(hour, minute, day=day)
    return Attempt(at, day_part(at, POLICY.hours))


UNANSWERED = ContactOutcome.NO_ANSWER
