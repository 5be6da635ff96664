"""The main job, end to end: a service plan from the case manager's first keystroke to an authorized line."""

from harmony.demo.service_plans import (
    changing_services,
    decision,
    new_plans,
    opening,
    priority,
    record,
    respite,
    supervisor_review,
)
from harmony.demo.service_plans.scene import Scene
from harmony.demo.teller import Teller

ACTS = (
    opening.members_providers_and_a_plan,
    changing_services.an_increase,
    new_plans.next_year_and_a_second_plan,
    respite.days_in_a_nursing_facility,
    supervisor_review.evidence_of_review,
    priority.priority_line_by_line,
    decision.a_reviewer_decides,
    record.all_that_happened,
)


async def tell(teller: Teller) -> Scene:
    """All eight steps; what they left behind. Raises `StoryBroken`."""
    scene = Scene(teller)
    for act in ACTS:
        await act(scene)
    return scene
