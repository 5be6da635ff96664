"""Step 6: priority without a justification is denied line by line, never the service; the receipt time is kept."""

from harmony.demo.narrator import moment
from harmony.demo.service_plans.scene import REQUESTS, SANA, Scene
from harmony.demo.teller import Json

DENIED, UNDER_REVIEW = "denied", "under_review"


async def priority_line_by_line(scene: Scene) -> None:
    teller = scene.teller
    teller.step(6, "Priority without a justification is denied where a note is needed, and kept where none is")
    queue = f"{REQUESTS}?plan_id={scene.plan['id']}"
    await teller.until(SANA, queue, lambda body: bool(body["items"]), "the request")
    listed = await teller.ask(SANA, "looks for the plan in the queue", f"GET {queue}")
    teller.check("the number of requests for this plan", len(listed.body["items"]), 1)
    standing = listed.body["items"][0]
    read = await teller.ask(
        SANA, "opens the request", f"GET {REQUESTS}/{standing['id']}", rules=("PR-01", "PR-02", "PR-06")
    )
    scene.request = read.body
    judged = {line["service_code"]: line["priority"]["status"] for line in read.body["lines"] if line["priority"]}
    teller.check("each line's priority", judged, {"T1019": DENIED, "UB120": UNDER_REVIEW, "S5170": DENIED})
    teller.check("whether it stands above the others", standing["priority"], True)
    teller.narrator.table(
        ("service", "priority"), [(code, status.replace("_", " ")) for code, status in judged.items()]
    )
    teller.done(
        f"The request stands in the queue since {moment(standing['received_at'])} and is due at "
        f"{moment(standing['due_at'])}. "
        "What was denied is the priority; no service and no receipt time."
    )
    arrived = await teller.until(scene.dana, scene.plan_address, _all_told, "the denied priority")
    scene.plan = arrived
    shown = scene.line("T1019 increased")["priority"]
    teller.check("the priority that the plan shows for T1019", shown["status"], DENIED)
    teller.done("The plan shows it too: the authorization service has told the plans service.")


def _all_told(plan: Json) -> bool:
    return any(line["priority"] for line in plan["lines"])
