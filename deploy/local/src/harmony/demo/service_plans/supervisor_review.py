"""Step 5: evidence that another person has seen the plan, and documents that are complete."""

from datetime import timedelta

from harmony.demo.service_plans.scene import Scene

STOPS_FORWARDING = ("SR-01", "DC-02")
PRIORITY_RULES = ("PR-01", "PR-02", "PR-06")


async def evidence_of_review(scene: Scene) -> None:
    teller = scene.teller
    teller.step(5, "Nothing is forwarded without the supervisor's review and complete documents")
    documents = f"POST {scene.plan_address}/documents"
    evaluated = {"type": "nurse_evaluation", "status": "complete", "dated": str(scene.year.today)}
    await teller.ask(scene.dana, "links the nurse evaluation", documents, evaluated, status=201)
    draft = {"type": "ucat", "status": "draft", "dated": str(scene.year.today - timedelta(days=20))}
    ucat = await teller.ask(scene.dana, "links the UCAT, which is still a draft", documents, draft, status=201)
    submitted = await teller.ask(
        scene.dana,
        "submits the plan and asks for priority",
        f"POST {scene.plan_address}/submission",
        {"priority": True},
        rules=(*STOPS_FORWARDING, *PRIORITY_RULES),
    )
    teller.check("the status of the plan", submitted.body["status"], "supervisor_review")
    teller.done("It is with her supervisor, and the answer already says what will stop it at the next step.")
    approve = f"POST {scene.plan_address}/supervisor-review"
    await teller.ask(
        scene.ruth, "approves it all the same", approve, {"outcome": "approved"}, status=409, rules=STOPS_FORWARDING
    )
    teller.done("Both are named together, so that nobody comes back twice. The plan stays where it is.")
    note_id = await _note_that_others_acknowledge(scene)
    await _complete_the_ucat(scene, ucat.body["id"], stale=ucat.etag)
    acknowledge = f"POST {scene.plan_address}/notes/{note_id}/acknowledgement"
    await teller.ask(scene.ruth, "reads the plan and acknowledges the note", acknowledge)
    approved = await teller.ask(scene.ruth, "approves", approve, {"outcome": "approved", "text": "Agreed."})
    scene.plan = approved.body
    teller.check("the status of the plan", scene.plan["status"], "spa_review")
    teller.done("Approved. The request to the authorization unit left in the same transaction, so it cannot be lost.")


async def _note_that_others_acknowledge(scene: Scene) -> str:
    text = f"Plan year {scene.year.start.year}-{scene.year.end.year}: T1019 to 60 units, respite, meals. Please review."
    note = await scene.teller.ask(
        scene.dana,
        "writes the note for her supervisor",
        f"POST {scene.plan_address}/notes",
        {"type": "supervisor_review", "text": text},
        status=201,
    )
    note_id: str = note.body["id"]
    await scene.teller.ask(
        scene.dana.also("cm_supervisor"),
        "who stands in as a supervisor today, acknowledges her own note",
        f"POST {scene.plan_address}/notes/{note_id}/acknowledgement",
        status=409,
        rules=("SR-03",),
    )
    return note_id


async def _complete_the_ucat(scene: Scene, document_id: str, stale: str) -> None:
    """The plan has changed since the UCAT was linked, so the version that she holds is no longer the newest."""
    teller = scene.teller
    call = f"PATCH {scene.plan_address}/documents/{document_id}"
    complete = {"status": "complete"}
    refused = await teller.ask(
        scene.dana, "completes the UCAT on a page she opened before", call, complete, status=412, If_Match=stale
    )
    newest = await teller.read(scene.dana, scene.plan_address)
    teller.check("the newest version named in the refusal", refused.body["current_etag"], newest.etag)
    teller.done("Nobody's work is overwritten unseen: she reads the plan again and repeats the change.")
    await teller.ask(scene.dana, "completes the UCAT", call, complete, If_Match=newest.etag)
