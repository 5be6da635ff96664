"""A list of codes that stands for one thing, as data with its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.kernel.facts.member_facts import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """`icd10cm` are prefixes of codes with their dot, less those that begin with one of `except_icd10cm`.

    `snomed` are single concepts without their descendants, `loinc` single codes.
    A visit to the emergency department identifies alone when `ed_alone`; else claims are counted.
    """

    id: str
    title: str
    icd10cm: tuple[str, ...] = ()
    except_icd10cm: tuple[str, ...] = ()
    snomed: frozenset[str] = frozenset()
    loinc: frozenset[str] = frozenset()
    ed_alone: bool = False
    source: str

    def names(self, code: Code) -> bool:
        if code.system is CodeSystem.ICD10CM:
            return code.code.startswith(self.icd10cm) and not (
                self.except_icd10cm and code.code.startswith(self.except_icd10cm)
            )
        if code.system is CodeSystem.SNOMED:
            return code.code in self.snomed
        return code.system is CodeSystem.LOINC and code.code in self.loinc


def span(first: str, last: str) -> tuple[str, ...]:
    """The categories from `first` to `last`, both included: `span("I60", "I62")` is I60, I61, I62."""
    return tuple(_categories(first, last))


def _categories(first: str, last: str) -> Iterator[str]:
    if first[0] != last[0] or {len(first), len(last)} != {3}:
        raise ValueError("a span of codes stays within one letter and names whole categories")
    for number in range(int(first[1:]), int(last[1:]) + 1):
        yield f"{first[0]}{number:02}"
