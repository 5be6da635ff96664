"""Whose results a measure tells of: age and enrolment, and for diabetes who is identified by its last day."""

from disease.domain.program import DiseaseCode
from disease.domain.quality.definition import Definition, Year

RESULTS = """insert into measure_results (run_id, version, member, excluded, denominator, numerators, inputs)"""


def population_of(definition: Definition, year: Year) -> str:
    """A query of `member` over what is gathered."""
    youngest, oldest = definition.ages
    least = year.days - definition.most_gap_days
    conditions = [f"p.age between {youngest} and {oldest}", f"p.days_covered >= {least}"]
    if definition.pharmacy:
        conditions.append(f"p.days_with_pharmacy >= {least}")
    if definition.years_enrolled > 1:
        before = year.before
        conditions.append(
            f"days_within(m.covered, '{before.first}', '{before.last}') >= {before.days - definition.most_gap_days}"
        )
    if definition.disease is DiseaseCode.DIABETES:
        conditions.append("exists (select from p_standings s where s.member = p.member and s.disease = 'diabetes')")
    return f"select p.member from p_members p join members m on m.number = p.member where {' and '.join(conditions)}"
