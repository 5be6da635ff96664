"""What a policy of the disease programs holds: every number and list of contact and education, none of them in code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disease.domain.tier import Tier
from shared.kernel.calendar import in_force
from shared.kernel.citation import Citation
from shared.kernel.contact_rules import CallingHours, Persistence


@dataclass(frozen=True, slots=True)
class Wait:
    """So many days, on which the office works or any."""

    days: int
    business: bool = False


@dataclass(frozen=True, slots=True)
class MailPhase:
    """Every `months` months, `times` times; without `times` for ever."""

    months: int
    times: int | None = None


@dataclass(frozen=True, slots=True)
class CallCadence:
    """The first attempt after the tier began, sooner after an acute event, then so many days after each talk.

    Without `then_days` one talk is enough.
    """

    first: Wait
    first_after_acute_event: Wait
    then_days: int | None


@dataclass(frozen=True, slots=True)
class Cadence:
    """What a tier gets. Without `calls` the nurse calls on request only."""

    welcome_days: int
    mail: tuple[MailPhase, ...]
    with_action_plan: bool
    calls: CallCadence | None
    case_management: Literal["never", "when_complex", "always"]

    @property
    def education_by_number(self) -> tuple[int, ...]:
        """Months from one mailing to the next, by how many were sent since the tier began; the last goes on."""
        months: list[int] = []
        for phase in self.mail:
            months += [phase.months] * (phase.times or 1)
        return tuple(months)


@dataclass(frozen=True, slots=True)
class UnableToReach:
    """`tried` within so many days earns the letter; so long after it the member counts as not reachable."""

    tried: Persistence
    within_days: int
    letter_wait_days: int
    retry_days: int


@dataclass(frozen=True, slots=True)
class Policy:
    """In force from `starts` until the next policy starts."""

    id: str
    starts: date
    hours: CallingHours
    hours_citation: Citation
    zones_of_unknown: tuple[str, ...]
    """IANA zones that stand together for one that is not known."""
    unable_to_reach: UnableToReach
    unable_to_reach_citation: Citation
    cadences: Mapping[Tier, Cadence]
    cadence_citation: Citation
    cap_retry_minutes: int
    """When to try again where case management could not be asked for a turn: nobody is called meanwhile."""
    cap_citation: Citation
    hra_valid_days: int
    newsletters_a_year: int
    same_material_months: int
    request_ships_business_days: int
    adult_age: int
    """Mail to who is younger goes to a parent or guardian."""
    returns_that_suppress: int
    material_citation: Citation
    guideline_days: int
    guideline_citation: Citation
    reinstatement_days: int
    holidays: tuple[str, str | None]
    """Country and state whose holidays the office keeps."""


def policy_of(policies: tuple[Policy, ...], day: date) -> Policy:
    """The policy in force; what came before the first policy is judged by the first."""
    return in_force(((policy.starts, policy) for policy in policies), day) or policies[0]
