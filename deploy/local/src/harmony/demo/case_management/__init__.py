"""Case management: a lead referral, a discharge at 80 percent, a pregnant teenager, an opt-out and the way back."""

from harmony.demo.case_management import goals, lead, opting_out, prenatal
from harmony.demo.case_management.scene import Scene
from harmony.demo.teller import Teller

ACTS = (
    lead.a_father_calls_the_nurse_line,
    lead.evaluation_and_planning,
    goals.four_of_five_goals_are_met,
    prenatal.a_pregnant_teenager,
    opting_out.a_member_leaves_and_comes_back,
)


async def tell(teller: Teller) -> Scene:
    """Raises `StoryBroken`."""
    scene = Scene(teller)
    await lead.the_members(scene)
    for act in ACTS:
        await act(scene)
    return scene
