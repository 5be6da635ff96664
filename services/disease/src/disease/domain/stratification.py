"""Where a member stands in both diseases on a day: identified, tier, the rules that hold and what is missing."""

from dataclasses import dataclass
from datetime import date

from disease.domain.asthma_inputs import AsthmaInputs
from disease.domain.diabetes_inputs import DiabetesInputs
from disease.domain.measures_of_member import Measures, asthma_measures, diabetes_measures
from disease.domain.program import DiseaseCode
from disease.domain.reading.asthma import read_asthma
from disease.domain.reading.context import lung_context
from disease.domain.reading.diabetes import read_diabetes
from disease.domain.rule_sets.rule_set import RuleSet
from disease.domain.rules.asthma import ASTHMA_RULES
from disease.domain.rules.asthma_identification import ASTHMA_IDENTIFICATION, ASTHMA_REMAINDER
from disease.domain.rules.diabetes import DIABETES_RULES
from disease.domain.rules.diabetes_identification import DIABETES_IDENTIFICATION, DIABETES_REMAINDER
from disease.domain.rules.tier_rule import Held, Inputs, TierRule, Values, judge
from disease.domain.tier import Tier
from disease.domain.value_sets import drugs
from shared.kernel.facts.known import Known, covered_on, known_on
from shared.kernel.facts.member_facts import MedicationClass, MemberFacts, Person
from shared.kernel.facts.observations import ANALYTES, ASTHMA_CONTROL_TOTAL, LEAD
from shared.kernel.rule_result import Input, MissingInput, RuleResult, without_doubles

OF_ASTHMA = frozenset({ASTHMA_CONTROL_TOTAL.name})
OF_NEITHER = frozenset({LEAD.name})
OF_DIABETES = frozenset(analyte.name for analyte in ANALYTES) - OF_ASTHMA - OF_NEITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One disease. `excluded` says why an identified member has no tier: `deceased` or `not_covered`.

    `identification` holds the rules that identify, `rules` those that give the tier and every other that holds;
    `context` what to bear in mind beside them.
    """

    disease: DiseaseCode
    identified: bool
    excluded: str | None
    tier: Tier | None
    identification: tuple[RuleResult, ...]
    rules: tuple[RuleResult, ...]
    missing: tuple[MissingInput, ...]
    measures: Measures
    context: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Stratification:
    as_of: date
    rule_set: str
    asthma: Standing
    diabetes: Standing


def stratify(facts: MemberFacts, as_of: date, rule_set: RuleSet) -> Stratification:
    """Depends on its arguments alone, and not on the order of facts."""
    known = known_on(facts, as_of)
    excluded = excluded_on(facts.person, as_of)
    return Stratification(as_of, rule_set.id, _asthma(known, excluded, rule_set), _diabetes(known, excluded, rule_set))


def excluded_on(person: Person, as_of: date) -> str | None:
    """Clarification 7: neither the deceased nor who is not covered today gets a tier."""
    if person.deceased_on is not None and person.deceased_on <= as_of:
        return "deceased"
    return None if covered_on(person.coverage, as_of) else "not_covered"


def judge_asthma(inputs: AsthmaInputs, rule_set: RuleSet) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """The rules that identify, and those of the tier."""
    return (
        judge(ASTHMA_IDENTIFICATION, inputs, rule_set.asthma, rule_set.id),
        _judge_tier(ASTHMA_RULES, ASTHMA_REMAINDER, inputs, rule_set.asthma, rule_set.id),
    )


def judge_diabetes(inputs: DiabetesInputs, rule_set: RuleSet) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """The rules that identify, and those of the tier."""
    return (
        judge(DIABETES_IDENTIFICATION, inputs, rule_set.diabetes, rule_set.id),
        _judge_tier(DIABETES_RULES, DIABETES_REMAINDER, inputs, rule_set.diabetes, rule_set.id),
    )


def _judge_tier(
    rules: tuple[TierRule[Inputs, Values], ...],
    remainder: tuple[TierRule[Inputs, Values], ...],
    inputs: Inputs,
    values: Values,
    version: str,
) -> tuple[Held, ...]:
    """What remains is asked only when no rule holds; the first that holds has the gravest tier."""
    return judge(rules, inputs, values, version) or judge(remainder, inputs, values, version)


def _asthma(known: Known, excluded: str | None, rule_set: RuleSet) -> Standing:
    inputs, missing = read_asthma(known, rule_set.asthma)
    identification, tiers = judge_asthma(inputs, rule_set)
    return _standing(
        DiseaseCode.ASTHMA,
        excluded,
        identification,
        tiers,
        _unused(known, OF_DIABETES | OF_NEITHER, drugs.OF_ASTHMA),
        missing,
        asthma_measures(inputs),
        lung_context(known),
    )


def _diabetes(known: Known, excluded: str | None, rule_set: RuleSet) -> Standing:
    inputs, missing = read_diabetes(known, rule_set.diabetes)
    identification, tiers = judge_diabetes(inputs, rule_set)
    return _standing(
        DiseaseCode.DIABETES,
        excluded,
        identification,
        tiers,
        _unused(known, OF_ASTHMA | OF_NEITHER, drugs.OF_DIABETES),
        missing,
        diabetes_measures(inputs, rule_set.diabetes, identified=bool(identification)),
        (),
    )


def _standing(
    disease: DiseaseCode,
    excluded: str | None,
    identification: tuple[Held, ...],
    tiers: tuple[Held, ...],
    unused: list[MissingInput],
    missing: list[MissingInput],
    measures: Measures,
    context: tuple[Input, ...],
) -> Standing:
    identified = bool(identification)
    stands = identified and excluded is None
    return Standing(
        disease=disease,
        identified=identified,
        excluded=excluded,
        tier=tiers[0].tier if stands else None,
        identification=tuple(held.result for held in identification),
        rules=tuple(held.result for held in tiers) if stands else (),
        missing=in_order([*unused, *(missing if identified else ())]),
        measures=measures,
        context=context,
    )


def _unused(known: Known, of_others: frozenset[str], classes: frozenset[MedicationClass]) -> list[MissingInput]:
    """Facts that were left out, but for results that only another disease reads; and drug classes not believed."""
    left_out = [gap for gap in known.missing if gap.name not in of_others]
    left_out += [
        MissingInput("medication_class", "rejected", str(medication.code), medication.dispensed_on)
        for medication in known.facts.medications
        if drugs.sender_differs(medication, classes)
    ]
    deceased_on = known.facts.person.deceased_on
    if deceased_on is not None and deceased_on > known.as_of:
        left_out.append(MissingInput("deceased_on", "after_as_of", None, deceased_on))
    return left_out


def in_order(missing: list[MissingInput]) -> tuple[MissingInput, ...]:
    """Each gap once, in an order that does not depend on that of the facts."""
    return without_doubles(sorted(missing, key=lambda gap: (gap.name, gap.reason, gap.source or "", str(gap.date))))
