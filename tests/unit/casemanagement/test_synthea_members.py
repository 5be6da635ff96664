"""The 515 public Synthea members: how many each program finds, and three of them looked at by hand."""

from collections import Counter

import pytest

from casemanagement.domain.program import ProgramCode
from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.screening import Screening, screen
from tests.support.synthea_members import DATA, NOT_HERE, synthea_members
from tests.unit.casemanagement.facts_of_a_member import rule_ids, the

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=NOT_HERE)


@pytest.fixture(scope="module")
def screenings() -> dict[str, Screening]:
    """By the first characters of the member's id."""
    return {member.name: screen(member.facts, member.as_of, JANUARY_2026) for member in synthea_members()}


def test_programs_find_so_many_members(screenings: dict[str, Screening]) -> None:
    found = Counter(found.program for screening in screenings.values() for found in screening.programs)
    identified = Counter(found.program for screening in screenings.values() for found in screening.identified)

    print({program.value: found.get(program, 0) for program in ProgramCode})
    assert len(screenings) == 515
    assert Counter(screening.excluded for screening in screenings.values()) == {None: 411, "deceased": 104}
    assert found == {ProgramCode.COMPLEX: 10, ProgramCode.PRENATAL: 2, ProgramCode.HIGH_RISK_OBSTETRICS: 1}
    assert identified == {ProgramCode.COMPLEX: 23}


def test_a_pregnant_woman_with_diabetes_and_high_blood_pressure(screenings: dict[str, Screening]) -> None:
    """29 years, pregnant since October 2018, hypertension since 2007, diabetic retinopathy since 2018."""
    found = the(screenings["ef4fc4a4"], ProgramCode.HIGH_RISK_OBSTETRICS)

    assert (found.outcome, rule_ids(found)) == ("enroll", ["OB-01", "OB-13", "OB-14"])
    assert [given.value for result in found.rules[1:] for given in result.inputs] == ["38341003", "422034002"]


def test_an_old_man_with_four_grave_diseases(screenings: dict[str, Screening]) -> None:
    """Chronic bronchitis, diabetes that reached the eyes, cancer of the colon, Alzheimer's: 1 + 2 + 2 + 1.

    The cancer was resolved in 2014; facts tell when a condition was recorded, not when it ended.
    """
    found = the(screenings["9b0a2c79"], ProgramCode.COMPLEX)

    assert rule_ids(found) == ["CX-01", "CX-02"]
    assert found.rules[1].inputs[0].value == 6
    assert [given.name for given in found.rules[0].inputs[:-1]] == [
        "chronic_copd",
        "chronic_diabetes",
        "chronic_cancer",
    ]


def test_a_patient_in_hospital_every_month(screenings: dict[str, Screening]) -> None:
    """Lung cancer alone is one chronic condition; he is found by six stays in six months."""
    found = the(screenings["95093dfd"], ProgramCode.COMPLEX)

    assert rule_ids(found) == ["CX-05"]
    assert sum(given.name == "inpatient_event" for given in found.rules[0].inputs) == 6
