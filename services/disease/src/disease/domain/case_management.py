"""R13: when a tier calls for case management. The program stays open; what is confidential stays unsaid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from disease.domain.policies.policy import Policy
from disease.domain.tier import Tier

COMPLEX = "complex"


class ProposalStatus(StrEnum):
    """`withdrawn`: case management leads already, or the enrolment ended before anybody was asked."""

    OPEN = "open"
    PROPOSED = "proposed"
    NOT_INDICATED = "not_indicated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """`program` is the one to name; None leaves the choice to a nurse of case management."""

    status: ProposalStatus
    program: str | None = None


def needs_criteria(policy: Policy, tier: Tier) -> bool:
    """Whether the criteria of complex case management must be asked for before anything is proposed."""
    return policy.cadences[tier].case_management == "when_complex"


def decide(policy: Policy, tier: Tier, programs: Iterable[Mapping[str, object]]) -> Decision:
    """`programs` are those that case management's dry run finds; none are needed where the tier always calls for it."""
    wanted = policy.cadences[tier].case_management
    complex_found = any(each.get("program") == COMPLEX and each.get("outcome") == "enroll" for each in programs)
    if wanted == "never" or (wanted == "when_complex" and not complex_found):
        return Decision(ProposalStatus.NOT_INDICATED)
    return Decision(ProposalStatus.PROPOSED, COMPLEX if complex_found else None)


def reason_of(disease: str, tier: Tier, since: str, rule_ids: Sequence[str]) -> str:
    """What the referral says: the disease program only, whatever else is known of the member."""
    rules = f" Rules: {', '.join(rule_ids)}." if rule_ids else ""
    return f"{disease.capitalize()} program: tier {tier.value.replace('_', ' ')} since {since}.{rules}"
