"""Lists of diagnosis codes: what the rules mean by a word, as data with its source."""

from dataclasses import dataclass, field

from shared.kernel.facts.member_facts import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisSet:
    """`icd10cm` holds prefixes of dotted codes; `snomed` holds whole codes. `source` says who says so.

    Codes of other systems are never in it.
    """

    id: str
    title: str
    icd10cm: tuple[str, ...]
    snomed: frozenset[str] = field(default_factory=frozenset)
    source: str

    def __contains__(self, code: Code | None) -> bool:
        if code is None:
            return False
        if code.system is CodeSystem.ICD10CM:
            return code.code.startswith(self.icd10cm)
        return code.system is CodeSystem.SNOMED and code.code in self.snomed
