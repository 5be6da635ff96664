"""Disease management: a child with asthma and a woman with diabetes, from coded facts to the nurse's call."""

from harmony.demo.disease import facts, handing_over, mail, outreach
from harmony.demo.disease.scene import Scene
from harmony.demo.teller import Teller

ACTS = (
    facts.two_members_and_their_facts,
    facts.a_tier_with_its_reasons,
    outreach.the_nurse_calls,
    mail.what_goes_out_by_mail,
    handing_over.case_management_takes_the_lead,
)


async def tell(teller: Teller) -> Scene:
    """Raises `StoryBroken`."""
    scene = Scene(teller)
    for act in ACTS:
        await act(scene)
    return scene
