"""What a run kept, explained: the rules judge its inputs again; what was missing is asked of the facts."""

from dataclasses import replace

from disease.domain.asthma_inputs import AsthmaInputs
from disease.domain.diabetes_inputs import DiabetesInputs
from disease.domain.measures_of_member import asthma_measures, diabetes_measures
from disease.domain.rule_sets.rule_set import RuleSet
from disease.domain.stratification import Standing, judge_asthma, judge_diabetes


def explained(
    inputs: AsthmaInputs | DiabetesInputs, excluded: str | None, facts_say: Standing, rules: RuleSet
) -> tuple[Standing, bool]:
    """The standing that the run found, and whether the facts of today would give another for the same day."""
    if isinstance(inputs, AsthmaInputs):
        identification, tiers = judge_asthma(inputs, rules)
        measures = asthma_measures(inputs)
    else:
        identification, tiers = judge_diabetes(inputs, rules)
        measures = diabetes_measures(inputs, rules.diabetes, identified=True)
    stands = excluded is None
    found = replace(
        facts_say,
        identified=True,
        excluded=excluded,
        tier=tiers[0].tier if stands else None,
        identification=tuple(held.result for held in identification),
        rules=tuple(held.result for held in tiers) if stands else (),
        measures=measures,
    )
    changed = (found.tier, found.identification, found.rules) != (
        facts_say.tier,
        facts_say.identification,
        facts_say.rules,
    )
    return found, changed
