"""Step 5: a very high tier is proposed to case management; its nurse takes the lead and the others stop calling."""

from harmony.demo.disease.scene import DALE, NORA, Scene
from harmony.demo.teller import Json

REFERRALS = "/casemanagement/v1/referrals"
CASES = "/casemanagement/v1/cases"


async def case_management_takes_the_lead(scene: Scene) -> None:
    teller, theo = scene.teller, scene.members["Theo"]
    teller.step(5, "The very high tier was proposed to case management; its nurse takes the lead")

    def proposed(body: Json) -> bool:
        return any(one["channel"] == "disease_management" for one in body["items"])

    mine = f"{REFERRALS}?member_id={theo['id']}"
    found = await teller.until(NORA, mine, proposed, "the proposal of disease management")
    referral = next(one for one in found["items"] if one["channel"] == "disease_management")
    teller.done(f"Nobody typed it: “{referral['reason']}”")
    body = {"outcome": "accepted", "program": "complex", "reply": "We call the family."}
    await teller.ask(NORA, "accepts it", f"POST {REFERRALS}/{referral['id']}/triage", body)
    (case,) = (await teller.read(NORA, f"{CASES}?member_id={theo['id']}")).body["items"]
    actions = f"POST {CASES}/{case['id']}/actions"
    await teller.ask(NORA, "sets the level", f"{actions}/stratify", {"level": "high", "reason": "Emergency visit."})
    await teller.ask(NORA, "takes the case", f"{actions}/assign", {})
    lead = f"{scene.address('Theo')}/case-management"
    await teller.until(
        DALE, lead, lambda body: bool(body["lead"] and body["lead"]["lead_open"]), "the lead case manager"
    )
    check = await teller.ask(DALE, "tries whether he may call", f"POST {scene.address('Theo')}/calls/check",
                             {"disease": "asthma"}, rules=None)  # fmt: skip
    teller.check("whether R12 speaks", "R12" in {finding["rule_id"] for finding in check.body["findings"]}, True)
    teller.narrator.findings([finding for finding in check.body["findings"] if finding["rule_id"] == "R12"])
    teller.done("One nurse calls the family; education by mail goes on.")
