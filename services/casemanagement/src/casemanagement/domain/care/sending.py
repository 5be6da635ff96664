"""May this go out now? Rules, hours and turns together: granted, deferred until an instant, or refused."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from casemanagement.domain.care.contact_rules import CAP_RULES, SEND_RULES, TIMED, CapFacts, SendFacts
from casemanagement.domain.care.contacts import Contact, Reachability
from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.care.turns import Turn, next_day, turn_on
from shared.kernel.contact_rules import next_allowed
from shared.kernel.finding import Finding, Severity
from shared.kernel.rule import evaluate

HOURS = "R21-HOURS"


class Verdict(StrEnum):
    GRANTED = "granted"
    DEFERRED = "deferred"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Sending:
    """`turn` is the place on the member's `day`, None for what needs none; `displaces` gives its place up for this."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    day: date
    turn: int | None = None
    displaces: UUID | None = None
    until: datetime | None = None


def judge_sending(
    contact: Contact,
    member: Reachability,
    turns: Iterable[Turn],
    rank: int,
    policy: CarePolicy,
    *,
    confidential: bool = False,
) -> Sending:
    """Judged for the instant of the contact; a deferral names the next instant at which hours and turns allow it."""
    held = tuple(turns)
    facts = SendFacts(contact, member, policy, confidential)
    findings = evaluate(SEND_RULES, facts, policy.id).findings
    day = member.day(contact.at)
    errors = [found for found in findings if found.severity is Severity.ERROR]
    if any(found.rule_id != HOURS for found in errors):
        return Sending(Verdict.REFUSED, findings, day)
    if errors:
        opening = facts.next_hour()
        if opening is None:
            return Sending(Verdict.REFUSED, findings, day)
        later = judge_sending(replace(contact, at=opening), member, held, rank, policy, confidential=confidential)
        if later.verdict is Verdict.GRANTED:
            return Sending(Verdict.DEFERRED, findings, day, until=opening)
        more = tuple(found for found in later.findings if found not in findings)
        return Sending(later.verdict, (*findings, *more), day, until=later.until)
    if not takes_a_turn(contact, policy):
        return Sending(Verdict.GRANTED, findings, day)
    grant = turn_on(day, rank, held, policy.cap)
    if grant is not None:
        return Sending(Verdict.GRANTED, findings, day, grant.number, grant.displaces)
    full = full_at(day, held, policy)
    return Sending(Verdict.DEFERRED, (*findings, *full), day, until=place_after(contact, member, held, policy))


def full_at(day: date, turns: Iterable[Turn], policy: CarePolicy) -> tuple[Finding, ...]:
    """What is said to whoever finds no place on this day."""
    return evaluate(CAP_RULES, CapFacts(True, len(near(day, turns, policy)), policy), policy.id).findings


def takes_a_turn(contact: Contact, policy: CarePolicy) -> bool:
    return contact.channel in policy.cap.channels and contact.purpose not in policy.cap.exempt


def near(day: date, turns: Iterable[Turn], policy: CarePolicy) -> tuple[Turn, ...]:
    """The turns that share a week with this day."""
    return tuple(turn for turn in turns if abs((turn.day - day).days) < policy.cap.week_days)


def place_after(contact: Contact, member: Reachability, turns: Iterable[Turn], policy: CarePolicy) -> datetime:
    """The opening of the next local day that has a free place, in calling time for every possible zone."""
    zone = ZoneInfo(member.zones[0])
    day = next_day(member.day(contact.at), turns, policy.cap)
    opening = datetime.combine(day, policy.hours.first, zone)
    if contact.channel not in TIMED:
        return opening
    return next_allowed(opening, tuple(ZoneInfo(name) for name in member.zones), policy.hours)
