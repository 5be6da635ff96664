"""Step 3: the nurse's work list, a call at the right hour, and what the family answers."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from harmony.demo.disease.scene import DALE, Scene
from harmony.demo.teller import Json
from shared.runtime import clock


async def the_nurse_calls(scene: Scene) -> None:
    teller = scene.teller
    teller.step(3, "The nurse calls whom it is urgent to call, at an hour of the place where they live")
    theo = scene.members["Theo"]

    def listed(body: Json) -> bool:
        return any(entry["member"]["id"] == theo["id"] for entry in body["items"])

    work = await teller.until(DALE, "/disease/v1/outreach/worklist?limit=100", listed, "Theo on the work list")
    entry = next(entry for entry in work["items"] if entry["member"]["id"] == theo["id"])
    teller.narrator.table(
        ("member", "disease", "tier", "due", "local time", "now?"),
        [(entry["member"]["given_name"], entry["disease"], entry["tier"].replace("_", " "), entry["call_due_on"],
          entry["local_times"][0], "yes" if entry["callable_now"] else "no")],
    )  # fmt: skip
    check = f"POST {scene.address('Theo')}/calls/check"
    late = await teller.ask(
        DALE, "tries whether he may call tonight at half past nine", check, _tonight(scene), rules=None
    )
    teller.check("whether he may", late.body["allowed"], False)
    teller.narrator.findings(late.body["findings"])
    call = await teller.ask(DALE, "calls now", f"POST {scene.address('Theo')}/calls", {"disease": "asthma"}, status=201)
    teller.check("what the other programs say to it", call.body["cap"]["answer"], "granted")
    reached = {"outcome": "reached", "language": "en"}
    await teller.ask(
        DALE, "reaches Theo's mother", f"POST {scene.address('Theo')}/calls/{call.body['id']}/outcome", reached
    )
    body = {
        "instrument": "asthma_control", "completed_on": str(scene.today),
        "answers": {"daytime_symptom_days_per_week": 4, "night_wakings_per_month": 1, "reliever_days_per_week": 2,
                    "activity_limitation": "some", "symptoms_throughout_day": False,
                    "reliever_several_times_daily": False, "oral_steroid_courses_12_months": 0},
    }  # fmt: skip
    answer = await teller.ask(
        DALE, "asks how the asthma is", f"POST {scene.address('Theo')}/assessments", body, status=201
    )
    teller.done(f"Kept until {answer.body['valid_until']}; the tier rules read it from now on.")


def _tonight(scene: Scene) -> Json:
    zone = ZoneInfo(scene.members["Theo"]["time_zone"])
    day = clock.now().astimezone(zone).date()
    return {"disease": "asthma", "at": datetime.combine(day, time(21, 30), zone).isoformat()}
