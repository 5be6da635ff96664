"""The versions of the measures, each with its years: two were retired for 2026, but which ones is from memory."""

from decimal import Decimal

from disease.domain.program import DiseaseCode
from disease.domain.quality.definition import Definition, MeasureCode, Numerator

GAP_DAYS = 45
SINCE = 2020
PAGE_ASTHMA = "Domain reference 5.1"
PAGE_DIABETES = "Domain reference 5.2"
GAP = f"a gap of {GAP_DAYS} days in a year is allowed [M], counted as the sum of days without cover [A]"

AMR = Definition(
    code=MeasureCode.AMR,
    version="AMR-2020",
    title="Asthma medication ratio",
    disease=DiseaseCode.ASTHMA,
    first_year=SINCE,
    last_year=2025,
    ages=(5, 64),
    years_enrolled=2,
    most_gap_days=GAP_DAYS,
    pharmacy=True,
    numerators=(Numerator("ratio_at_least_half", "Controllers are at least half of the units"),),
    values={
        "ratio": Decimal("0.50"),
        "ed_visits": Decimal(1),
        "stays": Decimal(1),
        "outpatient_days": Decimal(4),
        "dispensings_with_outpatient_days": Decimal(2),
        "dispensings": Decimal(4),
        "days_per_oral_unit": Decimal(30),
    },
    evidence=f"{PAGE_ASTHMA}, AMR; {GAP}; retired for 2026 [M]",
)
AAF = Definition(
    code=MeasureCode.AAF,
    version="AAF-2026",
    title="Follow-up within 30 days of an ED visit or stay for asthma",
    disease=DiseaseCode.ASTHMA,
    first_year=2026,
    last_year=None,
    ages=(5, 64),
    years_enrolled=1,
    most_gap_days=GAP_DAYS,
    pharmacy=False,
    numerators=(Numerator("followed_up", "Seen for asthma within 30 days"),),
    values={"follow_up_days": Decimal(30)},
    evidence=f"{PAGE_ASTHMA} and 8; urgent care is not told apart from other visits [A]; {GAP}",
)
GSD = Definition(
    code=MeasureCode.GSD,
    version="GSD-2024",
    title="Glycemic status of members with diabetes",
    disease=DiseaseCode.DIABETES,
    first_year=SINCE,
    last_year=None,
    ages=(18, 75),
    years_enrolled=1,
    most_gap_days=GAP_DAYS,
    pharmacy=False,
    numerators=(
        Numerator("below_8", "Last A1c or GMI of the year below 8.0"),
        Numerator("above_9", "Last A1c or GMI of the year above 9.0, or none", lower_is_better=True),
    ),
    values={"controlled_below": Decimal("8.0"), "poor_above": Decimal("9.0")},
    evidence=f"{PAGE_DIABETES}, GSD; {GAP}",
)
KED = Definition(
    code=MeasureCode.KED,
    version="KED-2020",
    title="Kidney evaluation of members with diabetes",
    disease=DiseaseCode.DIABETES,
    first_year=SINCE,
    last_year=None,
    ages=(18, 85),
    years_enrolled=1,
    most_gap_days=GAP_DAYS,
    pharmacy=False,
    numerators=(Numerator("evaluated", "Both eGFR and urine albumin-creatinine ratio in the year"),),
    values={"days_apart": Decimal(4)},
    evidence=f"{PAGE_DIABETES}, KED; end-stage kidney disease excludes [M]; {GAP}",
)
BPD = Definition(
    code=MeasureCode.BPD,
    version="BPD-2020",
    title="Blood pressure control of members with diabetes",
    disease=DiseaseCode.DIABETES,
    first_year=SINCE,
    last_year=None,
    ages=(18, 75),
    years_enrolled=1,
    most_gap_days=GAP_DAYS,
    pharmacy=False,
    numerators=(Numerator("below_140_90", "Last blood pressure of the year below 140 and below 90"),),
    values={"systolic_below": Decimal(140), "diastolic_below": Decimal(90)},
    evidence=f"{PAGE_DIABETES}, BPD [M]; of one day the lowest of each counts [M]; {GAP}",
)
EED = Definition(
    code=MeasureCode.EED,
    version="EED-2020",
    title="Eye examination of members with diabetes",
    disease=DiseaseCode.DIABETES,
    first_year=SINCE,
    last_year=None,
    ages=(18, 75),
    years_enrolled=1,
    most_gap_days=GAP_DAYS,
    pharmacy=False,
    numerators=(Numerator("examined", "Eyes examined in the year, or in the year before without retinopathy"),),
    values={},
    evidence=f"{PAGE_DIABETES}, EED [M]; no known retinopathy stands for a negative result [A]; {GAP}",
)

DEFINITIONS = (AMR, AAF, GSD, KED, BPD, EED)


def in_force(year: int) -> tuple[Definition, ...]:
    return tuple(definition for definition in DEFINITIONS if definition.holds_in(year))
