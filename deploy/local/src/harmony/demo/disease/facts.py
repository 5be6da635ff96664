"""Steps 1 and 2: coded facts come in by file, and a tier says why it is what it is."""

import json
from typing import Any

from harmony.demo.disease.scene import OMAR, Scene, place_where_the_clock_says
from harmony.demo.teller import Json

IMPORT = "POST /disease/v1/imports/facts"


async def two_members_and_their_facts(scene: Scene) -> None:
    teller = scene.teller
    teller.step(1, "Theo has asthma, Rosa has diabetes; their facts come in by file")
    await scene.register(
        "Theo", birth_date=scene.day(-9 * 365), sex="male", language="en", time_zone=place_where_the_clock_says(9, 19)
    )
    await scene.register("Rosa", birth_date="1971-04-18", sex="female", language="es", time_zone="America/Chicago")
    theo, rosa = (scene.members[name]["medicaid_id"] for name in ("Theo", "Rosa"))
    rows: list[Json] = [
        _condition(theo, "J45.40", scene.day(-300)),
        {"kind": "encounter", "medicaid_id": theo, "class": "ed", "start": scene.day(-20), "end": scene.day(-20),
         "principal": {"system": "icd10cm", "code": "J45.901"}},
        {"kind": "medication", "medicaid_id": theo, "system": "rxnorm", "code": "435",
         "dispensed_on": scene.day(-60), "days_supply": 30, "units": 3},
        _condition(rosa, "E11.9", scene.day(-800)),
        _a1c(scene, rosa, "9.0", -40),
        {**_a1c(scene, rosa, "154", -30), "code": "97506-0", "unit": "mg/dL"},
    ]  # fmt: skip
    done = await _imported(scene, "sends six facts", rows)
    counted = [done["outcomes"].get(name, 0) for name in ("loaded", "refused")]
    teller.check("how many rows were taken and refused", counted, [5, 1])
    refused = (await teller.read(OMAR, f"/disease/v1/imports/{done['id']}/rows")).body["items"][0]
    teller.done(f"Line {refused['line_number']} is refused, the rest is in: {refused['errors'][0]['message']}")


async def a_tier_with_its_reasons(scene: Scene) -> None:
    teller = scene.teller
    teller.step(2, "Each tier says why it is what it is")
    theo = await scene.stratify("Theo", "asthma")
    teller.check("Theo's tier", theo["computed_tier"], "very_high")
    _show(scene, theo)
    rosa = await scene.stratify("Rosa", "diabetes")
    teller.check("Rosa's tier at 9.0", rosa["computed_tier"], "moderate")
    _show(scene, rosa)
    await _imported(
        scene, "sends a newer result of Rosa", [_a1c(scene, scene.members["Rosa"]["medicaid_id"], "9.1", -3)]
    )
    rosa = await scene.stratify("Rosa", "diabetes")
    teller.check("Rosa's tier at 9.1", [rosa["computed_tier"], rosa["assigned_tier"]], ["high", "high"])
    _show(scene, rosa)
    teller.done("9.0 is not above 9.0, 9.1 is. A tier steps up at once, and down only after 90 days of lower ones.")


def _condition(medicaid_id: str, code: str, day: str) -> Json:
    return {"kind": "condition", "medicaid_id": medicaid_id, "system": "icd10cm", "code": code, "recorded_on": day}


def _a1c(scene: Scene, medicaid_id: str, value: str, day: int) -> Json:
    return {"kind": "observation", "medicaid_id": medicaid_id, "system": "loinc", "code": "4548-4", "value": value,
            "unit": "%", "observed_on": scene.day(day)}  # fmt: skip


async def _imported(scene: Scene, doing: str, rows: list[Json]) -> Json:
    numbered = [{"source_id": f"demo-{row['medicaid_id']}-{scene.next_row()}", **row} for row in rows]
    lines = "\n".join(json.dumps(row) for row in numbered)
    job = await scene.teller.ask(OMAR, doing, IMPORT, lines, status=202, Content_Type="application/x-ndjson")
    address = f"/disease/v1/imports/{job.body['id']}"
    return await scene.teller.until(OMAR, address, lambda body: body["status"] == "finished", "the end of the import")


def _show(scene: Scene, profile: Json) -> None:
    def told(rule: Json) -> Any:
        return "; ".join(f"{given['name'].replace('_', ' ')} {given['value']}" for given in rule["inputs"][:2])

    rows = [(rule["rule_id"], told(rule), rule["citation"]["quote"]) for rule in profile["rules"]]
    scene.teller.narrator.table(("rule", "on", "because"), rows)
