"""What this service knows around a stored plan; None means nobody filled it in, so it is not judged."""

from dataclasses import dataclass

from plans.domain.circumstances import MemberFacts, ProviderFacts, Stay
from plans.domain.plan import OtherPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`other_plans` are the member's other open plans, `providers` those of the plan's lines."""

    other_plans: tuple[OtherPlan, ...] = ()
    member: MemberFacts | None = None
    providers: tuple[ProviderFacts, ...] | None = None

    @property
    def stays(self) -> tuple[Stay, ...]:
        return (self.member.stays if self.member else None) or ()
