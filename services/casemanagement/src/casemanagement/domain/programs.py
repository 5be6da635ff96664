"""The programs of the source: seven categories of eligibility, opt-out, and the reasons for discharge."""

from decimal import Decimal

from casemanagement.domain.program import (
    Category,
    CategoryCode,
    DischargeReason,
    DischargeReasonCode,
    Program,
    ProgramCode,
    ProgramService,
    Threshold,
    ThresholdBasis,
)
from casemanagement.domain.sources import CDC_LEAD, process, program
from shared.kernel.citation import Citation

SEVEN_CATEGORIES = program("Harmony’s Case Management Program is composed of seven categories of eligibility")
OPT_OUT = program("Harmony’s Case Management programs are “opt out” programs.")
DISCHARGE = process(
    "Members are discharged from the Case Management program when one or more of the following reasons occur"
)

LEAD_LEVEL = program("Lead- Blood Lead Levels equal to or greater than 10 mcg/dl.")
OF_ITS_OWN = "The source prints it below the high-risk prenatal members; it is a category of its own."

LEAD_SERVICES = (
    ProgramService("family_education", "Family education", program("Family education about lead poisoning")),
    ProgramService("lead_abatement", "Help with abatement", program("Assistance in obtaining lead abatement")),
    ProgramService("sibling_testing", "Testing of siblings", program("Coordination of testing of siblings")),
    ProgramService("appointment_scheduling", "Appointments", program("Scheduling of appointments")),
    ProgramService("transportation", "Transportation", program("Coordination of transportation, when needed.")),
)

LEAD_CM_THRESHOLD = Threshold(
    "lead_cm_threshold", Decimal("10.0"), "ug/dL", "lead case management", ThresholdBasis.CONTRACT, LEAD_LEVEL
)
LEAD_WATCH_THRESHOLD = Threshold(
    "lead_watch_threshold",
    Decimal("3.5"),
    "ug/dL",
    "watched: education and a retest, no case",
    ThresholdBasis.CDC,
    Citation(CDC_LEAD, "Actions by level", "A blood lead level of 3.5 ug/dL or more is followed up and retested."),
)
LEAD_THRESHOLDS = (LEAD_CM_THRESHOLD, LEAD_WATCH_THRESHOLD)

CATEGORIES = (
    Category(
        code=CategoryCode.CATASTROPHIC,
        name="Catastrophic",
        programs=(
            Program(
                code=ProgramCode.CATASTROPHIC,
                name="Catastrophic",
                examples=("head injury", "near drowning", "burns"),
                citation=program("Catastrophic – head injury, near drowning, burns, etc."),
            ),
        ),
    ),
    Category(
        code=CategoryCode.COMPLEX,
        name="Complex",
        programs=(
            Program(
                code=ProgramCode.COMPLEX,
                name="Complex",
                examples=("multiple co-morbidities", "multiple intricate barriers to quality health care"),
                citation=program(
                    "Complex – multiple co-morbidities or multiple intricate barriers to quality health care"
                    " i.e. HIV/AIDS."
                ),
            ),
            Program(
                code=ProgramCode.COMPLEX_HIV,
                name="HIV/AIDS",
                examples=("HIV/AIDS",),
                citation=program(
                    "In addition, Harmony’s Case Management services also provide HIV/AIDS and Lead Case Management."
                ),
            ),
        ),
        reading="The source names HIV/AIDS as a service of its own and as the example of complex; "
        "it is a program of this category, not an eighth category.",
    ),
    Category(
        code=CategoryCode.LEAD,
        name="Lead",
        programs=(
            Program(
                code=ProgramCode.LEAD,
                name="Lead",
                thresholds=LEAD_THRESHOLDS,
                services=LEAD_SERVICES,
                citation=LEAD_LEVEL,
            ),
        ),
    ),
    Category(
        code=CategoryCode.PRENATAL,
        name="Prenatal",
        programs=(
            Program(
                code=ProgramCode.PRENATAL,
                name="Prenatal",
                citation=program(
                    "Pre Natal – All Members reached receive an initial assessment to determine the level of risk."
                    " Those found to be lower risk receive departmental contact information and are encouraged"
                    " to outreach to the prenatal program as necessary."
                ),
            ),
            Program(
                code=ProgramCode.HIGH_RISK_OBSTETRICS,
                name="High Risk Obstetrics",
                examples=("teen pregnancy", "past history of low birth weight", "history of pre-term birth"),
                citation=program(
                    "High Risk Obstetrics Program – teen pregnancy, past history of low birth weight,"
                    " history of pre-term birth, etc."
                ),
            ),
        ),
        reading="The source prints Pre Natal and High Risk Obstetrics as two headings; "
        "they are one category with two levels, which makes seven.",
    ),
    Category(
        code=CategoryCode.TRANSPLANT,
        name="Transplantation",
        programs=(
            Program(
                code=ProgramCode.TRANSPLANT,
                name="Transplantation",
                examples=("organ failure", "donor matching", "post-transplant follow-up"),
                citation=program("Transplantation – organ failure, donor matching, post-transplant follow-up."),
            ),
        ),
        reading=OF_ITS_OWN,
    ),
    Category(
        code=CategoryCode.SPECIAL_NEEDS,
        name="Special Needs Population",
        programs=(
            Program(
                code=ProgramCode.SPECIAL_NEEDS,
                name="Special Needs Population",
                examples=("developmentally delayed", "autism", "failure to thrive"),
                citation=program("Special Needs Population – developmentally delayed, autism, failure to thrive, etc."),
            ),
        ),
        reading=OF_ITS_OWN,
    ),
    Category(
        code=CategoryCode.LONG_TERM_CARE,
        name="Long Term Care",
        programs=(
            Program(
                code=ProgramCode.LONG_TERM_CARE,
                name="Long Term Care",
                examples=("medically frail elderly",),
                citation=program("Long Term Care – medically frail elderly."),
            ),
        ),
        reading=OF_ITS_OWN,
    ),
)

CATEGORY_OF = {program.code: category.code for category in CATEGORIES for program in category.programs}

DISCHARGE_REASONS = (
    DischargeReason(DischargeReasonCode.GOALS_MET_80, process("80% of goals are met")),
    DischargeReason(DischargeReasonCode.NON_ADHERENCE, process("Non-adherence to CM Treatment plan or Medical plan")),
    DischargeReason(DischargeReasonCode.PLAN_TERMINATION, process("Termination from the plan")),
    DischargeReason(DischargeReasonCode.MEMBER_REQUEST, process("Member request to be discharged from program")),
    DischargeReason(DischargeReasonCode.DEATH, process("Death")),
)
