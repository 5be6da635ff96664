"""Step 6: a member opts out; neither data nor a physician bring her back, her own word does."""

from harmony.demo.case_management.scene import GRETA, MEMBERS, NORA, PREVIEW, REFERRALS, Scene
from harmony.demo.people import Person
from harmony.demo.teller import Json

SCREEN = "POST /casemanagement/v1/screenings"


async def a_member_leaves_and_comes_back(scene: Scene) -> None:
    teller, member = scene.teller, scene.member_id("Grace")
    teller.step(6, "Grace leaves the programs, and comes back by her own word")
    body = {"scope": "all_cm", "captured_via": "cm_line", "statement": "Please do not call me about this."}
    await teller.ask(NORA, "writes down what Grace says", f"POST {MEMBERS}/{member}/opt-outs", body, status=201)
    teller.done("It holds at once; a letter confirms it within ten business days.")
    facts = scene.facts(
        "Grace",
        conditions=[
            {"system": "icd10cm", "code": code, "recorded_on": scene.day(-30)} for code in ("I50.9", "J44.9", "N18.4")
        ],
    )
    found = await teller.ask(NORA, "tries what the claims say", PREVIEW, facts)
    teller.check("the program", [program["program"] for program in found.body["programs"]], ["complex"])
    job = await teller.ask(NORA, "screens her", SCREEN, {"member_id": member, "facts": facts}, status=201)
    teller.check("what the screening opened", job.body["found"].get("opened", 0), 0)
    teller.done("The criteria hold, and her no holds as well: data open no case.")
    referral = await _referred(scene, GRETA, "refers Grace all the same", "provider_physician", "fax")
    teller.check("the status of the referral", referral["status"], "waiting")
    teller.done("A physician's referral always reaches a nurse (R1); it does not lift the opt-out.")
    lacking = await teller.ask(
        NORA, "would accept it without asking Grace", f"POST {REFERRALS}/{referral['id']}/triage",
        {"outcome": "accepted", "program": "complex", "reply": "We take over."}, status=409, rules=None,
    )  # fmt: skip
    teller.narrator.findings(lacking.findings)
    agreed = {"outcome": "accepted", "program": "complex", "member_agreed": True, "reply": "She wants to."}
    await teller.ask(NORA, "calls Grace, who agrees", f"POST {REFERRALS}/{referral['id']}/triage", agreed)
    standing = (await teller.read(NORA, f"{MEMBERS}/{member}/opt-outs")).body["items"]
    teller.check("what she is opted out of now", standing, [])
    await scene.case_of(NORA, "Grace", "complex")
    teller.done(f"Case {scene.case['number']} is open, and both her no and her yes stay in the record.")


async def _referred(scene: Scene, who: Person, doing: str, source: str, channel: str) -> Json:
    body = {
        "member_id": scene.member_id("Grace"), "program": "complex", "source": source, "channel": channel,
        "referrer": {"name": "Dr. Paulsen"}, "reason": "Heart, lungs and kidneys, and nobody who keeps them together.",
    }  # fmt: skip
    answer = await scene.teller.ask(who, doing, f"POST {REFERRALS}", body, status=201)
    return answer.body
