"""The chronic conditions that count for complex case management, and what else stands for the same diseases.

ICD-10-CM as clarification 23 lists them. SNOMED CT concepts are those by which the Synthea members carry these
diseases, and the general concept of each; single concepts, no descendants.
"""

from casemanagement.domain.screening.code_list import CodeList, span

LISTED = "Clarification 23"

HEART_FAILURE = frozenset({"84114007", "42343007", "88805009"})
MYOCARDIAL_INFARCTION = frozenset({"22298006", "399211009", "401303003", "401314000"})
ISCHAEMIC_HEART = frozenset({"53741008", "414545008"}) | MYOCARDIAL_INFARCTION
COPD = frozenset({"13645005", "185086009", "87433001"})
ASTHMA = frozenset({"195967001", "233678006"})
PLAIN_DIABETES = frozenset({"73211009", "44054006", "46635009"})
COMPLICATED_DIABETES = frozenset(
    {
        "368581000119106",
        "127013003",
        "422034002",
        "1551000119108",
        "97331000119101",
        "90781000119102",
        "157141000119108",
    }
)
EARLY_CKD = frozenset({"431855005", "431856006"})
LATE_CKD = frozenset({"433144002", "431857002", "433146000", "46177005"})
STROKE = frozenset({"230690007"})
PRIMARY_CANCER = frozenset(
    {
        "254637007",
        "424132000",
        "425048006",
        "422968005",
        "423121009",
        "254632001",
        "67841000119103",
        "363406005",
        "109838007",
        "93761005",
        "254837009",
        "399068003",
        "109989006",
        "91861009",
    }
)
METASTATIC_CANCER = frozenset({"94260004", "128462008"})
CIRRHOSIS = frozenset({"19943007"})
EPILEPSY = frozenset({"84757009", "128613002"})
SERIOUS_MENTAL_ILLNESS = frozenset({"58214004", "13746004", "66344007"})
SICKLE_CELL = frozenset({"417357006", "127040003"})
HIV = frozenset({"86406008", "91947003", "62479008"})


def _chronic(
    name: str, title: str, icd10cm: tuple[str, ...], snomed: frozenset[str], *, besides: tuple[str, ...] = ()
) -> CodeList:
    return CodeList(
        id=f"chronic_{name}",
        title=title,
        icd10cm=icd10cm,
        except_icd10cm=besides,
        snomed=snomed,
        ed_alone=name == "asthma",  # section 5.1
        source=LISTED,
    )


CHRONIC = (
    _chronic("heart_failure", "Heart failure", ("I50",), HEART_FAILURE),
    _chronic("ischaemic_heart_disease", "Ischaemic heart disease", span("I20", "I25"), ISCHAEMIC_HEART),
    _chronic("copd", "Chronic obstructive lung disease", ("J43", "J44"), COPD),
    _chronic("asthma", "Asthma", ("J45",), ASTHMA),
    _chronic("diabetes", "Diabetes", span("E08", "E13"), PLAIN_DIABETES | COMPLICATED_DIABETES),
    _chronic(
        "chronic_kidney_disease", "Chronic kidney disease from stage 3", ("N18.3", "N18.4", "N18.5", "N18.6"), LATE_CKD
    ),
    _chronic("stroke", "Stroke and its sequels", span("I60", "I69"), STROKE),
    _chronic(
        "cancer",
        "Cancer, skin cancer other than melanoma not counted",
        (*span("C00", "C96"), "C4A", "C7A", "C7B"),
        PRIMARY_CANCER | METASTATIC_CANCER,
        besides=("C44",),
    ),
    _chronic("cirrhosis", "Cirrhosis of the liver", ("K70.3", "K74"), CIRRHOSIS),
    _chronic("epilepsy", "Epilepsy", ("G40",), EPILEPSY),
    _chronic("serious_mental_illness", "Serious mental illness", ("F20", "F25", "F31", "F33"), SERIOUS_MENTAL_ILLNESS),
    _chronic("sickle_cell", "Sickle cell disorders", ("D57",), SICKLE_CELL),
    _chronic("hiv", "HIV", ("B20", "Z21"), HIV),
)
