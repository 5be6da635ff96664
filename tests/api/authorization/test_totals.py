"""What a partner states is compared, and what is authorized is computed."""

from tests.api.authorization.appellants import appeal, decide, notice_of
from tests.api.authorization.office import (
    PARTNER,
    SECOND_REVIEWER,
    Office,
    a_line,
    a_partner_submission,
    authorized,
    refused,
    rule_ids,
)

AUTHORIZATIONS = "/authorization/v1/authorizations"


async def units_authorized(office: Office) -> list[int]:
    answer = await office.client.get(AUTHORIZATIONS, headers=PARTNER)
    return [item["units_authorized"] for item in answer.json()["items"]]


async def test_un_03_a_total_that_is_too_high_is_told_and_not_authorized(office: Office) -> None:
    line = a_line(total=999_999)
    received = await office.post("", a_partner_submission(line), PARTNER)
    request = received.json()
    await office.claim(request["id"])

    decided = await office.decide(request["id"], authorized(line))

    assert (received.status_code, rule_ids(received), decided.status_code) == (201, ["UN-03"], 200)
    assert await units_authorized(office) == [2160]


async def test_un_03_nor_by_an_appeal(office: Office) -> None:
    line = a_line(total=999_999)
    request = (await office.post("", a_partner_submission(line), PARTNER)).json()
    await office.claim(request["id"])
    await office.decide(request["id"], refused(line))
    filed = await appeal(office, await notice_of(office, request))

    await decide(office, filed.json()["id"], "overturned", SECOND_REVIEWER)

    assert await units_authorized(office) == [2160]
