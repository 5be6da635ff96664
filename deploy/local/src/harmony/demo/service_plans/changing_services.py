"""Step 2: an authorized line stays as it is; an increase ends it and begins its successor."""

from harmony.demo.service_plans.scene import Scene


async def an_increase(scene: Scene) -> None:
    teller, year = scene.teller, scene.year
    teller.step(2, "The units of an authorized line stay as they are; an increase is a change of its own")
    before = await teller.read(scene.dana, scene.plan_address)
    line_id = scene.lines["T1019"]
    refused = await teller.ask(
        scene.dana,
        "opens the T1019 line and types 60 over the 48 units",
        f"PATCH {scene.plan_address}/lines/{line_id}",
        {"units": 60},
        status=409,
        rules=("CS-03", "CS-10"),
        If_Match=before.etag,
    )
    teller.check("what CS-03 points at", refused.finding("CS-03")["pointer"], "/lines/0/units")
    teller.done("Nothing was stored. The finding says what to do: end this line, add a new one.")
    change = {
        "type": "increase", "line_id": line_id, "effective": str(year.change), "units": 60,
        "reason": "Her daughter moved away; evenings are not covered any more.",
    }  # fmt: skip
    changed = await teller.ask(
        scene.dana, "asks for an increase instead", f"POST {scene.plan_address}/changes", change, status=201
    )
    ended, successor = changed.body["ended"], changed.body["successor"]
    teller.check("the last day of the old line", ended["end"], str(year.last_day_before))
    teller.check("the first day of the new line", successor["start"], str(year.change))
    teller.check("what the new line follows", successor["supersedes"], ended["id"])
    teller.check("the totals", (ended["total"], successor["total"]), (775, 2160))
    teller.check("the costs", (ended["cost"], successor["cost"]), ("3138.75", "8748.00"))
    scene.plan = changed.body
    scene.lines["T1019 increased"] = successor["id"]
    teller.done(
        f"The old line ends on {ended['end']} with 775 units, its successor begins the next day with 2160. "
        "One call did both, so neither can be forgotten."
    )
    scene.show_lines()
