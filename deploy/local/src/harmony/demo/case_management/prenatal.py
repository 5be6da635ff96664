"""Step 5: a pregnant teenager who wants no mail at home."""

from harmony.demo.case_management.scene import CASES, MEMBERS, NORA, PREVIEW, TESS, WHY, Scene

SCREEN = "POST /casemanagement/v1/screenings"
DUE_IN = 150


async def a_pregnant_teenager(scene: Scene) -> None:
    teller = scene.teller
    teller.step(5, "A pregnant teenager: high risk by her age at conception, and nobody at home is told")
    facts = scene.facts("Mia", pregnancy={"estimated_due_date": scene.day(DUE_IN), "risks": []})
    found = await teller.ask(TESS, "tries what is known of Mia", PREVIEW, facts)
    (program,) = found.body["programs"]
    teller.check("program and outcome", [program["program"], program["outcome"]], ["high_risk_obstetrics", "enroll"])
    rule = next(rule for rule in program["rules"] if rule["rule_id"] == "OB-02")
    age = next(given for given in rule["inputs"] if "age" in given["name"])
    teller.done(f"{rule['rule_id']}: {age['name'].replace('_', ' ')} {age['value']}, from her birth date and due date.")
    body = {"member_id": scene.member_id("Mia"), "facts": facts}
    job = await teller.ask(TESS, "screens her and says why", SCREEN, body, status=201, X_Access_Reason=WHY)
    teller.check("what the screening opened", job.body["found"].get("opened"), 1)
    again = await teller.ask(TESS, "screens her once more", SCREEN, body, status=201, X_Access_Reason=WHY)
    teller.check("what the second screening opened", again.body["found"].get("opened", 0), 0)
    teller.done("The same facts open nothing twice.")
    await _kept_apart(scene)


async def _kept_apart(scene: Scene) -> None:
    teller, member = scene.teller, scene.member_id("Mia")
    seen = await teller.ask(NORA, "lists Mia's cases", f"GET {CASES}?member_id={member}")
    teller.check("what a nurse without the role sees", seen.body["items"], [])
    seen = await teller.ask(TESS, "lists them too", f"GET {CASES}?member_id={member}", X_Access_Reason=WHY)
    teller.check("what the prenatal nurse sees", [case["program"] for case in seen.body["items"]],
                 ["high_risk_obstetrics"])  # fmt: skip
    case = seen.body["items"][0]
    await teller.ask(TESS, "opens it without saying why", f"GET {CASES}/{case['id']}", status=403)
    opened = await teller.ask(TESS, "opens it and says why", f"GET {CASES}/{case['id']}", X_Access_Reason=WHY)
    teller.check("the state of the case", opened.body["state"], "stratified")
    teller.done("The program is confidential: nobody else's list names it, and each look is logged with its reason.")
    wishes = {
        "channels": ["phone"], "confidential_phone": "573-555-0188", "best_time": "after school",
        "household_may_know": False,
    }  # fmt: skip
    await teller.ask(TESS, "keeps how Mia wants to be reached", f"PUT {MEMBERS}/{member}/preferences", wishes)
    no_mail = {"scope": "channel:mail", "captured_via": "cm_line", "statement": "No letters to my parents' house."}
    await teller.ask(TESS, "records that she wants no mail", f"POST {MEMBERS}/{member}/opt-outs", no_mail, status=201)
    opened = await teller.ask(TESS, "looks again", f"GET {CASES}/{case['id']}", X_Access_Reason=WHY)
    teller.check("the state of the case after that", opened.body["state"], "stratified")
    teller.done("No mail is a wish about the channel, not a goodbye: Mia stays in the program.")
