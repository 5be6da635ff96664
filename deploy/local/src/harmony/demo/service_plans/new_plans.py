"""Step 3: next year has a plan of its own, and a change has none."""

from datetime import timedelta

from harmony.demo.service_plans.scene import PLANS, Scene


async def next_year_and_a_second_plan(scene: Scene) -> None:
    teller, year = scene.teller, scene.year
    teller.step(3, "Next year's services go into next year's plan, and an addendum into this one")
    next_year = {"service_code": "S5170", "provider_id": scene.providers["meals"], "units": 1,
                 "frequency": "calendar_day", "start": str(year.next_start), "end": str(year.next_end)}  # fmt: skip
    refused = await teller.ask(
        scene.dana,
        "adds meals for next year to this plan",
        f"POST {scene.plan_address}/lines",
        next_year,
        status=409,
        rules=("CS-01", "RA-01"),
    )
    teller.check(
        "whether RA-01 points to the reassessment", "reassessment" in refused.finding("RA-01")["message"], True
    )
    second = {"member_id": scene.member["id"], "type": "initial", "start": str(year.start), "end": str(year.end)}
    await teller.ask(
        scene.dana,
        "tries a second plan for the addendum",
        f"POST {PLANS}",
        second,
        status=409,
        rules=("CS-02", "DT-04"),
    )
    opened = await teller.ask(
        scene.dana, "opens the reassessment, as she was told", f"POST {scene.plan_address}/reassessment", status=201
    )
    plan = scene.reassessment = opened.body
    teller.check("its kind and status", (plan["type"], plan["status"]), ("reassessment", "draft"))
    teller.check("its days", (plan["start"], plan["end"]), (str(year.next_start), str(year.next_end)))
    teller.check("its lines", {line["service_code"] for line in plan["lines"]}, {"T1016", "T1002"})
    teller.check("the statuses of its lines", {line["status"] for line in plan["lines"]}, {"draft"})
    days = (year.next_end - year.next_start + timedelta(days=1)).days
    teller.done(f"Next year's plan begins the day after this one ends, has {days} days, and carries what continues.")
    scene.show_lines(plan)
    await teller.ask(
        scene.dana,
        "asks what next year's plan still lacks",
        f"GET {PLANS}/{plan['id']}/findings?stage=submit",
        rules=("RA-04",),
    )
    teller.done("The T1019 line is being changed this week, so Harmony reminds her of it instead of guessing.")
