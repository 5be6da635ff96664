"""Every rule of the domain's catalogue has a test that carries its id."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
NAMED = frozenset(
    name.upper()
    for path in TESTS.rglob("test_*.py")
    for test in re.findall(r"def test_(\w+)", path.read_text(encoding="utf-8"))
    for name in re.findall(r"(?:^|_)(r\d+|n1)(?=_)", test)
)


@pytest.mark.parametrize("rule_id", [*(f"R{number}" for number in range(1, 24)), "N1"])
def test_a_rule_of_the_catalogue_is_named_by_a_test(rule_id: str) -> None:
    assert rule_id in NAMED
