"""The generated pages and the diagrams of the README say what the code says."""

from pathlib import Path

import pytest

from authorization.domain.lifecycle import LIFECYCLE
from harmony.pages import generated_pages
from plans.domain.lifecycle import PLAN_LIFECYCLE

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", generated_pages())
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generated_pages()[name]


def test_the_readme_shows_the_life_of_a_plan_and_of_a_request() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert PLAN_LIFECYCLE.diagram() in readme
    assert LIFECYCLE.diagram() in readme
