"""The policies by date, earliest first."""

from datetime import date

from disease.domain.policies.january_2026 import POLICY as JANUARY_2026
from disease.domain.policies.policy import Policy, policy_of

POLICIES: tuple[Policy, ...] = (JANUARY_2026,)


def policy_on(day: date) -> Policy:
    return policy_of(POLICIES, day)
