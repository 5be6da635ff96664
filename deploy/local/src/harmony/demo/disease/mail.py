"""Step 4: education goes out by tier, and what a member asks for at any tier."""

from harmony.demo.disease.scene import DALE, OMAR, Scene


async def what_goes_out_by_mail(scene: Scene) -> None:
    teller = scene.teller
    teller.step(4, "Rosa asks for a leaflet; what is due for everybody is shown before it is printed")
    materials = (await teller.read(DALE, "/disease/v1/materials?disease=diabetes&language=es&limit=100")).body["items"]
    material = next(one for one in materials if one["disease"] == "diabetes")
    title = next(words["title"] for words in material["words"] if words["language"] == "es")
    body = {"material": material["code"], "language": "es", "requested_via": "nurse_line_24h"}
    call = f"POST {scene.address('Rosa')}/material-requests"
    asked = await teller.ask(DALE, "writes down what Rosa asks for", call, body, status=201)
    teller.done(f"“{title}” ships by {asked.body['ship_by']}, and moves no scheduled mailing.")
    due = await teller.ask(OMAR, "looks at what a mailing would send", "POST /disease/v1/mailings/preview", {})
    teller.check("whether the leaflet is among it", due.body["due"].get("request", 0) >= 1, True)
    run = await teller.ask(OMAR, "starts it", "POST /disease/v1/mailings", {"purposes": ["request"]}, status=202)
    address = f"/disease/v1/mailings/{run.body['id']}"
    await teller.until(OMAR, address, lambda job: job["status"] == "finished", "the end of the mailing")
    teller.done("The print file (CSV and PDF) lists each item once, however often the run is repeated.")
