"""Charlson's score of comorbidity, weights of 1987, with its hierarchy; age is not counted."""

from dataclasses import dataclass

from casemanagement.domain.screening.evidence import Evidence
from shared.kernel.rule_result import Input


@dataclass(frozen=True, slots=True)
class CharlsonScore:
    """`inputs` name each group that counts for the complex program, with its weight and the diagnosis behind it.

    `for_complex` is the score without the illnesses that have a program of their own: they neither call for another
    program, nor are they named in its case, which is not confidential (clarification 23).
    """

    score: int
    for_complex: int
    inputs: tuple[Input, ...]


def charlson_of(evidence: Evidence) -> CharlsonScore:
    present = {
        group.codes.id: diagnoses[0]
        for group in evidence.rule_set.charlson
        if (diagnoses := evidence.confirmed(group.codes.id))
    }
    score, for_complex, inputs = 0, 0, []
    for group in evidence.rule_set.charlson:
        diagnosis = present.get(group.codes.id)
        if diagnosis is None or group.outranked_by in present:
            continue
        score += group.weight
        if group.own_program is not None:
            continue
        for_complex += group.weight
        source = f"{diagnosis.origin} {diagnosis.code}"
        inputs.append(Input(group.codes.id, group.weight, source, diagnosis.on))
    return CharlsonScore(score, for_complex, tuple(inputs))
