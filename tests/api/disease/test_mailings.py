"""Mailings: what is due goes out once, whatever is killed or repeated, and to whom it should."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from disease.domain.materials import rotation
from disease.persistence import delivery_jobs
from disease.use_cases import work_on_deliveries as deliveries
from tests.support.disease_facts import new_id
from tests.support.disease_program import TODAY, Program, day
from tests.support.identities import bearer
from tests.support.mailroom import ADDRESS, OTHER_ADDRESS, Mailroom


@pytest_asyncio.fixture
async def mailroom(program: Program) -> Mailroom:
    return Mailroom(program)


FIRST, SECOND = (material.code for material in rotation("asthma")[:2])


async def test_education_goes_out_when_it_is_due_and_the_next_is_due_by_the_tier(mailroom: Mailroom) -> None:
    member = await mailroom.member("moderate")
    await mailroom.due(member)
    job = await mailroom.mailing()

    assert job["outcomes"] == {"education.printed": 1}
    assert (job["done"], job["total"]) == (1, 1)
    assert await mailroom.mail(member) == [("education", FIRST, "printed")]
    due = (await mailroom.program.enrolment(member))["mail_due_on"]
    assert day(88) < due < day(93)


async def test_a_second_mailing_prints_nothing_twice(mailroom: Mailroom) -> None:
    member = await mailroom.member()
    await mailroom.due(member)
    await mailroom.mailing()

    assert (await mailroom.mailing())["outcomes"] == {}
    assert len(await mailroom.mail(member)) == 1


async def test_the_highest_tier_gets_a_letter_a_month_three_times_and_the_action_plan_once_a_year(
    mailroom: Mailroom,
) -> None:
    member = await mailroom.member("very_high")
    months = []
    for _ in range(4):
        await mailroom.due(member)
        await mailroom.mailing()
        due = (await mailroom.program.enrolment(member))["mail_due_on"]
        months.append(round((int(due[:4]) - TODAY.year) * 12 + int(due[5:7]) - TODAY.month))

    assert months == [1, 1, 3, 3]
    sent = await mailroom.mail(member)
    assert [material for purpose, material, _ in sent if purpose == "education"] == [
        material.code for material in rotation("asthma")[:4]
    ]
    assert [material for purpose, material, _ in sent if purpose == "action_plan"] == ["asthma-action-plan"]


async def test_a_household_gets_one_copy_and_the_next_time_the_next_material(mailroom: Mailroom) -> None:
    siblings = [await mailroom.member(household="H1") for _ in range(2)]
    neighbour = await mailroom.member()
    for member in (*siblings, neighbour):
        await mailroom.due(member)
    job = await mailroom.mailing()
    assert job["outcomes"] == {"education.printed": 2, "education.covered_by_household": 1}

    for member in siblings:
        await mailroom.due(member)
    await mailroom.mailing()
    assert [await mailroom.mail(member) for member in siblings] == [
        [("education", FIRST, "printed"), ("education", SECOND, "printed")],
        [("education", FIRST, "covered_by_household"), ("education", SECOND, "covered_by_household")],
    ]


async def test_a_confidential_address_stands_outside_the_household_and_wins(mailroom: Mailroom) -> None:
    siblings = [await mailroom.member(household="H1") for _ in range(2)]
    await mailroom.program.raw.execute(
        "insert into contact_preferences (member_id, confidential_address, updated_at) values ($1, $2, now())",
        siblings[1],
        OTHER_ADDRESS,
    )
    for member in siblings:
        await mailroom.due(member)
    job = await mailroom.mailing()

    assert job["outcomes"] == {"education.printed": 2}
    rows = await mailroom.print_file(job["id"])
    assert {row["line_1"]: row["neutral_envelope"] for row in rows} == {"1 Elm St": "no", "2 Oak St": "yes"}


async def test_who_has_had_everything_within_the_year_gets_nothing_new_and_stays_on_the_list(
    mailroom: Mailroom,
) -> None:
    member = await mailroom.member()
    for _ in rotation("asthma"):
        await mailroom.due(member)
        await mailroom.mailing()
    await mailroom.due(member)

    assert (await mailroom.mailing())["outcomes"] == {"education.nothing_new": 1}
    assert (await mailroom.program.enrolment(member))["mail_due_on"] > day(80)


async def test_the_welcome_goes_to_every_member_of_a_household(mailroom: Mailroom) -> None:
    for _ in range(2):
        await mailroom.program.enrolled("low", household="H1", address=ADDRESS)
    job = await mailroom.mailing(purposes=["welcome"])

    assert job["outcomes"] == {"welcome.printed": 2}
    assert (await mailroom.mailing())["outcomes"] == {}


async def test_who_wants_no_mail_or_has_no_address_is_held_back_and_stays_due(mailroom: Mailroom) -> None:
    silent, homeless, dead = [await mailroom.member() for _ in range(3)]
    await mailroom.program.opt_out(silent, "channel:mail")
    await mailroom.program.change(homeless, address=None)
    for member in (silent, homeless, dead):
        await mailroom.due(member)
    await mailroom.program.change(dead, deceased_on=day(-1))

    preview = (await mailroom.program.post("/mailings/preview", {})).json()
    assert preview["due"]["education"] == 2
    assert preview["held_back"] == {"opted_out": 1, "no_address": 1, "returned": 0}
    assert (await mailroom.mailing())["outcomes"] == {}
    await mailroom.program.change(homeless, address=ADDRESS)
    assert (await mailroom.mailing())["outcomes"] == {"education.printed": 1}


async def test_scenario_10_mail_goes_on_while_a_case_manager_leads(mailroom: Mailroom) -> None:
    member = await mailroom.member("high", disease="diabetes")
    await mailroom.program.tell_lead(member, lead_open=True)
    await mailroom.due(member)
    job = await mailroom.mailing()
    issue = {"issue": "autumn", "title": {"en": "Autumn"}, "articles": [{"heading": {"en": "A"}, "text": {"en": "B"}}]}
    newsletter = await mailroom.finished(await mailroom.program.post("/newsletters", issue))

    assert job["outcomes"] == {"education.printed": 1, "action_plan.printed": 1}
    assert newsletter["outcomes"] == {"newsletter.printed": 1}


async def test_scenario_28_a_requested_leaflet_ships_at_once_and_moves_nothing(mailroom: Mailroom) -> None:
    member = await mailroom.member("low", language="es")
    before = (await mailroom.program.enrolment(member))["mail_due_on"]
    body = {"material": "asthma-inhaler", "requested_via": "nurse_line_24h"}
    asked = await mailroom.program.post(f"/members/{member}/material-requests", body)

    assert (asked.status_code, asked.json()["language"]) == (201, "es")
    assert day(7) <= asked.json()["ship_by"] <= day(12)  # five business days
    again = await mailroom.program.post(f"/members/{member}/material-requests", body)
    assert (again.status_code, again.json()["type"]) == (409, "urn:harmony:problem:already-requested")

    job = await mailroom.mailing(purposes=["request"])
    assert job["outcomes"] == {"request.printed": 1}
    shipped = (await mailroom.program.get(f"/members/{member}/material-requests")).json()["items"][0]
    assert (shipped["shipped_on"], shipped["item_id"] is not None) == (day(0), True)
    assert (await mailroom.program.enrolment(member))["mail_due_on"] == before

    await mailroom.due(member)
    await mailroom.mailing()
    assert ("education", FIRST, "printed") in await mailroom.mail(member)


async def test_who_opted_out_may_ask_for_material_and_the_dead_get_none(mailroom: Mailroom) -> None:
    member = await mailroom.member()
    await mailroom.program.opt_out(member, "all_dm")
    body = {"material": "diabetes-a1c", "requested_via": "portal"}
    assert (await mailroom.program.post(f"/members/{member}/material-requests", body)).status_code == 201
    assert (await mailroom.mailing())["outcomes"] == {"request.printed": 1}

    await mailroom.program.change(member, deceased_on=day(0))
    assert (await mailroom.program.post(f"/members/{member}/material-requests", body)).status_code == 409
    unknown = await mailroom.program.post(f"/members/{member}/material-requests", {**body, "material": "x"})
    assert unknown.status_code in (409, 422)
    assert (await mailroom.program.post(f"/members/{new_id()}/material-requests", body)).status_code == 404


async def test_open_requests_stand_in_the_order_in_which_they_must_ship(mailroom: Mailroom) -> None:
    members = [await mailroom.member() for _ in range(3)]
    for member in members:
        body = {"material": "asthma-basics", "requested_via": "portal"}
        await mailroom.program.post(f"/members/{member}/material-requests", body)
    await mailroom.program.raw.execute(
        "update material_requests set ship_by = $2 where member_id = $1", members[2], TODAY.replace(year=2020)
    )

    page = (await mailroom.program.get("/material-requests?limit=2")).json()
    rest = (await mailroom.program.get(f"/material-requests?limit=2&cursor={page['next']}")).json()
    listed = [item["member_id"] for item in page["items"] + rest["items"]]
    assert listed == [str(member) for member in (members[2], members[0], members[1])]
    assert [item["late"] for item in page["items"]] == [True, False]


async def test_a_killed_mailing_goes_on_where_it_stood_and_repeats_nothing(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "BATCH", 2)
    members = [await mailroom.member() for _ in range(5)]
    for member in members:
        await mailroom.due(member)
    await mailroom.program.post("/mailings", {"purposes": ["education"]})
    await deliveries.work_on_deliveries(mailroom.program.services)

    async def dies(*_: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(delivery_jobs, "advance_job", dies)
        with pytest.raises(ConnectionError):
            await deliveries.work_on_deliveries(mailroom.program.services)
    await mailroom.work()

    assert [len(await mailroom.mail(member)) for member in members] == [1] * 5
    job = (await mailroom.program.get("/mailings")).json()["items"][0]
    assert (job["status"], job["done"], job["outcomes"]) == ("finished", 5, {"education.printed": 5})


async def test_a_newsletter_goes_once_to_each_household_that_is_enrolled(mailroom: Mailroom) -> None:
    for household in ("H1", "H1", None):
        await mailroom.member("low", household=household)
    stranger = await mailroom.program.member(address=ADDRESS)
    body = {
        "issue": "2026-spring",
        "title": {"en": "Spring", "es": "Primavera"},
        "articles": [{"heading": {"en": "Pollen", "es": "Polen"}, "text": {"en": "Shut windows.", "es": "Cierre."}}],
    }
    started = await mailroom.program.post("/newsletters", body)
    job = await mailroom.finished(started)

    assert job["outcomes"] == {"newsletter.printed": 2, "newsletter.covered_by_household": 1}
    assert await mailroom.mail(stranger) == []
    again = await mailroom.program.post("/newsletters", body)
    assert (again.status_code, again.json()["type"]) == (409, "urn:harmony:problem:newsletter-taken")
    half = {**body, "issue": "x", "articles": [{"heading": {"en": "Pollen"}, "text": {"en": "Shut windows."}}]}
    assert (await mailroom.program.post("/newsletters", half)).json()["errors"][0]["pointer"] == "/articles/0"


async def test_after_two_returns_nothing_goes_to_the_address_until_it_changes(mailroom: Mailroom) -> None:
    member = await mailroom.member()
    states = []
    for _ in range(2):
        await mailroom.due(member)
        await mailroom.mailing()
        item = (await mailroom.program.get(f"/members/{member}/mail")).json()["items"][0]
        body = {"item_id": item["id"], "reason": "moved"}
        for _ in range(2):  # the same piece comes back once
            answer = await mailroom.program.post(f"/members/{member}/returned-mail", body)
        states.append((answer.json()["returns"], answer.json()["suppressed"]))
    assert states == [(1, False), (2, True)]

    await mailroom.due(member)
    assert (await mailroom.program.post("/mailings/preview", {})).json()["held_back"]["returned"] == 1
    assert (await mailroom.mailing())["outcomes"] == {}
    await mailroom.program.change(member, address=OTHER_ADDRESS)
    assert (await mailroom.mailing())["outcomes"] == {"education.printed": 1}
    stranger = {"item_id": str(new_id()), "reason": "moved"}
    assert (await mailroom.program.post(f"/members/{member}/returned-mail", stranger)).status_code == 404


async def test_the_pieces_of_a_mailing_can_be_listed_by_what_became_of_them(mailroom: Mailroom) -> None:
    for _ in range(2):
        await mailroom.due(await mailroom.member(household="H1"))
    job = await mailroom.mailing()

    covered = (await mailroom.program.get(f"/mailings/{job['id']}/items?status=covered_by_household")).json()
    assert [item["material"] for item in covered["items"]] == [FIRST]
    for address in ("", "/items", "/print-file"):
        assert (await mailroom.program.get(f"/mailings/{new_id()}{address}")).status_code == 404


async def test_others_start_no_mailing(mailroom: Mailroom) -> None:
    answers = await asyncio.gather(
        *(
            mailroom.program.client.post(f"/disease/v1/{name}", json={}, headers=bearer("provider"))
            for name in ("mailings", "mailings/preview")
        )
    )
    assert [answer.status_code for answer in answers] == [403, 403]


async def test_materials_are_listed_by_disease_tier_and_language(program: Program) -> None:
    items = (await program.get("/materials?disease=asthma&tier=low&language=es")).json()["items"]

    codes = [item["code"] for item in items]
    assert "asthma-basics" in codes
    assert "asthma-action-plan" not in codes
    assert {words["language"] for item in items for words in item["words"]} == {"es"}
    assert items[0]["links"][0]["publisher"] == "MedlinePlus Connect"
