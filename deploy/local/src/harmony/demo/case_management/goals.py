"""Step 4: goals, their measure and target, and the discharge at 80 percent."""

from harmony.demo.case_management.scene import NORA, Scene
from harmony.demo.teller import Json

GOALS = (
    ("Both retests are done on time", "retests on the day they are due", "2 of 2"),
    ("The family knows where the lead comes from", "says it in own words", "once"),
    ("The sister is tested", "a result", "1 of 1"),
    ("The paint is made safe", "rooms done", "3 of 3"),
    ("Rides to the clinic are arranged", "appointments kept", "all"),
)


async def four_of_five_goals_are_met(scene: Scene) -> None:
    teller = scene.teller
    teller.step(4, "Five goals, four of them met: 80 percent is a proposal, and the nurse confirms it")
    await scene.act(NORA, "would activate an empty plan", "activate", status=409, rules=("T12",))
    goals = [await _goal(scene, *goal) for goal in GOALS]
    await _agreed(scene)
    await scene.act(NORA, "activates the plan", "activate")
    for goal in goals[:3]:
        await _met(scene, goal)
    plan = (await teller.read(NORA, f"{scene.case_address}/care-plan")).body
    teller.check("the proposal at three of five", plan["proposal"], None)
    await _met(scene, goals[3])
    plan = (await teller.read(NORA, f"{scene.case_address}/care-plan")).body
    teller.check("what the proposal counts", [plan["proposal"][name] for name in ("met", "eligible")], [4, 5])
    quote = plan["goal_count"]["citation"]["quote"]
    teller.done(f"G80: 4 of 5, “{quote}”. To be confirmed by {plan['proposal']['confirm_by']}.")
    body = {
        "reasons": ["goals_met_80"], "summary": "Four of five goals are met; the level fell.",
        "cancel_open_tasks": "The goals are met.",
    }  # fmt: skip
    await teller.ask(NORA, "confirms the discharge", f"POST {scene.case_address}/discharge", body, rules=("N1",))
    await scene.look(NORA)
    teller.check("the state of the case", scene.case["state"], "discharged")
    letters = (await teller.read(NORA, f"/casemanagement/v1/letters?case_id={scene.case['id']}")).body["items"]
    teller.narrator.table(
        ("letter", "to", "language", "status"),
        [(one["kind"], one["recipient"], one["language"], one["status"]) for one in reversed(letters)],
    )
    teller.done("The member's coverage and services are untouched (N1); letters go to the family and the physician.")


async def _goal(scene: Scene, text: str, measure: str, target: str) -> Json:
    body = {
        "text": text, "lifecycle": "accepted", "priority": "high", "measure": measure, "target": target,
        "due": scene.day(90), "owner": "father", "no_barrier": True,
    }  # fmt: skip
    answer = await scene.teller.ask(NORA, "writes a goal", f"POST {scene.case_address}/goals", body, status=201)
    return answer.body


async def _agreed(scene: Scene) -> None:
    body = {"agreed_on": str(scene.today), "agreed_by": "parent", "pcp_notified_on": str(scene.today)}
    address = f"{scene.case_address}/care-plan"
    read = await scene.teller.read(NORA, address)
    await scene.teller.ask(NORA, "records that the father agreed", f"PATCH {address}", body, If_Match=read.etag)


async def _met(scene: Scene, goal: Json) -> None:
    address = f"{scene.case_address}/goals/{goal['id']}"
    plan = (await scene.teller.read(NORA, f"{scene.case_address}/care-plan")).body
    version = next(one["version"] for one in plan["goals"] if one["id"] == goal["id"])
    body = {"achievement": "achieved"}
    await scene.teller.ask(NORA, "records a goal as met", f"PATCH {address}", body, If_Match=f'"{version}"')
