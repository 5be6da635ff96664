"""Each scenario of the two domain pages is a test that carries its number."""

import re
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).parents[1]
NUMBERED = re.compile(r"^(?:async )?def test_scenario_(\d\d)_", re.MULTILINE)
NURSES = {"casemanagement", "disease"}  # §9 of their page; plans and authorization share §5 of the other


def numbers(files: Iterable[Path]) -> set[int]:
    return {int(number) for file in files for number in NUMBERED.findall(file.read_text(encoding="utf-8"))}


def test_every_scenario_of_plans_and_authorization_is_a_test_by_number() -> None:
    files = [file for file in TESTS.rglob("test_*.py") if not NURSES.intersection(file.parts)]

    assert numbers(files) == set(range(1, 25))


def test_every_scenario_of_case_and_disease_management_is_a_test_by_number() -> None:
    files = [file for file in TESTS.rglob("test_*.py") if NURSES.intersection(file.parts)]

    assert numbers(files) == set(range(1, 29))
