"""For every rule of the dry run: a body that trips it, and the nearest body that does not."""

from tests.unit.plans.example import Example
from tests.unit.plans.examples_of_arithmetic import EXTRA
from tests.unit.plans.examples_of_changes import CHANGING_SERVICES, NEW_PLANS
from tests.unit.plans.examples_of_review import REVIEW

EXAMPLES: dict[str, Example] = {**CHANGING_SERVICES, **NEW_PLANS, **REVIEW, **EXTRA}
