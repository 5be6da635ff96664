"""Lung disease beside asthma: it excludes nobody from the program but a nurse must know (clarification 15)."""

from collections.abc import Iterator

from disease.domain.reading.window import coded_facts, newest
from disease.domain.value_sets.diagnoses import CHRONIC_LUNG_CONTEXT
from shared.kernel.facts.known import Known
from shared.kernel.rule_result import Input


def lung_context(known: Known) -> tuple[Input, ...]:
    return tuple(_found(known))


def _found(known: Known) -> Iterator[Input]:
    codes = list(coded_facts(known.facts, known.as_of))
    for diagnoses in CHRONIC_LUNG_CONTEXT:
        found = newest(code for code in codes if code.code in diagnoses)
        if found is not None:
            yield Input(diagnoses.id, found.code.code, str(found.code), found.day)
