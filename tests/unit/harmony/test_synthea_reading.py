"""Synthea's flat CSV files as rows of our imports."""

import gzip
from pathlib import Path

import pytest

from harmony.problem import SetupProblem
from harmony.synthea.reading import facts, members

ADA = "59bc5dbb-1957-47ef-b6b5-25952e6bfdab"
FILES = {
    "patients": "ID,COHORT,BIRTHDATE,DEATHDATE,FIRST,LAST,GENDER,LANGUAGE\n"
    f"{ADA},r4_2021,2002-12-16,2020-01-31T10:00:00-05:00,Ada,Byron,female,Spanish\n",
    "conditions": f"ID,START,PATIENT,CODE\nc1,2015-04-11T23:30:00-05:00,{ADA},195967001\n",
    "encounters": "ID,START,STOP,PATIENT,CLASS,REASONCODE\n"
    f"e1,2015-04-11T07:00:00+00:00,2015-04-11T08:00:00+00:00,{ADA},EMER,195967001\n"
    f"e2,2015-04-12T07:00:00+00:00,,{ADA},IMP,\n"
    f"e3,2015-05-12T07:00:00+00:00,,{ADA},URGENTCARE,\n",
    "observations": "DATE,PATIENT,ENCOUNTER,CODE,VALUE,UNITS\n"
    f"2015-04-11T07:00:00+00:00,{ADA},e1,4548-4,6.3549,%\n"
    f"2015-04-11T07:00:00+00:00,{ADA},e1,4548-4,6.4,%\n"
    f"2015-04-11T07:00:00+00:00,{ADA},e1,72166-2,Never smoker,\n",
    "medications": f"ID,START,PATIENT,CODE\nm1,2015-04-11T07:00:00+00:00,{ADA},745679\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        if name == "conditions":
            (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def test_a_member_is_covered_since_birth_and_keeps_the_day_of_death(folder: Path) -> None:
    (ada,) = members(folder)

    assert ada["medicaid_id"] == ADA.replace("-", "")
    assert (ada["birth_date"], ada["deceased_on"], ada["language"]) == ("2002-12-16", "2020-01-31", "es")
    assert ada["coverage"] == [{"program": "medicaid", "start": "2002-12-16", "end": None, "pharmacy": True}]


def test_classes_of_three_versions_are_ours(folder: Path) -> None:
    encounters = [fact for fact in facts(folder) if fact["kind"] == "encounter"]

    assert [fact["class"] for fact in encounters] == ["ed", "inpatient", "outpatient"]
    assert [fact.get("principal") for fact in encounters] == ["snomed:195967001", None, None]


def test_results_of_one_moment_are_told_apart_and_coded_ones_keep_no_value(folder: Path) -> None:
    results = [fact for fact in facts(folder) if fact["kind"] == "observation"]

    assert len({fact["source_id"] for fact in results}) == 3
    assert [fact.get("value") for fact in results] == ["6.3549", "6.4", None]


def test_instants_keep_their_offset(folder: Path) -> None:
    (condition,) = (fact for fact in facts(folder) if fact["kind"] == "condition")

    assert condition["recorded_on"] == "2015-04-11T23:30:00-05:00"


def test_a_folder_without_the_files_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupProblem, match=r"has no patients\.csv"):
        list(members(tmp_path))
