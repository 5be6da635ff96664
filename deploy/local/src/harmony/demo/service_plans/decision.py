"""Step 7: a reviewer claims the request, asks, gets an answer, and decides line by line."""

from typing import Any

from harmony.demo.narrator import moment
from harmony.demo.service_plans.scene import LEO, SANA, Scene
from harmony.demo.teller import Json

MODIFIED = {"code": "UNITS_NOT_SUPPORTED", "text": "The nurse evaluation supports 56 units a week."}
REFUSED = {"code": "DUPLICATE", "text": "The county's senior programme already brings her a meal every day."}
RESULTS = {"T1019 increased": "authorized", "UB120": "authorized", "S5170": "not_authorized", "T1019": "superseded"}


async def a_reviewer_decides(scene: Scene) -> None:
    scene.teller.step(7, "A reviewer claims the request, asks, and decides line by line")
    await _claim(scene)
    await _question_and_answer(scene)
    await _decide(scene)
    await _results(scene)


async def _claim(scene: Scene) -> None:
    teller, call = scene.teller, f"POST {scene.request_address}/assignment"
    claimed = await teller.ask(SANA, "claims the request", call, rules=None)
    teller.check("who holds it", claimed.body["assignee"], SANA.subject)
    await teller.ask(LEO, "wants it too", call, status=409)
    accepted = await teller.ask(
        SANA,
        "judges the priority of the UB120 line by the criteria",
        f"POST {scene.request_address}/priority-review",
        {"outcome": "accepted", "reason": "Her caregiver goes into hospital on that day."},
        rules=None,
    )
    teller.check("the clock that is due first", accepted.body["clock"], "priority")
    teller.check("the receipt time", accepted.body["received_at"], scene.request["received_at"])
    due_at = moment(accepted.body["due_at"])
    teller.done(f"The priority clock of 24 hours runs: due at {due_at}. The receipt time is unmoved.")


async def _question_and_answer(scene: Scene) -> None:
    teller = scene.teller
    question = {"text": "Which evenings were covered by the daughter?", "line_ids": [scene.lines["T1019 increased"]]}
    call = f"POST {scene.request_address}/information-requests"
    pended = await teller.ask(SANA, "asks for information", call, question, status=201, rules=None)
    teller.check("the status of the request", pended.body["status"], "pended")
    asked: Json = pended.body["information_requests"][-1]
    answered = await teller.ask(
        scene.dana,
        "answers",
        f"{call}/{asked['id']}/response",
        {"text": "Monday to Thursday, two hours each."},
        rules=None,
    )
    teller.check("the status of the request", answered.body["status"], "in_review")


async def _decide(scene: Scene) -> None:
    teller = scene.teller
    outcomes: list[dict[str, Any]] = [
        {"line_id": scene.lines["UB120"], "outcome": "authorized"},
        {"line_id": scene.lines["T1019 increased"], "outcome": "modified", "units": 56, "reasons": [MODIFIED]},
        {"line_id": scene.lines["S5170"], "outcome": "not_authorized", "reasons": [REFUSED]},
    ]
    call = f"POST {scene.request_address}/decision"
    unreasoned = [*outcomes[:2], {"line_id": scene.lines["S5170"], "outcome": "not_authorized"}]
    await teller.ask(
        SANA, "refuses the meals without a reason", call, {"lines": unreasoned}, status=409, rules=("DN-01",)
    )
    decided = await teller.ask(
        SANA, "authorizes UB120, modifies T1019, refuses the meals with a reason", call, {"lines": outcomes}, rules=None
    )
    scene.request = decided.body
    teller.check("the status of the request", decided.body["status"], "decided")
    issued = await teller.ask(
        SANA, "looks at what was issued", f"GET /authorization/v1/authorizations?request_id={decided.body['id']}"
    )
    scene.authorizations = issued.body["items"]
    units = {one["service_code"]: one["units_authorized"] for one in scene.authorizations}
    teller.check("the units that were authorized", units, {"T1019": 2016, "UB120": 10})
    for one in scene.authorizations:
        teller.done(
            f"Authorization {one['number']}: {one['service_code']}, {one['units_authorized']} units "
            f"from {one['start']} to {one['end']}."
        )


async def _results(scene: Scene) -> None:
    teller = scene.teller
    scene.plan = await teller.until(
        scene.dana, scene.plan_address, lambda plan: plan["status"] != "spa_review", "the decision"
    )
    teller.check("the status of the plan", scene.plan["status"], "partially_authorized")
    teller.check("each line's result", {name: scene.line(name)["status"] for name in RESULTS}, RESULTS)
    numbers = {one["line_id"]: one["number"] for one in scene.authorizations}
    for name in ("T1019 increased", "UB120"):
        line = scene.line(name)
        teller.check(f"the number of {name}", line["authorization_number"], numbers[line["id"]])
    teller.done("The decision reached the plan:")
    scene.show_lines()
    refused = scene.line("S5170")["decision"]["reasons"][0]
    teller.check("the reason that the plan shows for the meals", refused["text"], REFUSED["text"])
    teller.done(f"Meals not authorized: {refused['text']} ({refused['code']}; {refused['citation']})")
