"""Step 8: everything that happened is in the history and the audit log."""

from harmony.demo.service_plans.scene import OMAR, Scene
from harmony.demo.teller import Json

PLAN_ACTIONS = [
    "drafted", "services_changed", "line_added", "line_added", "document_attached", "document_attached", "submitted",
    "note_added", "document_changed", "note_acknowledged", "approved", "priority_reviewed", "priority_reviewed",
    "lines_decided",
]  # fmt: skip
REQUEST_ACTIONS = [
    "received", "claimed", "priority_accepted", "information_requested", "information_received", "decided",
]  # fmt: skip


async def all_that_happened(scene: Scene) -> None:
    teller = scene.teller
    teller.step(8, "Everything that happened is in the history and the audit log")
    history = await teller.ask(scene.dana, "reads the plan's history", f"GET {scene.plan_address}/history?limit=100")
    versions: list[Json] = history.body["items"][::-1]
    teller.narrator.table(
        ("version", "what", "who", "status after", "rules"),
        [(one["version"], one["action"], one["actor"], one["status"], " ".join(one["rule_ids"])) for one in versions],
    )
    teller.check("the history", [one["action"] for one in versions], PLAN_ACTIONS)
    await _audit(scene, "plans", scene.plan["id"], PLAN_ACTIONS)
    await _audit(scene, "authorization", scene.request["id"], REQUEST_ACTIONS)
    teller.done("Each change stands once, with who, when, and the rules that spoke. What was refused changed nothing.")


async def _audit(scene: Scene, service: str, subject: str, expected: list[str]) -> None:
    call = f"GET /{service}/v1/audit?subject={subject}&limit=100"
    log = await scene.teller.ask(OMAR, f"reads the audit log of {service}", call)
    entries: list[Json] = log.body["items"][::-1]
    changes = [entry["action"] for entry in entries if entry["kind"] == "change"]
    scene.teller.check(f"the audit log of {service}", changes, expected)
    reads = sum(1 for entry in entries if entry["kind"] == "read")
    scene.teller.done(f"{len(changes)} changes and {reads} reads: {', '.join(changes)}.")
