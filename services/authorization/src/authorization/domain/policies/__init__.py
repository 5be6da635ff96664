"""The policies by date, earliest first."""

from datetime import date

from authorization.domain.policies.october_2018 import POLICY as OCTOBER_2018
from authorization.domain.policies.policy import Policy
from shared.kernel.calendar import in_force

POLICIES: tuple[Policy, ...] = (OCTOBER_2018,)


def policy_on(day: date) -> Policy:
    """The policy in force; what came before the first policy is judged by the first."""
    return in_force(((policy.starts, policy) for policy in POLICIES), day) or POLICIES[0]


def policy_named(policy_id: str) -> Policy:
    """The policy under which something was received; it stays under it, whatever came into force since."""
    return next(policy for policy in POLICIES if policy.id == policy_id)
