"""An issued authorization: what may be delivered, by whom and when, under a number that people can read out."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from authorization.domain.decision import GrantedLine
from authorization.domain.policies.policy import Policy
from shared.kernel.ids import with_check_digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    number: str
    granted: GrantedLine


def authorization_number(policy: Policy, sequence: int) -> str:
    """Prefix, running number and check digit, as in `2500000019`. Raises `ValueError` when it no longer fits."""
    digits = f"{sequence:0{policy.number_digits}d}"
    if sequence < 1 or len(digits) > policy.number_digits:
        raise ValueError("the running number does not fit an authorization number")
    return with_check_digit(policy.number_prefix + digits)


def authorizations_of(
    policy: Policy, sequences: Sequence[int], granted: Sequence[GrantedLine]
) -> dict[UUID, Authorization]:
    """One authorization per granted line, by line; `sequences` are as many running numbers."""
    return {
        line.line.line_id: Authorization(number=authorization_number(policy, sequence), granted=line)
        for sequence, line in zip(sequences, granted, strict=True)
    }
