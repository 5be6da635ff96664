"""Which blood lead results count on a day: the newest venous one, and newer capillary ones beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casemanagement.domain.screening.evidence import Diagnosis, Evidence
from casemanagement.domain.screening.rule_set import LeadBand, LeadPolicy
from shared.kernel.facts.member_facts import Observation
from shared.kernel.facts.observations import LEAD, amount, analyte_of
from shared.kernel.rule_result import Input, MissingInput

VENOUS_CODES = frozenset({"77307-7"})
CAPILLARY_CODES = frozenset({"10368-9"})
BELOW, UP_TO = "<", "<="


@dataclass(frozen=True, slots=True)
class LeadResult:
    """`micrograms` per dL, never rounded; None when all that is known is a bound that decides nothing.

    A result that is known to lie below the watch threshold has zero.
    """

    observation: Observation
    micrograms: Decimal | None
    venous: bool

    @property
    def on(self) -> date:
        return self.observation.observed_on

    @property
    def weight(self) -> tuple[bool, Decimal]:
        """What is known comes before what is not; then the higher."""
        return (self.micrograms is not None, self.micrograms or Decimal(0))

    @property
    def inputs(self) -> tuple[Input, ...]:
        observation = self.observation
        name = "venous_blood_lead" if self.venous else "capillary_blood_lead"
        reported = f"{observation.comparator or ''}{observation.value:f}"
        given = Input(name, reported, str(observation.code), self.on)
        if observation.unit in LEAD.units and LEAD.units[observation.unit] != 1 and self.micrograms is not None:
            return (given, Input(f"{name}_ug_dl", f"{self.micrograms:f}", f"from {observation.unit}", self.on))
        return (given,)


class LeadPicture:
    """The results of a member as of a day, newest last."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.policy: LeadPolicy = evidence.rule_set.lead
        results = [
            _read(observation, self.policy)
            for observation in evidence.facts.observations
            if analyte_of(observation) is LEAD
        ]
        self.results = sorted(results, key=lambda r: (r.on, r.weight))
        self.venous = [result for result in self.results if result.venous]
        self.newest_venous = self.venous[-1] if self.venous else None
        since = self.newest_venous.on if self.newest_venous else date.min
        self.newer_capillary = [r for r in self.results if not r.venous and r.on > since]

    def reaches(self, result: LeadResult, threshold: Decimal) -> bool:
        return result.micrograms is not None and result.micrograms >= threshold

    def between(self, result: LeadResult) -> bool:
        return self.reaches(result, self.policy.watch_threshold) and not self.reaches(result, self.policy.cm_threshold)

    def band_of(self, result: LeadResult) -> LeadBand | None:
        """None below the first band, and for a result that is not known."""
        value = result.micrograms
        reached = [band for band in self.policy.bands if value is not None and band.start <= value]
        return reached[-1] if reached else None

    def confirm_by(self, result: LeadResult) -> date:
        """The last day on which a capillary result is to be confirmed by a venous one."""
        band = self.band_of(result) or self.policy.bands[0]
        return band.confirm_within.after(result.on)

    @property
    def unconfirmed(self) -> list[LeadResult]:
        """Capillary results newer than every venous one that reach the case management threshold."""
        return [r for r in self.newer_capillary if self.reaches(r, self.policy.cm_threshold)]

    @property
    def pending(self) -> LeadResult | None:
        return _highest([r for r in self.unconfirmed if self.evidence.as_of <= self.confirm_by(r)])

    @property
    def overdue(self) -> LeadResult | None:
        return _highest([r for r in self.unconfirmed if self.evidence.as_of > self.confirm_by(r)])

    @property
    def watched_capillary(self) -> LeadResult | None:
        return _highest([r for r in self.newer_capillary if self.between(r)])

    @property
    def undetermined(self) -> LeadResult | None:
        """The newest venous result, or a newer capillary one, of which only a bound is known."""
        deciding = [self.newest_venous] if self.newest_venous else []
        return next((r for r in reversed([*deciding, *self.newer_capillary[-1:]]) if r.micrograms is None), None)

    @property
    def code_without_result(self) -> Diagnosis | None:
        """A lead diagnosis that no usable result explains: none from shortly before it on."""
        diagnosis = next(iter(self.evidence.mentioned("lead_diagnosis")), None)
        if diagnosis is None:
            return None
        newest = self.results[-1].on if self.results else None
        explained = newest is not None and (diagnosis.on - newest).days <= self.policy.result_before_code_days
        return None if explained else diagnosis

    @property
    def highest(self) -> LeadResult | None:
        """Of the results that count and reach the watch threshold; it gives the level."""
        counted = (self.newest_venous, self.pending, self.overdue, self.watched_capillary)
        return _highest([r for r in counted if r is not None and self.reaches(r, self.policy.watch_threshold)])

    @property
    def missing(self) -> tuple[MissingInput, ...]:
        found = []
        if self.undetermined is not None:
            observation = self.undetermined.observation
            found.append(MissingInput("blood_lead", "censored", str(observation.code), self.undetermined.on))
        if self.code_without_result is not None:
            diagnosis = self.code_without_result
            found.append(MissingInput("blood_lead", "absent", f"{diagnosis.origin} {diagnosis.code}", diagnosis.on))
        venous, stale_before = self.newest_venous, self.evidence.days_back(self.policy.stale_days)
        if venous is not None and venous.on < stale_before and self.reaches(venous, self.policy.watch_threshold):
            found.append(MissingInput("blood_lead", "stale", str(venous.observation.code), venous.on))
        return tuple(found)


def _highest(results: list[LeadResult]) -> LeadResult | None:
    return max(results, key=lambda r: (r.weight, r.on), default=None)


def _read(observation: Observation, policy: LeadPolicy) -> LeadResult:
    """Clarification 21: the code decides the specimen; `>x` counts as x; `<x` is below, or it decides nothing."""
    if observation.code.code in VENOUS_CODES:
        venous = True
    elif observation.code.code in CAPILLARY_CODES:
        venous = False
    else:
        venous = observation.specimen == "venous"
    value = amount(observation)
    if value is not None and observation.comparator == BELOW:
        value = Decimal(0) if value <= policy.watch_threshold else None
    elif value is not None and observation.comparator == UP_TO:
        value = Decimal(0) if value < policy.watch_threshold else None
    return LeadResult(observation, value, venous)
