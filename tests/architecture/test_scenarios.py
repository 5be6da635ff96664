"""Each of the 24 scenarios of the domain page (§5) is a test that carries its number."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NUMBERED = re.compile(r"^(?:async )?def test_scenario_(\d\d)_", re.MULTILINE)


def test_every_scenario_is_a_test_by_number() -> None:
    found = {
        int(number)
        for file in TESTS.rglob("test_*.py")
        for number in NUMBERED.findall(file.read_text(encoding="utf-8"))
    }

    assert found == set(range(1, 25))
