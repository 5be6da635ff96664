"""Each scenario of the two domain pages is a test that carries its number."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NUMBERED = re.compile(r"^(?:async )?def test_scenario_(\d\d)_", re.MULTILINE)
NURSE_SERVICES = {"casemanagement", "disease"}


def numbers(*, of_nurse_services: bool) -> set[int]:
    return {
        int(number)
        for file in TESTS.rglob("test_*.py")
        if bool(NURSE_SERVICES.intersection(file.parts)) is of_nurse_services
        for number in NUMBERED.findall(file.read_text(encoding="utf-8"))
    }


def test_every_scenario_of_plans_and_authorization_is_a_test_by_number() -> None:
    assert numbers(of_nurse_services=False) == set(range(1, 25))
