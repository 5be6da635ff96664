"""Step 1: members, providers and the catalogue are there, and a plan of the former system is loaded."""

from harmony.demo.service_plans.scene import DANA, MILES, OMAR, PLANS, RUTH, Scene
from harmony.demo.teller import Json

# No National Provider Identifier begins with 99, so the numbers of a run are nobody's.
NPI_PREFIX = "99"
AGENCY_NAME = "Cimarron Case Management"
COUNTY = "Tulsa"
OTHER_PROVIDERS = {
    "home care": ("Red River Home Care", "home_care_agency"),
    "nursing facility": ("Prairie View Nursing Center", "nursing_facility"),
    "meals": ("Sooner Meals on Wheels", "meal_provider"),
}


async def members_providers_and_a_plan(scene: Scene) -> None:
    scene.teller.step(1, "Members, providers and the catalogue are there; a plan of the former system is loaded")
    await _providers(scene)
    await _members(scene)
    await _catalogue(scene)
    await _conversion_plan(scene)


async def _providers(scene: Scene) -> None:
    """Every run takes the number after the newest one, so that it can be repeated on the same system."""
    teller = scene.teller
    found = await teller.read(OMAR, f"/plans/v1/providers?limit=100&name={AGENCY_NAME.replace(' ', '%20')}")
    runs = [int(item["npi"][2:8]) for item in found.body["items"] if item["npi"].startswith(NPI_PREFIX)]
    scene.run = max(runs, default=0) + 1
    named = {"case management": (AGENCY_NAME, "case_management_agency"), **OTHER_PROVIDERS}
    for place, (role, (name, kind)) in enumerate(named.items()):
        body = {"npi": f"{NPI_PREFIX}{scene.run:06}{place:02}", "name": name, "kind": kind}
        answer = await teller.ask(OMAR, f"registers {name}", "POST /plans/v1/providers", body, status=201)
        scene.providers[role] = answer.body["id"]
    scene.dana = DANA.of(scene.providers["case management"])
    scene.ruth = RUTH.of(scene.providers["case management"])


async def _members(scene: Scene) -> None:
    people = (("Ada", "Winterbourne", "1941-12-10"), ("Grace", "Lindqvist", "1938-03-09"))
    for place, (given_name, family_name, birth_date) in enumerate(people, 1):
        body = {
            "medicaid_id": f"DEMO{scene.run:06}{place}", "given_name": given_name, "family_name": family_name,
            "birth_date": birth_date, "county": COUNTY, "coverage": [{"program": "advantage", "start": "2018-01-01"}],
        }  # fmt: skip
        doing = f"registers {given_name} {family_name}, whom nobody has ever met"
        answer = await scene.teller.ask(scene.dana, doing, "POST /plans/v1/members", body, status=201)
        scene.member = scene.member or answer.body


async def _catalogue(scene: Scene) -> None:
    answer = await scene.teller.ask(scene.dana, "looks at the catalogue", "GET /plans/v1/catalogue/services")
    services: list[Json] = answer.body["items"]
    codes = {service["code"] for service in services}
    scene.teller.check("what the catalogue lacks", {"T1016", "T1019", "UB120", "S5170"} - codes, set())
    scene.teller.done(f"{len(services)} services, among them T1019 by the week and UB120 by the calendar day.")


async def _conversion_plan(scene: Scene) -> None:
    teller, year, providers = scene.teller, scene.year, scene.providers
    span = {"start": str(year.start), "end": str(year.end), "status": "authorized"}
    body = {
        "member_id": scene.member["id"], "type": "initial", "origin": "conversion", "case_manager": DANA.subject,
        "agency": scene.providers["case management"], "start": str(year.start), "end": str(year.end),
        "lines": [
            {"service_code": "T1019", "provider_id": providers["home care"], "units": 48, "frequency": "week", **span},
            {"service_code": "T1016", "provider_id": providers["case management"], "units": 175, "frequency": "year",
             "used_units": 54, **span},
            {"service_code": "T1002", "provider_id": providers["home care"], "units": 10, "frequency": "year",
             "used_units": 3, **span},
        ],
    }  # fmt: skip
    answer = await teller.ask(OMAR, "loads Ada's plan as it came over on the conversion", f"POST {PLANS}", body,
                              status=201)  # fmt: skip
    scene.plan = answer.body
    scene.lines = {line["service_code"]: line["id"] for line in scene.plan["lines"]}
    teller.check("the status of the plan", scene.plan["status"], "authorized")
    teller.check("the lines' statuses", {line["status"] for line in scene.plan["lines"]}, {"authorized"})
    teller.done("The plan year stands, with three authorized lines.")
    scene.show_lines()
    await teller.ask(MILES, "tries to read it", f"GET {scene.plan_address}", status=404)
    teller.done("An agency sees its own members and plans; of others it does not even learn that they exist.")
