"""Policy `2018-10`: the bulletin of 1 October 2018, with the stricter clocks that later federal rules set."""

from datetime import date, timedelta
from fractions import Fraction

from authorization.domain.policies.policy import (
    AdvanceNotice,
    AppealTerms,
    BurnRate,
    ExportTerms,
    Extension,
    NoteExemption,
    Policy,
    ReasonCode,
    StraightThrough,
    UnitLimit,
)
from authorization.domain.request import Frequency
from authorization.domain.sources import (
    ADVANCE_NOTICE,
    APPEAL_TIME,
    CFR_NOTICE,
    CFR_WAIVER,
    DECISION_EXPERTISE,
    DECISION_TIME,
    EXPIRED_CLOCK,
    NO_NOTE_NO_PRIORITY,
    NOTICE_CONTENT,
    PRIORITY_WITHIN_A_DAY,
    PROGRAM_UPDATE,
    PROVIDER_UPDATE,
    STRAIGHT_THROUGH_APPROVAL,
)
from shared.kernel.citation import Citation

_DOCUMENTS = Citation(
    PROVIDER_UPDATE,
    "Corresponding Documents",
    "must have a status of Complete, in order for MSU staff to review and/or authorize accordingly",
)
_SUPERVISOR = Citation(
    PROVIDER_UPDATE,
    "CM Supervisor Review",
    "Evidence of the CM Supervisor review must be present in order for review and authorization to occur",
)
_PLAN_YEAR = Citation(PROVIDER_UPDATE, "Changing Services", "is within the existing plan year")
_ELIGIBILITY = Citation(CFR_WAIVER, "(b)(1)", "Services go to people who need the level of care of an institution.")
_INPATIENT = Citation(CFR_WAIVER, "(b)(1)(ii)", "Services are not furnished to inpatients of an institution.")
_COST = Citation(CFR_WAIVER, "(a)(3)", "A waiver states whether it refuses people above a cost limit.")
_NEED = Citation(CFR_WAIVER, "(c)(2)", "The plan reflects the services that the assessed needs call for.")
_REASONS = Citation(CFR_NOTICE, "(b)-(c)", "A notice gives the specific reasons and the regulation behind them.")

POLICY = Policy(
    id="2018-10",
    starts=date(2018, 10, 1),
    note_exemptions=(
        NoteExemption("UB120", whole_code=True),
        NoteExemption("T2031", whole_code=False),  # assisted living
        NoteExemption("S5125", whole_code=False),  # CD-PASS personal services assistance
        NoteExemption("T2025", whole_code=True),  # CD-PASS goods and services
    ),
    note_exemption_citation=NO_NOTE_NO_PRIORITY,
    shortest_justification=30,
    clocks={"standard": timedelta(days=7), "expedited": timedelta(hours=72), "priority": timedelta(hours=24)},
    clock_citations={"standard": DECISION_TIME, "expedited": DECISION_TIME, "priority": PRIORITY_WITHIN_A_DAY},
    amber_share=0.7,
    reason_codes=(
        ReasonCode("NOT_ELIGIBLE", "Not eligible on these dates", False, _ELIGIBILITY),
        ReasonCode("LOC_EXPIRED", "Level of care has expired", False, _ELIGIBILITY),
        ReasonCode("INPATIENT", "Inpatient on these dates", False, _INPATIENT),
        ReasonCode("NOT_COVERED", "The programme does not cover this service", False, _REASONS),
        ReasonCode("LIMIT_EXCEEDED", "More than the service's limit", False, _REASONS),
        ReasonCode("DUPLICATE", "The same service is already requested or authorized", False, _REASONS),
        ReasonCode("OVERLAP", "Overlaps a service that excludes it", False, _REASONS),
        ReasonCode("PROVIDER_NOT_CERTIFIED", "The provider is not certified for this service", False, _REASONS),
        ReasonCode("PROVIDER_OUT_OF_AREA", "The provider does not serve this county", False, _REASONS),
        ReasonCode("DOC_MISSING", "A required document is missing", False, _DOCUMENTS),
        ReasonCode("DOC_NOT_COMPLETE", "A required document is not complete", False, _DOCUMENTS),
        ReasonCode("SUPERVISOR_REVIEW_MISSING", "No evidence of supervisor review", False, _SUPERVISOR),
        ReasonCode("OUTSIDE_PLAN_YEAR", "Outside the plan year", False, _PLAN_YEAR),
        ReasonCode("RETRO_NOT_ALLOWED", "Begins before it may", False, _REASONS),
        ReasonCode("UNITS_NOT_SUPPORTED", "The papers do not support this many units", False, _NEED),
        ReasonCode("STATE_PLAN_FIRST", "State Plan services come first", False, _REASONS),
        ReasonCode("COST_CAP", "The plan costs more than its cap", False, _COST),
        ReasonCode("CDPASS_NOT_SAFE", "Self-direction is not safe as arranged", True, DECISION_EXPERTISE),
        ReasonCode("NOT_NEEDED_CLINICAL", "Not needed on clinical grounds", True, DECISION_EXPERTISE),
        ReasonCode("ADVANCE_NOTICE", "Begins later, so that its notice comes in time", False, ADVANCE_NOTICE),
        ReasonCode("CLOCK_EXPIRED", "Not decided in time", False, EXPIRED_CLOCK),
        ReasonCode("STRAIGHT_THROUGH", "Meets the rules for automatic approval", False, STRAIGHT_THROUGH_APPROVAL),
        ReasonCode("WITHDRAWN", "The sender withdrew the line", False, NOTICE_CONTENT),
    ),
    clinician_roles=frozenset({"clinical_reviewer", "medical_director"}),
    number_prefix="25",
    number_digits=7,
    number_citation=Citation(PROGRAM_UPDATE, "PA numbers", "Authorization numbers of the waiver begin with 25."),
    burn_rate=BurnRate(
        fast=Fraction(110, 100), slow=Fraction(50, 100), low_remaining=Fraction(10, 100), judged_after_days=30
    ),
    advance_notice=AdvanceNotice(
        days=10,
        exceptions={
            "death": 0,
            "written_request": 0,
            "institution": 0,
            "whereabouts_unknown": 0,
            "other_jurisdiction": 0,
            "physician_change": 0,
            "fraud": 5,
        },
    ),
    appeals=AppealTerms(
        receipt_days=5,
        appeal_days=60,
        continuation_days=10,
        resolution_days=30,
        expedited_hours=72,
        hearing_days=120,
        citation=APPEAL_TIME,
    ),
    extension=Extension(days=14, reasons=frozenset({"INFORMATION_NEEDED", "REQUESTED_BY_MEMBER"})),
    pending_pauses=frozenset(),
    exports=ExportTerms(unsent_after=timedelta(days=1), unanswered_after=timedelta(days=3)),  # the second is ours
    straight_through=StraightThrough(
        enabled=False,
        # The standard quantities of the unit, and one meal a day.
        limits={
            "T1016": UnitLimit(175, Frequency.YEAR),
            "T1002": UnitLimit(10, Frequency.YEAR),
            "S5170": UnitLimit(1, Frequency.CALENDAR_DAY),
        },
        barring_severities=frozenset({"error", "hold"}),
        barring_rules=frozenset({"BD-03"}),
        provider_rules=frozenset({"PV-01", "PV-03", "PV-04"}),
    ),
    expiry={"managed_care": "denial", "fee_for_service": "alert"},
)
