"""What a measure makes of one member; the yearly run makes the same of all of them in the database."""

from disease.domain.program import DiseaseCode
from disease.domain.quality.asthma_year import asthma_follow_up, medication_ratio
from disease.domain.quality.definition import Definition, MeasureCode, Year
from disease.domain.quality.diabetes_year import blood_pressure, eye_examination, glycemic_status, kidney_evaluation
from disease.domain.quality.outcome import Outcome
from disease.domain.reading.diabetes import read_diabetes
from disease.domain.rule_sets.rule_set import RuleSet
from disease.domain.stratification import judge_diabetes
from shared.kernel.facts.known import age_on, covered_on, days_covered, known_on
from shared.kernel.facts.member_facts import MemberFacts, Person


def measure(facts: MemberFacts, definition: Definition, number: int, rule_set: RuleSet) -> Outcome | None:
    """None for who is not of the population: age, enrolment, disease. Facts count up to the last day of the year."""
    year = Year(number)
    known = known_on(facts, year.last)
    youngest, oldest = definition.ages
    if not youngest <= age_on(facts.person.birth_date, year.last) <= oldest:
        return None
    if not is_enrolled(facts.person, definition, year):
        return None
    if definition.disease is DiseaseCode.DIABETES:
        inputs, _ = read_diabetes(known, rule_set.diabetes)
        if not judge_diabetes(inputs, rule_set)[0]:
            return None
    match definition.code:
        case MeasureCode.AMR:
            return medication_ratio(known, definition, year)
        case MeasureCode.AAF:
            return asthma_follow_up(known, definition, year)
        case MeasureCode.GSD:
            return glycemic_status(known, definition, year, rule_set.diabetes)
        case MeasureCode.KED:
            return kidney_evaluation(known, definition, year)
        case MeasureCode.BPD:
            return blood_pressure(known, definition, year, rule_set.diabetes)
        case MeasureCode.EED:
            return eye_examination(known, definition, year)


def is_enrolled(person: Person, definition: Definition, year: Year) -> bool:
    """Alive and covered on the last day, with few days without cover in each year that counts."""
    if person.deceased_on is not None and person.deceased_on <= year.last:
        return False
    if not covered_on(person.coverage, year.last):
        return False
    years = (year, year.before)[: definition.years_enrolled]
    enough = all(days_covered(person.coverage, y.first, y.last) >= y.days - definition.most_gap_days for y in years)
    if not definition.pharmacy:
        return enough
    spans = [span for span in person.coverage if span.pharmacy]
    return enough and days_covered(spans, year.first, year.last) >= year.days - definition.most_gap_days
