"""The four bands of blood lead, half-open, with what the CDC recommends in each, in our words."""

from decimal import Decimal

from casemanagement.domain.screening.rule_set import Action, LeadBand, Period, Window

NOW = Window(Period(), Period())

REPORT = Action("report", "Report the result to the health department.")
EXPOSURE_HISTORY = Action("exposure_history", "Ask where the lead may come from: home, work, hobbies, food, remedies.")
ENVIRONMENT = Action("environmental_referral", "Refer to an inspection of the home where there is one.")
NUTRITION = Action("nutrition", "Talk about food with iron and calcium.")
DEVELOPMENT = Action("development_check", "Have the child's development checked.")
EXAMINATION = Action("examination", "Have the child examined.")
HOME_INVESTIGATION = Action("home_investigation", "Have the home investigated.")
X_RAY = Action("abdominal_x_ray", "Ask the physician whether an x-ray of the abdomen is needed.")
SPECIALISTS = Action("pediatric_environmental_health", "Contact the paediatric environmental health specialists.")
URGENT = Action("urgent_treatment", "Arrange care at once: admission and treatment to remove lead may be needed.")

ALWAYS = (REPORT, EXPOSURE_HISTORY, ENVIRONMENT, NUTRITION, DEVELOPMENT)
GRAVE = (*ALWAYS, EXAMINATION, HOME_INVESTIGATION, X_RAY, SPECIALISTS)

LEAD_BANDS = (
    LeadBand(
        level="3.5-10",
        start=Decimal("3.5"),
        confirm_within=Period(months=3),
        retest_early=Window(Period(months=3), Period(months=3)),
        retest_later=Window(Period(months=6), Period(months=9)),
        actions=ALWAYS,
    ),
    LeadBand(
        level="10-20",
        start=Decimal(10),
        confirm_within=Period(months=1),
        retest_early=Window(Period(months=1), Period(months=3)),
        retest_later=Window(Period(months=3), Period(months=6)),
        actions=ALWAYS,
    ),
    LeadBand(
        level="20-45",
        start=Decimal(20),
        confirm_within=Period(days=14),
        retest_early=Window(Period(days=14), Period(months=1)),
        retest_later=Window(Period(months=1), Period(months=3)),
        actions=GRAVE,
    ),
    LeadBand(
        level="45+",
        start=Decimal(45),
        confirm_within=Period(days=2),
        retest_early=NOW,
        retest_later=NOW,
        actions=(*GRAVE, URGENT),
        same_day=True,
    ),
)
