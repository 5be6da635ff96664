"""What a rule set says: every number and list of identification that may change by version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.code_list import CodeList
from shared.kernel.calendar import months_after
from shared.kernel.facts.member_facts import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        return months_after(day, self.months) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Window:
    """Not before `first`, at the latest `last`, both counted from the same day."""

    first: Period
    last: Period


@dataclass(frozen=True, slots=True)
class Action:
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadBand:
    """From `start` up to the start of the next band, that one not included; `same_day` asks for a nurse at once."""

    level: str
    start: Decimal
    confirm_within: Period
    retest_early: Window
    retest_later: Window
    actions: tuple[Action, ...]
    same_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPolicy:
    """Thresholds in ug/dL, reached by an equal result. `early_tests`: so many results are retested at the early pace.

    `result_before_code_days`: a result so long before a lead diagnosis still explains it. `stale_days`: an older
    result decides and is named as stale. `service_days`: until what has no day of its own is due. A case ends with two
    low venous results `closure_days` apart, or with one from `closing_age_months` on.
    """

    cm_threshold: Decimal
    watch_threshold: Decimal
    bands: tuple[LeadBand, ...]
    early_tests: int
    result_before_code_days: int
    stale_days: int
    sibling_months_below: int
    service_days: int
    closure_days: int
    closing_age_months: int

    @property
    def thresholds(self) -> dict[str, Decimal]:
        """By the code under which `GET /programs` and the settings name them."""
        return {"lead_cm_threshold": self.cm_threshold, "lead_watch_threshold": self.watch_threshold}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrenatalPolicy:
    """Ages in completed years: at most `teen_age` at conception, at least `later_age` on the due date."""

    teen_age: int
    later_age: int
    conception_days: int
    gestation_days: int
    overdue_days: int
    recent_use_days: int
    postpartum_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CharlsonGroup:
    """`outranked_by` names the graver group beside which this one counts nothing.

    `own_program` carries the illness itself: for the complex program this group counts nothing.
    """

    codes: CodeList
    weight: int
    outranked_by: str | None = None
    own_program: ProgramCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaceScale:
    """Points. `stay_days`: (days at least, points), from short to long; `charlson_high`: (score at least, points)."""

    stay_days: tuple[tuple[int, int], ...]
    acute: int
    charlson_high: tuple[int, int]
    visits_most: int
    visits_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCounts:
    """So many stays, or visits on so many days, within `months` make a diagnosis of claims count."""

    stays: int
    visit_days: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexPolicy:
    """`acute_months`: how far back visits, stays and the discharge of LACE are looked for."""

    chronic_least: int
    charlson_least: int
    lace_least: int
    ed_least: int
    stays_least: int
    acute_months: int
    adult_age: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleSet:
    id: str
    title: str
    start: date
    lists: Mapping[str, CodeList]
    chronic: tuple[CodeList, ...]
    charlson: tuple[CharlsonGroup, ...]
    claims: ClaimCounts
    complex: ComplexPolicy
    lace: LaceScale
    lead: LeadPolicy
    prenatal: PrenatalPolicy
    event_days: int
    child_age_below: int
    frail_age: int
    frailty_flags: frozenset[str]
    institution_flags: frozenset[str]
    transplant_evaluation_flags: frozenset[str]
    special_needs_flag: str
    foster_care_flag: str

    def levels_of(self, program: ProgramCode) -> tuple[str, ...]:
        """From low to high; none for a program whose levels have no order."""
        return tuple(band.level for band in self.lead.bands) if program is ProgramCode.LEAD else ()

    @property
    def all_lists(self) -> tuple[CodeList, ...]:
        return (*self.lists.values(), *self.chronic, *(group.codes for group in self.charlson))


@lru_cache(maxsize=50_000)
def lists_naming(rule_set: RuleSet, code: Code) -> tuple[str, ...]:
    """Ids of the lists that a code stands in."""
    return tuple(codes.id for codes in rule_set.all_lists if codes.names(code))


def with_thresholds(rule_set: RuleSet, cm_threshold: Decimal | None, watch_threshold: Decimal | None) -> RuleSet:
    """The rule set with an office's own lead thresholds; its id then says so. Raises `ValueError` out of order."""
    own = {"lead_cm_threshold": cm_threshold, "lead_watch_threshold": watch_threshold}
    was = rule_set.lead.thresholds
    changed = {name: value for name, value in own.items() if value is not None and value != was[name]}
    if not changed:
        return rule_set
    now = was | changed
    if not 0 < now["lead_watch_threshold"] <= now["lead_cm_threshold"]:
        raise ValueError("the watch threshold lies above zero and not above the case management threshold")
    lead = replace(rule_set.lead, cm_threshold=now["lead_cm_threshold"], watch_threshold=now["lead_watch_threshold"])
    suffix = "".join(f"+{name}={value:f}" for name, value in changed.items())
    return replace(rule_set, id=rule_set.id + suffix, lead=lead)
