"""The code lists by which the programs are found, each with its source.

`[A]` in a source marks an assumption, `[M]` what was written from memory and not looked up.
"""

from casemanagement.domain.rule_sets import chronic_codes as snomed
from casemanagement.domain.screening.code_list import CodeList, span

IDENTIFICATION = "Domain reference 4.2"
OBSTETRICS = "Domain reference 4.4"

CATASTROPHIC = (
    CodeList(
        id="head_injury",
        title="Head injury, concussion alone not counted",
        icd10cm=("S06",),
        except_icd10cm=("S06.0",),
        snomed=frozenset({"127295002", "275272006"}),
        source=f"{IDENTIFICATION}; without concussion [A]",
    ),
    CodeList(id="near_drowning", title="Near drowning", icd10cm=("T75.1",), source=IDENTIFICATION),
    CodeList(
        id="severe_burns",
        title="Burns of a fifth of the body or more, or of the third degree",
        icd10cm=(
            *(f"T31.{tenth}" for tenth in range(2, 10)),
            *(f"T{site}.{degree}" for site in range(20, 26) for degree in (3, 7)),
        ),
        snomed=frozenset({"403192003"}),
        source=f"{IDENTIFICATION}; from 20 % of the body [A]",
    ),
    CodeList(
        id="spinal_cord_injury",
        title="Injury of the spinal cord",
        icd10cm=("S14", "S24", "S34"),
        snomed=frozenset({"90584004", "1734006"}),
        source=IDENTIFICATION,
    ),
)

HIV = (
    CodeList(
        id="hiv_diagnosis",
        title="HIV infection",
        icd10cm=("B20", "Z21", "O98.7"),
        snomed=snomed.HIV,
        source=IDENTIFICATION,
    ),
    CodeList(
        id="hiv_viral_load",
        title="A viral load was measured",
        loinc=frozenset(
            {
                *("20447-9", "21008-3", "10351-5", "24013-5", "25836-8", "29539-4", "29541-0"),
                *("48510-9", "48511-7", "48551-3", "48552-1", "62469-2", "70241-5"),
            }
        ),
        source=f"{IDENTIFICATION}; LOINC codes [M]",
    ),
)

LEAD = (
    CodeList(id="lead_diagnosis", title="Lead in blood", icd10cm=("R78.71", "T56.0X"), source="Domain reference 4.3"),
)

TRANSPLANT = (
    CodeList(id="transplanted", title="Transplanted organ or tissue", icd10cm=("Z94",), source=IDENTIFICATION),
    CodeList(id="awaiting_transplant", title="Awaiting a transplant", icd10cm=("Z76.82",), source=IDENTIFICATION),
    CodeList(
        id="transplant_complication",
        title="Complication of a transplanted organ or tissue",
        icd10cm=("T86",),
        source=IDENTIFICATION,
    ),
    CodeList(
        id="kidney_failure",
        title="End-stage kidney disease",
        icd10cm=("N18.6",),
        snomed=frozenset({"46177005"}),
        source=IDENTIFICATION,
    ),
)

SPECIAL_NEEDS = (
    CodeList(
        id="autism",
        title="Pervasive developmental disorders",
        icd10cm=("F84",),
        snomed=frozenset({"35919005", "408856003"}),
        source=f"{IDENTIFICATION}; SNOMED CT [M]",
    ),
    CodeList(
        id="intellectual_disability",
        title="Intellectual disability",
        icd10cm=span("F70", "F79"),
        snomed=frozenset({"110359009", "228156007"}),
        source=f"{IDENTIFICATION}; SNOMED CT [M]",
    ),
    CodeList(
        id="developmental_disorder",
        title="Other disorders of psychological development",
        icd10cm=("F88", "F89"),
        source=IDENTIFICATION,
    ),
    CodeList(id="developmental_delay", title="Delayed development", icd10cm=("R62.50",), source=IDENTIFICATION),
    CodeList(id="failure_to_thrive", title="Failure to thrive", icd10cm=("R62.51",), source=IDENTIFICATION),
)

LONG_TERM_CARE = (
    CodeList(
        id="frailty",
        title="Frailty, or dependence on others",
        icd10cm=("R54", "Z74"),
        snomed=frozenset({"248279007"}),
        source=f"{IDENTIFICATION}; SNOMED CT [M]",
    ),
)

PREGNANCY = (
    CodeList(
        id="pregnancy",
        title="Pregnant",
        icd10cm=(
            *("Z34", "O09", "Z33.1", "Z3A"),
            *(*span("O10", "O16"), *span("O20", "O29"), *span("O30", "O36"), *span("O40", "O48")),
            *("O98.71", "O99.31", "O99.32", "O99.33"),
        ),
        except_icd10cm=(
            *("O10.03", "O10.13", "O10.23", "O10.33", "O10.43", "O10.93", "O11.5", "O12.05", "O12.15", "O12.25"),
            *("O13.5", "O14.05", "O14.15", "O14.25", "O14.95", "O15.2", "O16.5"),
            *("O24.03", "O24.13", "O24.33", "O24.43", "O24.83", "O24.93", "O26.63", "O26.73"),
            *("O99.315", "O99.325", "O99.335"),
        ),
        snomed=frozenset({"77386006", "72892002", "47200007", "398254007", "198992004", "11687002"}),
        source=f"{OBSTETRICS}; wider than Z34 and O09, puerperium left out [A]",
    ),
    CodeList(
        id="pregnancy_ended",
        title="The pregnancy is over",
        icd10cm=(*span("O00", "O04"), "O80", "O82", "Z33.2", "Z37", "Z39"),
        snomed=frozenset({"19169002", "85116003", "79586000", "35999006"}),
        source="[A]",
    ),
    CodeList(
        id="prior_preterm_birth_code",
        title="History of preterm labour",
        icd10cm=("O09.21", "Z87.51"),
        source=OBSTETRICS,
    ),
    CodeList(id="multiples_code", title="More than one child", icd10cm=("O30",), source=OBSTETRICS),
    CodeList(
        id="hypertension_in_pregnancy",
        title="Hypertension in pregnancy",
        icd10cm=span("O10", "O16"),
        snomed=frozenset({"398254007", "198992004"}),
        source=OBSTETRICS,
    ),
    CodeList(
        id="chronic_hypertension",
        title="Hypertension",
        icd10cm=(*span("I10", "I13"), "I15", "I16"),
        snomed=frozenset({"38341003", "59621000"}),
        source=f"{OBSTETRICS} [A]",
    ),
    CodeList(
        id="diabetes_in_pregnancy",
        title="Diabetes in pregnancy",
        icd10cm=("O24",),
        snomed=frozenset({"11687002"}),
        source=OBSTETRICS,
    ),
    CodeList(
        id="diabetes",
        title="Diabetes before pregnancy",
        icd10cm=span("E08", "E13"),
        snomed=snomed.PLAIN_DIABETES | snomed.COMPLICATED_DIABETES,
        source=f"{OBSTETRICS} [A]",
    ),
    CodeList(id="cervical_insufficiency", title="Cervical insufficiency", icd10cm=("O34.3",), source=OBSTETRICS),
    CodeList(
        id="substance_use_in_pregnancy",
        title="Tobacco, alcohol or drug use in pregnancy",
        icd10cm=("O99.31", "O99.32", "O99.33"),
        source=OBSTETRICS,
    ),
    CodeList(
        id="substance_use_disorder",
        title="Use of tobacco, alcohol or drugs",
        icd10cm=(*span("F10", "F19"), "Z72.0"),
        snomed=frozenset({"449868002", "7200002", "5602001"}),
        source=f"{OBSTETRICS} [A]",
    ),
    CodeList(id="homelessness_code", title="Homeless", icd10cm=("Z59.0",), source=f"{OBSTETRICS} [A]"),
)

PROGRAM_LISTS = (
    *CATASTROPHIC,
    *HIV,
    *LEAD,
    *TRANSPLANT,
    *SPECIAL_NEEDS,
    *LONG_TERM_CARE,
    *PREGNANCY,
)
