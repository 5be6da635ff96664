"""Codes of tests and examinations that the measures count. No licensed procedure code list is shipped."""

from dataclasses import dataclass

from shared.kernel.facts.member_facts import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationSet:
    """`source` says who says so; a code counts by being there, with or without a value."""

    id: str
    title: str
    loinc: frozenset[str] = frozenset()
    snomed: frozenset[str] = frozenset()
    source: str

    def __contains__(self, code: Code) -> bool:
        codes = {CodeSystem.LOINC: self.loinc, CodeSystem.SNOMED: self.snomed}.get(code.system, frozenset())
        return code.code in codes


RETINAL_EXAM = ExaminationSet(
    id="retinal_exam",
    title="Retinal or dilated eye examination",
    loinc=frozenset({"71490-7", "71491-5"}),
    snomed=frozenset({"722161008", "308110009", "314971001", "314972008", "274795007", "274798009"}),
    source="From memory of public value sets; claims name it by licensed procedure codes, which are not shipped",
)
URINE_ALBUMIN = ExaminationSet(
    id="urine_albumin",
    title="Albumin in urine",
    loinc=frozenset({"14957-5", "1754-1"}),
    source="From memory; to be verified before release",
)
URINE_CREATININE = ExaminationSet(
    id="urine_creatinine",
    title="Creatinine in urine",
    loinc=frozenset({"2161-8"}),
    source="From memory; to be verified before release",
)
EXAMINATION_SETS = (RETINAL_EXAM, URINE_ALBUMIN, URINE_CREATININE)
