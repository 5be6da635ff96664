"""Step 4: UB120 is one unit on every calendar day; a dry run, and a key that was sent twice."""

from datetime import timedelta

from harmony.demo.service_plans.scene import Scene
from harmony.demo.teller import Json

FIRST_DAY_AFTER_THE_CHANGE = timedelta(days=14)
TEN_DAYS = timedelta(days=9)
CHECK = "POST /plans/v1/service-plans/check"


async def days_in_a_nursing_facility(scene: Scene) -> None:
    teller = scene.teller
    teller.step(4, "UB120 is one unit on every calendar day")
    first = scene.year.change + FIRST_DAY_AFTER_THE_CHANGE
    line = {"service_code": "UB120", "provider_id": scene.providers["nursing facility"], "units": 2,
            "frequency": "week", "start": str(first), "end": str(first + TEN_DAYS)}  # fmt: skip
    call = f"POST {scene.plan_address}/lines"
    await teller.ask(
        scene.dana, "adds ten days of respite as 2 units a week", call, line, status=409, rules=("UB-01", "UB-02")
    )
    corrected = {**line, "units": 1, "frequency": "calendar_day"}
    dry_run = await teller.ask(scene.dana, "tries the correction as a dry run", CHECK, _dry_run(scene, corrected))
    teller.check("the outcome of the dry run", dry_run.body["outcome"], "clear")
    teller.check("the total of UB120", dry_run.body["totals"][-1]["units"], 10)
    teller.done("It would pass, with 10 units. A dry run stores nothing and needs no plan: its body says it all.")
    added = await teller.ask(scene.dana, "enters it so", call, corrected, status=201)
    scene.lines["UB120"] = added.body["line_id"]
    await _meals(scene, call)


def _dry_run(scene: Scene, line: Json) -> Json:
    """The body of an addendum with this one line, as any front end can ask it."""
    year = scene.year
    plan = {"type": "initial", "origin": "conversion", "start": str(year.start), "end": str(year.end), "lines": []}
    asked = {name: line[name] for name in ("service_code", "units", "frequency", "start", "end")}
    proposed = {**plan, "case_manager": scene.dana.subject, "lines": [{"ref": "respite", **asked}]}
    return {"as_of": str(year.today), "stage": "submit", "change": {"type": "addendum"}, "priority": False,
            "current": plan, "proposed": proposed, "other_plans": []}  # fmt: skip


async def _meals(scene: Scene, call: str) -> None:
    teller, year = scene.teller, scene.year
    line = {"service_code": "S5170", "provider_id": scene.providers["meals"], "units": 1,
            "frequency": "calendar_day", "start": str(year.change), "end": str(year.end)}  # fmt: skip
    key = f"meals-of-run-{scene.run}"
    first = await teller.ask(scene.dana, "adds a meal a day", call, line, status=201, Idempotency_Key=key)
    again = await teller.ask(
        scene.dana, "clicks twice, so the same goes out again", call, line, status=201, Idempotency_Key=key
    )
    teller.check("whether the second answer is the first one", again.body, first.body)
    scene.lines["S5170"] = first.body["line_id"]
    scene.plan = (await teller.read(scene.dana, scene.plan_address)).body
    codes = [entry["service_code"] for entry in scene.plan["lines"]]
    teller.check("the number of meal lines", codes.count("S5170"), 1)
    teller.done("The key was known, so the stored answer came back and the meals stand in the plan once.")
    scene.show_lines()
