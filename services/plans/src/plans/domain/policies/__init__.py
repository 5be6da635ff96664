"""Effective-dated policy packs. Code reads a policy; it never holds a number of the domain."""

from datetime import date

from plans.domain.policies.april_2019 import APRIL_2019
from plans.domain.policies.october_2018 import OCTOBER_2018
from plans.domain.policies.policy import ExclusivePair, Policy, RequiredDocuments
from shared.kernel.calendar import in_force
from shared.kernel.errors import InvalidMember

__all__ = [
    "ADOPTED",
    "POLICIES",
    "ExclusivePair",
    "Policy",
    "RequiredDocuments",
    "UnknownPolicy",
    "policy_named",
    "policy_on",
]

# Every pack that a dry run may name, and those that the office works by, each from its first day on.
POLICIES: tuple[Policy, ...] = (OCTOBER_2018, APRIL_2019)
ADOPTED: tuple[Policy, ...] = (OCTOBER_2018, APRIL_2019)

_BY_ID = {policy.id: policy for policy in POLICIES}


class UnknownPolicy(InvalidMember):
    """The request names a policy pack that does not exist."""

    def __init__(self) -> None:
        known = ", ".join(_BY_ID)
        super().__init__("/policy", "unknown_policy", f"There is no policy pack of that name. Known: {known}.")


def policy_named(policy_id: str) -> Policy:
    """Raises `UnknownPolicy`."""
    try:
        return _BY_ID[policy_id]
    except KeyError:
        raise UnknownPolicy from None


def policy_on(day: date) -> Policy:
    """The adopted pack of a plan that starts on the day; before the first pack, the first."""
    return in_force(((policy.start, policy) for policy in ADOPTED), day) or ADOPTED[0]
