"""The numbers and lists of the case process, effective-dated; what the sources leave open is marked [A] there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.sources import domain_page
from shared.kernel.calendar import ONE_DAY, in_force
from shared.kernel.citation import Citation

SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePolicy:
    """In force from `starts` until the next policy starts. `citations` say per field where its value comes from.

    What evaluation, planning and contacts are judged by is `domain.care.policy`.
    """

    id: str
    starts: date
    triage_business_days: int
    contact_days: Mapping[EpisodeState, int]
    """Days until the next contact is due when nobody names another day, by state."""
    caseload_limit: int
    identifiers_required: int
    non_adherence_contacts: int
    non_adherence_refusals: int
    reopen_days: int
    reinstatement_days: int
    level_override_days: int
    opt_out_confirmation_business_days: int
    opt_out_review_months: int | None
    opt_out_lapse_months: int
    confidential_programs: frozenset[ProgramCode]
    minor_confidential_programs: frozenset[ProgramCode]
    minor_age: int
    citations: Mapping[str, Citation]

    def next_contact(self, state: EpisodeState, today: date) -> date:
        return today + timedelta(days=self.contact_days[state])


def business_days_after(day: date, count: int) -> date:
    """The last of `count` weekdays after the day; holidays count as weekdays [A]."""
    while count > 0:
        day += ONE_DAY
        if day.weekday() < SATURDAY:
            count -= 1
    return day


_T, _R = "3.2, transitions", "7, rule catalogue"
_S = EpisodeState

POLICY = CasePolicy(
    id="2026-01",
    starts=date(2026, 1, 1),
    triage_business_days=2,
    contact_days={
        _S.REFERRED: 2,
        _S.IDENTIFIED: 7,
        _S.STRATIFIED: 7,
        _S.OUTREACH: 7,
        _S.EVALUATION: 14,
        _S.PLANNING: 14,
        _S.ACTIVE: 30,
        _S.ON_HOLD: 14,
    },
    caseload_limit=60,
    identifiers_required=2,
    non_adherence_contacts=3,
    non_adherence_refusals=2,
    reopen_days=30,
    reinstatement_days=60,
    level_override_days=180,
    opt_out_confirmation_business_days=10,
    opt_out_review_months=None,
    opt_out_lapse_months=12,
    confidential_programs=frozenset({ProgramCode.COMPLEX_HIV}),
    minor_confidential_programs=frozenset({ProgramCode.PRENATAL, ProgramCode.HIGH_RISK_OBSTETRICS}),
    minor_age=18,
    citations={
        "triage_business_days": domain_page(f"{_T}, T1", "A referral is triaged within two business days [A]."),
        "contact_days": domain_page("3.5, invariants", "Every open case has a day of the next contact [A]."),
        "caseload_limit": domain_page(f"{_T}, T7", "A case manager has fewer cases than a limit [A]."),
        "identifiers_required": domain_page(f"{_T}, T8", "Two identifiers show that it is the member."),
        "non_adherence_contacts": domain_page(f"{_T}, T19", "Three documented failed contacts [A]."),
        "non_adherence_refusals": domain_page(f"{_T}, T19", "Two documented refusals of the plan [A]."),
        "reopen_days": domain_page(f"{_T}, T21", "A discharge in error is taken back within 30 days [A]."),
        "reinstatement_days": domain_page(f"{_R}, R16", "Cover that returns within 60 days resumes the case."),
        "level_override_days": domain_page(f"{_R}, R14", "A level set by hand expires after 180 days [A]."),
        "opt_out_confirmation_business_days": domain_page(f"{_R}, R11", "Confirmed within ten business days."),
        "opt_out_review_months": domain_page("3.4, 4", "An opt-out has no end unless a review is set; none is."),
        "opt_out_lapse_months": domain_page("3.4, 4", "It outlives a gap in cover of less than 12 months [A]."),
        "confidential_programs": domain_page(f"{_R}, R20", "The HIV program is confidential."),
        "minor_confidential_programs": domain_page(f"{_R}, R20", "Prenatal care of a teenager is confidential."),
        "minor_age": domain_page("3.4, 5", "A pregnant minor's own choice governs her prenatal program [M]."),
    },
)
POLICIES: tuple[CasePolicy, ...] = (POLICY,)


def policy_on(day: date) -> CasePolicy:
    """The policy in force; what came before the first policy is judged by the first."""
    return in_force(((policy.starts, policy) for policy in POLICIES), day) or POLICIES[0]
