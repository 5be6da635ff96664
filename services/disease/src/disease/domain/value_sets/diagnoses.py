"""The diagnosis sets of the rules. ICD-10-CM is US government work; single SNOMED CT codes name one concept each."""

from disease.domain.value_sets.diagnosis_set import DiagnosisSet

PAGE_ASTHMA = "Domain reference 5.1; SNOMED CT codes of the public Synthea data, the rest from memory"
PAGE_DIABETES = "Domain reference 5.2; SNOMED CT codes of the public Synthea data, the rest from memory"

ASTHMA = DiagnosisSet(
    id="asthma",
    title="Asthma",
    icd10cm=("J45", "J82.83"),
    snomed=frozenset(
        {
            "195967001",  # asthma
            "233678006",  # childhood asthma
            "427679007",  # mild intermittent
            "426979002",  # mild persistent
            "427295004",  # moderate persistent
            "426656000",  # severe persistent
            "281239006",  # exacerbation
            "708038006",  # acute exacerbation
            "389145006",  # allergic
        }
    ),
    source=PAGE_ASTHMA,
)
SEVERITY = DiagnosisSet(
    id="asthma_severity",
    title="Asthma with a severity: the fifth character says which",
    icd10cm=("J45.2", "J45.3", "J45.4", "J45.5"),
    source="Clarification 15",
)
SEVERE = DiagnosisSet(
    id="severe_asthma", title="Severe persistent asthma", icd10cm=("J45.5",), source="Domain reference 5.1, A-H6"
)
MODERATE_OR_SEVERE = DiagnosisSet(
    id="moderate_or_severe_asthma",
    title="Moderate or severe persistent asthma",
    icd10cm=("J45.4", "J45.5"),
    source="Domain reference 5.1, A-M6",
)
OBSTRUCTIVE_LUNG_DISEASE = DiagnosisSet(
    id="obstructive_lung_disease",
    title="Emphysema and other chronic obstructive lung disease",
    icd10cm=("J43", "J44"),
    snomed=frozenset({"13645005", "185086009", "87433001"}),
    source="Domain reference 5.1; SNOMED CT codes of the public Synthea data",
)
CYSTIC_FIBROSIS = DiagnosisSet(
    id="cystic_fibrosis",
    title="Cystic fibrosis",
    icd10cm=("E84",),
    snomed=frozenset({"190905008"}),
    source="Domain reference 5.1; the SNOMED CT code is from memory",
)
RESPIRATORY_FAILURE = DiagnosisSet(
    id="respiratory_failure",
    title="Respiratory failure",
    icd10cm=("J96",),
    snomed=frozenset({"65710008"}),
    source="Domain reference 5.1; the SNOMED CT code is from memory",
)
ACUTE_RESPIRATORY_FAILURE = DiagnosisSet(
    id="acute_respiratory_failure",
    title="Acute respiratory failure",
    icd10cm=("J96.0", "J96.2"),
    snomed=frozenset({"65710008"}),
    source="Domain reference 5.1, exclusions of AMR",
)
FUME_DISEASE = DiagnosisSet(
    id="fume_disease",
    title="Lung disease from fumes and vapours",
    icd10cm=("J68",),
    source="Domain reference 5.1, exclusions of AMR; the code is from memory",
)
CHRONIC_LUNG_CONTEXT = (OBSTRUCTIVE_LUNG_DISEASE, CYSTIC_FIBROSIS, RESPIRATORY_FAILURE)

DIABETES_KINDS = ("E08", "E09", "E10", "E11", "E13")


def _each_kind(ending: str) -> tuple[str, ...]:
    return tuple(f"{kind}{ending}" for kind in DIABETES_KINDS)


TYPE_1_SNOMED = frozenset({"46635009"})
TYPE_2_SNOMED = frozenset(
    {
        "44054006",  # type 2
        "368581000119106",  # neuropathy due to type 2
        "422034002",  # retinopathy associated with type 2
        "1551000119108",  # nonproliferative retinopathy due to type 2
        "90781000119102",  # microalbuminuria due to type 2
    }
)
DIABETES = DiagnosisSet(
    id="diabetes",
    title="Diabetes mellitus; prediabetes and diabetes that came with pregnancy are not in it",
    icd10cm=(*DIABETES_KINDS, "E12"),
    snomed=TYPE_1_SNOMED | TYPE_2_SNOMED | {"73211009", "127013003"},
    source=PAGE_DIABETES,
)
TYPE_1 = DiagnosisSet(
    id="type_1", title="Type 1 diabetes", icd10cm=("E10",), snomed=TYPE_1_SNOMED, source=PAGE_DIABETES
)
TYPE_2 = DiagnosisSet(
    id="type_2", title="Type 2 diabetes", icd10cm=("E11",), snomed=TYPE_2_SNOMED, source=PAGE_DIABETES
)
HYPOGLYCAEMIA = DiagnosisSet(
    id="hypoglycaemia",
    title="Hypoglycaemia",
    icd10cm=(*_each_kind(".64"), "E16.0", "E16.1", "E16.2", "E15"),
    source="Domain reference 5.2, D-VH1",
)
GLYCAEMIC_CRISIS = DiagnosisSet(
    id="glycaemic_crisis",
    title="Ketoacidosis, hyperosmolar state or hypoglycaemia",
    icd10cm=(*_each_kind(".0"), *_each_kind(".1"), *HYPOGLYCAEMIA.icd10cm),
    source="Domain reference 5.2, D-VH1",
)
FOOT = DiagnosisSet(
    id="foot_ulcer_or_amputation",
    title="Foot ulcer or amputation",
    icd10cm=(*_each_kind(".621"), "L97", "Z89.4", "Z89.5", "Z89.6"),
    source="Domain reference 5.2, D-H5; E08, E09 and E13 read as E1x",
)
KIDNEY_STAGE_4_OR_5 = DiagnosisSet(
    id="kidney_disease_stage_4_or_5",
    title="Chronic kidney disease stage 4 or 5, or dialysis",
    icd10cm=("N18.4", "N18.5", "N18.6", "Z99.2"),
    snomed=frozenset({"431857002", "433146000", "46177005"}),
    source="Domain reference 4.1, hypoglycaemia tool; the codes are from memory",
)
END_STAGE_KIDNEY_DISEASE = DiagnosisSet(
    id="end_stage_kidney_disease",
    title="End-stage kidney disease or dialysis",
    icd10cm=("N18.6", "Z99.2"),
    snomed=frozenset({"46177005"}),
    source="From memory; exclusion of the kidney evaluation measure",
)
RETINOPATHY = DiagnosisSet(
    id="retinopathy",
    title="Diabetic retinopathy",
    icd10cm=_each_kind(".31") + _each_kind(".32") + _each_kind(".33") + _each_kind(".34") + _each_kind(".35"),
    snomed=frozenset({"422034002", "1551000119108", "4855003"}),
    source="From memory; SNOMED CT codes of the public Synthea data",
)
PREGNANCY = DiagnosisSet(
    id="pregnancy",
    title="Pregnancy",
    icd10cm=("Z33.1", "Z34", "O09", "O24.0", "O24.1", "O24.3", "O24.8", "O30"),
    snomed=frozenset({"72892002"}),
    source="Domain reference 4.4; O24.4, diabetes that came with pregnancy, shows no diabetes of before",
)

DIAGNOSIS_SETS = (
    ASTHMA,
    SEVERITY,
    SEVERE,
    MODERATE_OR_SEVERE,
    OBSTRUCTIVE_LUNG_DISEASE,
    CYSTIC_FIBROSIS,
    RESPIRATORY_FAILURE,
    ACUTE_RESPIRATORY_FAILURE,
    FUME_DISEASE,
    DIABETES,
    TYPE_1,
    TYPE_2,
    HYPOGLYCAEMIA,
    GLYCAEMIC_CRISIS,
    FOOT,
    KIDNEY_STAGE_4_OR_5,
    END_STAGE_KIDNEY_DISEASE,
    RETINOPATHY,
    PREGNANCY,
)
