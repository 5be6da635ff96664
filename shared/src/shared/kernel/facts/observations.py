"""Which results are read, in which units, and what is too far from life to be used."""

from dataclasses import dataclass
from decimal import Decimal

from shared.kernel.facts.member_facts import CodeSystem, Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyte:
    """`units` are the spellings that are accepted, each with what divides the value into `unit`.

    `least` to `most` is the plausible range in `unit`, both included.
    """

    name: str
    codes: frozenset[str]
    unit: str
    units: dict[str | None, Decimal]
    least: Decimal
    most: Decimal


ONE = Decimal(1)
MICROMOLES_PER_LITRE_OF_LEAD = Decimal("0.04826")


def _same(*spellings: str | None) -> dict[str | None, Decimal]:
    return dict.fromkeys(spellings, ONE)


LEAD = Analyte(
    name="blood_lead",
    codes=frozenset({"77307-7", "10368-9", "5671-3"}),
    unit="ug/dL",
    units={
        **_same("ug/dL", "µg/dL", "μg/dL", "mcg/dL", "ug/dl", "µg/dl", "μg/dl", "mcg/dl"),
        "umol/L": MICROMOLES_PER_LITRE_OF_LEAD,
        "µmol/L": MICROMOLES_PER_LITRE_OF_LEAD,
        "μmol/L": MICROMOLES_PER_LITRE_OF_LEAD,
    },
    least=Decimal(0),
    most=Decimal(500),
)
A1C = Analyte(
    name="a1c",
    codes=frozenset({"4548-4", "17856-6", "4549-2"}),
    unit="%",
    units=_same("%"),
    least=Decimal(2),
    most=Decimal(25),
)
GMI = Analyte(name="gmi", codes=frozenset({"97506-0"}), unit="%", units=_same("%"), least=Decimal(2), most=Decimal(20))
URINE_ALBUMIN_CREATININE_RATIO = Analyte(
    name="uacr",
    codes=frozenset({"9318-7", "14959-1", "32294-1"}),
    unit="mg/g",
    units=_same("mg/g", "mg/g{creat}"),
    least=Decimal(0),
    most=Decimal(50_000),
)
EGFR = Analyte(
    name="egfr",
    codes=frozenset({"98979-8", "62238-1", "33914-3", "48642-3"}),
    unit="mL/min/{1.73_m2}",
    units=_same("mL/min/{1.73_m2}", "mL/min/1.73m2", "mL/min/1.73.m2", "mL/min/1.73 m2"),
    least=Decimal(0),
    most=Decimal(300),
)
SYSTOLIC = Analyte(
    name="systolic",
    codes=frozenset({"8480-6"}),
    unit="mm[Hg]",
    units=_same("mm[Hg]", "mmHg"),
    least=Decimal(30),
    most=Decimal(350),
)
DIASTOLIC = Analyte(
    name="diastolic",
    codes=frozenset({"8462-4"}),
    unit="mm[Hg]",
    units=_same("mm[Hg]", "mmHg"),
    least=Decimal(10),
    most=Decimal(250),
)
ASTHMA_CONTROL_TOTAL = Analyte(
    name="asthma_control_total",
    codes=frozenset({"82668-5"}),
    unit="{score}",
    units=_same("{score}", "score", "1", None),
    least=Decimal(5),
    most=Decimal(25),
)

ANALYTES = (LEAD, A1C, GMI, URINE_ALBUMIN_CREATININE_RATIO, EGFR, SYSTOLIC, DIASTOLIC, ASTHMA_CONTROL_TOTAL)
BY_CODE = {code: analyte for analyte in ANALYTES for code in analyte.codes}


def analyte_of(observation: Observation) -> Analyte | None:
    """None for a result that nothing here reads."""
    if observation.code.system is not CodeSystem.LOINC:
        return None
    return BY_CODE.get(observation.code.code)


def amount(observation: Observation) -> Decimal | None:
    """The value in the unit of its analyte; None when it cannot be used: no value, a unit or size that cannot be."""
    analyte = analyte_of(observation)
    if analyte is None or observation.value is None or observation.unit not in analyte.units:
        return None
    divisor = analyte.units[observation.unit]
    value = observation.value if divisor == ONE else observation.value / divisor
    return value if analyte.least <= value <= analyte.most else None
