"""Every version of a member is announced to the three other services, by the request or by the import that made it."""

from typing import Any
from uuid import UUID

import httpx
import orjson

from plans.use_cases.tell_of_older_members import tell_of_older_members
from shared.runtime.work import Services
from shared.schema.members import MemberNotice
from tests.api.plans.test_members import a_member
from tests.support.databases import PinnedDatabase
from tests.support.identities import case_manager
from tests.support.import_files import NDJSON, NEIGHBOURS, as_ndjson, imported

MEMBERS = "/plans/v1/members"
WHERE_AND_WHO = {
    "address": {"lines": ["12 Elm Street"], "city": "Tulsa", "state": "OK", "postal_code": "74103"},
    "household": "elm-street-12",
    "primary_care_npi": "1234567893",
    "coverage": [{"program": "advantage", "start": "2018-01-01", "end": None, "pharmacy": False}],
}


async def told(database: PinnedDatabase) -> list[Any]:
    return list(
        await database.raw.fetch(
            "select key, method, url, payload from outbox where topic like '%member_changed' order by id"
        )
    )


def a_notice(message: Any) -> MemberNotice:
    payload = message["payload"]
    return MemberNotice.model_validate_json(payload if isinstance(payload, str) else orjson.dumps(payload))


async def test_a_member_keeps_where_they_live_and_who_treats_them(plans: httpx.AsyncClient) -> None:
    made = await plans.post(MEMBERS, json=a_member(**WHERE_AND_WHO), headers=case_manager())
    read = (await plans.get(made.headers["Location"], headers=case_manager())).json()
    assert {name: read[name] for name in WHERE_AND_WHO} == WHERE_AND_WHO


async def test_a_new_and_a_changed_member_are_told_to_each_neighbour_under_a_key_of_its_own(
    plans: httpx.AsyncClient, plans_database: PinnedDatabase
) -> None:
    made = await plans.post(MEMBERS, json=a_member(**WHERE_AND_WHO), headers=case_manager())
    member_id = made.json()["id"]
    headers = {**case_manager(), "If-Match": '"1"'}
    changed = await plans.patch(made.headers["Location"], json={"household": None, "tty": True}, headers=headers)
    assert changed.status_code == 200, changed.text

    messages = await told(plans_database)
    assert [(message["method"], message["url"]) for message in messages] == 2 * [
        ("PUT", f"http://authorization.invalid/authorization/v1/members/{member_id}"),
        ("PUT", f"http://127.0.0.1:8003/casemanagement/v1/members/{member_id}"),
        ("PUT", f"http://127.0.0.1:8004/disease/v1/members/{member_id}"),
    ]
    keys = [message["key"] for message in messages]
    assert keys[:3] == keys[3:]
    assert len({*keys}) == 3
    notices = [a_notice(message) for message in messages]
    assert [(notice.version, notice.household, notice.tty) for notice in notices] == [
        *3 * [(1, "elm-street-12", False)],
        *3 * [(2, None, True)],
    ]
    assert notices[0].coverage[0].pharmacy is False


async def test_an_import_tells_of_new_and_changed_members_and_not_of_known_ones(
    plans: httpx.AsyncClient, plans_database: PinnedDatabase
) -> None:
    kept = await plans.post(MEMBERS, json=a_member(medicaid_id="M-KEPT"), headers=case_manager())
    moved = await plans.post(MEMBERS, json=a_member(medicaid_id="M-MOVED"), headers=case_manager())
    before = await told(plans_database)
    rows = (
        {**a_member(medicaid_id="M-NEW"), **WHERE_AND_WHO},
        {**a_member(medicaid_id="M-MOVED"), "county": "Osage"},
        {name: kept.json()[name] for name in ("medicaid_id", "given_name", "family_name", "birth_date")},
    )

    await imported(plans, plans_database, "members", as_ndjson(*rows), NDJSON)

    messages = (await told(plans_database))[len(before) :]
    notices = [a_notice(message) for message in messages]
    assert sorted((notice.medicaid_id, notice.version, notice.county) for notice in notices) == [
        *2 * [("M-MOVED", 2, "Osage")],
        *2 * [("M-NEW", 1, "Tulsa")],
    ]
    of_moved = {message["url"]: message["key"] for message in before if moved.json()["id"] in message["url"]}
    again = {message["url"]: message["key"] for message in messages if message["url"] in of_moved}
    assert again.items() <= of_moved.items()
    assert {UUID(message["url"].rpartition("/")[2]).version for message in messages} == {7}


async def test_an_import_of_members_that_are_known_tells_nobody(
    plans: httpx.AsyncClient, plans_database: PinnedDatabase
) -> None:
    content = as_ndjson(a_member(medicaid_id="M1"), a_member(medicaid_id="M2"))
    await imported(plans, plans_database, "members", content, NDJSON)
    first = len(await told(plans_database))

    await imported(plans, plans_database, "members", content, NDJSON)

    assert len(await told(plans_database)) == first == 4


async def test_members_from_before_are_told_of_once(plans: httpx.AsyncClient, plans_database: PinnedDatabase) -> None:
    made = [
        (await plans.post(MEMBERS, json=a_member(medicaid_id=f"M-{number}"), headers=case_manager())).json()["id"]
        for number in range(3)
    ]
    before = await told(plans_database)
    await plans_database.raw.execute("insert into members_to_tell select id from members")
    services = Services(plans_database, {}, "America/Chicago", wake=lambda: None)

    for _ in range(2):
        assert await tell_of_older_members(services, NEIGHBOURS) is False

    messages = (await told(plans_database))[len(before) :]
    assert sorted(message["url"].rpartition("/")[2] for message in messages) == sorted(2 * made)
    assert {a_notice(message).version for message in messages} == {1}
    assert {message["key"] for message in messages} <= {message["key"] for message in before}
