"""Steps 1 and 2: a child with lead in his blood, from the nurse line to an active plan."""

from harmony.demo.case_management.scene import GRETA, NORA, PREVIEW, REFERRALS, Scene

TWO_YEARS = -770


async def the_members(scene: Scene) -> None:
    scene.teller.step(1, "Members are made known to plans, and case management hears of them")
    await scene.register("Leo", birth_date=scene.day(TWO_YEARS), sex="male", household="byron-12-main")
    await scene.register("Mia", birth_date=scene.day(-16 * 365), sex="female")
    await scene.register("Grace", birth_date="1962-07-09", sex="female")
    scene.teller.done("Three members are known in both services.")


async def a_father_calls_the_nurse_line(scene: Scene) -> None:
    teller = scene.teller
    teller.step(2, "A father calls the 24-hour nurse line: his son has lead in his blood")
    result = {"system": "loinc", "code": "77307-7", "value": "12.4", "unit": "ug/dL", "observed_on": scene.day(-2)}
    almost = {**result, "value": "9.9"}
    watched = await teller.ask(NORA, "tries what 9.9 would mean", PREVIEW, scene.facts("Leo", observations=[almost]))
    teller.check("the outcome of 9.9", watched.body["programs"][0]["outcome"], "watch")
    found = await teller.ask(NORA, "enters the venous result", PREVIEW, scene.facts("Leo", observations=[result]))
    program = found.body["programs"][0]
    teller.check("program, level and outcome", [program[name] for name in ("program", "level", "outcome")],
                 ["lead", "10-20", "enroll"])  # fmt: skip
    rule = program["rules"][0]
    teller.done(f"{rule['rule_id']}: “{rule['citation']['quote']}” 9.9 is not rounded up; nothing was stored.")
    body = {
        "member_id": scene.member_id("Leo"), "program": "lead", "source": "caregiver", "channel": "nurse_line_24h",
        "referrer": {"name": "his father"}, "reason": "Venous lead of 12.4, the house is from 1920.",
    }  # fmt: skip
    first = await teller.ask(NORA, "takes the father's call as a referral", f"POST {REFERRALS}", body, status=201)
    teller.done(first.body["reply"])
    fax = {**body, "source": "provider_physician", "channel": "fax", "referrer": {"name": "Dr. Paulsen"}}
    second = await teller.ask(GRETA, "faxes the same child five minutes later", f"POST {REFERRALS}", fax, status=201)
    teller.check("the status of the second referral", second.body["status"], "linked")
    teller.done(f"It is linked to the open case; the physician is answered: {second.body['reply']}")
    triage = {"outcome": "accepted", "program": "lead", "reply": "We call the family this week."}
    await teller.ask(NORA, "accepts it", f"POST {REFERRALS}/{first.body['id']}/triage", triage)
    await scene.case_of(NORA, "Leo", "lead")
    teller.done(f"Case {scene.case['number']}: the assessment begins by {_due(scene, 'assess_start')} "
                f"and is complete by {_due(scene, 'assess_complete')}.")  # fmt: skip


async def evaluation_and_planning(scene: Scene) -> None:
    teller = scene.teller
    teller.step(3, "Evaluation and planning: nothing moves before it is complete")
    await scene.act(NORA, "sets the level", "stratify", {"level": "10-20", "reason": "Venous result of 12.4."})
    await scene.act(NORA, "takes the case", "assign")
    talk = {"identifiers": ["name", "birth_date"], "spoke_with": "personal_representative", "agreed": True}
    await scene.act(NORA, "talks with the father", "engage", talk)
    await scene.act(NORA, "would go on to the plan at once", "plan", status=409, rules=("T11",))
    codes = [factor["code"] for factor in (await _begun(scene))["factors_asked"]]
    factors = [{"code": code, "answers": {"asked": True}, "conclusion": "Talked about; see summary."} for code in codes]
    body = {"factors": factors, "outcome": "completed"}
    await teller.ask(NORA, "holds the assessment", f"POST {scene.case_address}/assessments", body, status=201)
    await scene.act(NORA, "goes on to the plan", "plan")
    await teller.ask(NORA, "drafts it", f"POST {scene.case_address}/care-plan", {}, status=201)


async def _begun(scene: Scene) -> dict[str, list[dict[str, str]]]:
    """Which factors an assessment asks for, as the refusal names them."""
    lacks = next(action for action in scene.case["actions"] if action["action"] == "plan")["lacks"]
    return {"factors_asked": [{"code": finding["pointer"].rsplit("/", 1)[-1]} for finding in lacks]}


def _due(scene: Scene, clock: str) -> str:
    return str(next(running["due_on"] for running in scene.case["clocks"] if running["clock"] == clock))
