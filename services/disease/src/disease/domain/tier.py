"""The strata of a disease."""

from enum import StrEnum


class Tier(StrEnum):
    """`undetermined`: no rule holds and too little is known to say that none would."""

    UNDETERMINED = "undetermined"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


RANK = {Tier.LOW: 0, Tier.MODERATE: 1, Tier.HIGH: 2, Tier.VERY_HIGH: 3}  # undetermined has none
