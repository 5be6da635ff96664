"""Charlson's groups with the weights of 1987, by the ICD-10 prefixes of Quan 2005.

E08, E09, O24 and Z21 are in no group, and E11.6 counts as plain diabetes: so the published lists have it.
"""

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets import chronic_codes as snomed
from casemanagement.domain.screening.code_list import CodeList, span
from casemanagement.domain.screening.rule_set import CharlsonGroup

QUAN = "Quan 2005, ICD-10 coding of the Charlson groups; weights of Charlson 1987"
DIABETES = ("E10", "E11", "E12", "E13", "E14")


def _each(categories: tuple[str, ...], endings: str) -> tuple[str, ...]:
    return tuple(f"{category}.{ending}" for category in categories for ending in endings)


def _group(
    name: str,
    title: str,
    weight: int,
    icd10cm: tuple[str, ...],
    concepts: frozenset[str] = frozenset(),
    *,
    outranked_by: str | None = None,
    own_program: ProgramCode | None = None,
) -> CharlsonGroup:
    codes = CodeList(id=f"charlson_{name}", title=title, icd10cm=icd10cm, snomed=concepts, source=QUAN)
    return CharlsonGroup(
        codes=codes,
        weight=weight,
        outranked_by=f"charlson_{outranked_by}" if outranked_by else None,
        own_program=own_program,
    )


CHARLSON = (
    _group("myocardial_infarction", "Myocardial infarction", 1, ("I21", "I22", "I25.2"), snomed.MYOCARDIAL_INFARCTION),
    _group(
        "heart_failure",
        "Heart failure",
        1,
        (
            *("I09.9", "I11.0", "I13.0", "I13.2", "I25.5", "I42.0", "I42.5", "I42.6", "I42.7", "I42.8", "I42.9"),
            *("I43", "I50", "P29.0"),
        ),
        snomed.HEART_FAILURE,
    ),
    _group(
        "peripheral_vascular",
        "Peripheral vascular disease",
        1,
        (
            *("I70", "I71", "I73.1", "I73.8", "I73.9", "I77.1", "I79.0", "I79.2", "K55.1", "K55.8", "K55.9"),
            *("Z95.8", "Z95.9"),
        ),
    ),
    _group(
        "cerebrovascular", "Cerebrovascular disease", 1, ("G45", "G46", "H34.0", *span("I60", "I69")), snomed.STROKE
    ),
    _group(
        "dementia",
        "Dementia",
        1,
        ("F00", "F01", "F02", "F03", "F05.1", "G30", "G31.1"),
        frozenset({"26929004", "230265002"}),
    ),
    _group(
        "chronic_lung",
        "Chronic lung disease",
        1,
        ("I27.8", "I27.9", *span("J40", "J47"), *span("J60", "J67"), "J68.4", "J70.1", "J70.3"),
        snomed.COPD | snomed.ASTHMA,
    ),
    _group(
        "rheumatic",
        "Rheumatic disease",
        1,
        ("M05", "M06", "M31.5", "M32", "M33", "M34", "M35.1", "M35.3", "M36.0"),
        frozenset({"69896004"}),
    ),
    _group("peptic_ulcer", "Peptic ulcer", 1, ("K25", "K26", "K27", "K28")),
    _group(
        "mild_liver",
        "Mild liver disease",
        1,
        (
            *("B18", "K70.0", "K70.1", "K70.2", "K70.3", "K70.9", "K71.3", "K71.4", "K71.5", "K71.7", "K73", "K74"),
            *("K76.0", "K76.2", "K76.3", "K76.4", "K76.8", "K76.9", "Z94.4"),
        ),
        snomed.CIRRHOSIS,
        outranked_by="severe_liver",
    ),
    _group(
        "plain_diabetes",
        "Diabetes without lasting complication",
        1,
        _each(DIABETES, "01689"),
        snomed.PLAIN_DIABETES,
        outranked_by="complicated_diabetes",
    ),
    _group(
        "complicated_diabetes",
        "Diabetes with lasting complication",
        2,
        _each(DIABETES, "23457"),
        snomed.COMPLICATED_DIABETES,
    ),
    _group(
        "paralysis",
        "Hemiplegia or paraplegia",
        2,
        (
            *("G04.1", "G11.4", "G80.1", "G80.2", "G81", "G82"),
            *("G83.0", "G83.1", "G83.2", "G83.3", "G83.4", "G83.9"),
        ),
    ),
    _group(
        "kidney",
        "Kidney disease",
        2,
        (
            *("I12.0", "I13.1", *_each(("N03", "N05"), "234567"), "N18", "N19", "N25.0"),
            *("Z49.0", "Z49.1", "Z49.2", "Z94.0", "Z99.2"),
        ),
        snomed.EARLY_CKD | snomed.LATE_CKD,
    ),
    _group(
        "cancer",
        "Cancer",
        2,
        (
            *(*span("C00", "C26"), *span("C30", "C34"), *span("C37", "C41"), "C43", *span("C45", "C58")),
            *(*span("C60", "C76"), *span("C81", "C85"), "C88", *span("C90", "C97")),
        ),
        snomed.PRIMARY_CANCER,
        outranked_by="metastatic_cancer",
    ),
    _group(
        "severe_liver",
        "Moderate or severe liver disease",
        3,
        (
            *("I85.0", "I85.9", "I86.4", "I98.2", "K70.4", "K71.1", "K72.1", "K72.9"),
            *("K76.5", "K76.6", "K76.7"),
        ),
    ),
    _group("metastatic_cancer", "Metastatic cancer", 6, span("C77", "C80"), snomed.METASTATIC_CANCER),
    _group(
        "aids",
        "AIDS",
        6,
        ("B20", "B21", "B22", "B24"),
        frozenset({"62479008"}),
        own_program=ProgramCode.COMPLEX_HIV,  # clarification 23
    ),
)
