"""The days on which something is due, by tier, under a policy."""

from dataclasses import dataclass
from datetime import date, timedelta

from disease.domain.policies.policy import Policy, Wait
from disease.domain.tier import Tier
from shared.kernel.business_days import Closed, business_days_after

# The rules of stratification that say: an acute event within the last days.
ACUTE_RULES = ("A-VH4", "D-VH2")


def after(day: date, wait: Wait, holiday: Closed) -> date:
    return business_days_after(day, wait.days, holiday) if wait.business else day + timedelta(days=wait.days)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(following - timedelta(days=1), date(year, month + 1, 1) + timedelta(days=day.day - 1))


@dataclass(frozen=True, slots=True)
class Due:
    """What is due for a tier that is learned of on a day; no call days where the nurse calls on request only."""

    tier: Tier
    welcome_on: date
    mail_on: date
    call_on: date | None
    call_acute_on: date | None


def due(policy: Policy, tier: Tier, day: date, holiday: Closed) -> Due:
    cadence = policy.cadences[tier]
    calls = cadence.calls
    return Due(
        tier=tier,
        welcome_on=day + timedelta(days=cadence.welcome_days),
        mail_on=months_later(day, cadence.education_by_number[0]),
        call_on=after(day, calls.first, holiday) if calls else None,
        call_acute_on=after(day, calls.first_after_acute_event, holiday) if calls else None,
    )


def call_after_talk(policy: Policy, tier: Tier | None, day: date) -> date | None:
    """The next call after a talk; None where the tier has no further calls."""
    calls = policy.cadences[tier].calls if tier else None
    return day + timedelta(days=calls.then_days) if calls and calls.then_days else None
