"""Charlson's score of comorbidity, weights of 1987, with its hierarchy; age is not counted."""

from dataclasses import dataclass

from casemanagement.domain.screening.evidence import Evidence
from shared.kernel.rule_result import Input


@dataclass(frozen=True, slots=True)
class CharlsonScore:
    """`inputs` name each group that counts, with its weight and the diagnosis behind it."""

    score: int
    inputs: tuple[Input, ...]


def charlson_of(evidence: Evidence) -> CharlsonScore:
    present = {
        group.codes.id: diagnoses[0]
        for group in evidence.rule_set.charlson
        if (diagnoses := evidence.confirmed(group.codes.id))
    }
    score, inputs = 0, []
    for group in evidence.rule_set.charlson:
        diagnosis = present.get(group.codes.id)
        if diagnosis is None or group.outranked_by in present:
            continue
        score += group.weight
        source = f"{diagnosis.origin} {diagnosis.code}"
        inputs.append(Input(group.codes.id, group.weight, source, diagnosis.on))
    return CharlsonScore(score, tuple(inputs))
