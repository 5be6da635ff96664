"""A member reaches each neighbour in the order of its versions; one that is away holds back none of the others."""

import httpx

from tests.support.databases import Databases
from tests.support.identities import case_manager
from tests.support.office import Office, created
from tests.support.outboxes import messages, time_passes, worker_of
from tests.support.receivers import Recorder
from tests.support.services import free_port, plans_app, serving


async def test_a_neighbour_that_is_away_holds_back_no_other_and_gets_every_version_later(databases: Databases) -> None:
    url, away = await databases.clone("plans"), free_port()
    disease, authorization, casemanagement = Recorder(), Recorder(), Recorder()
    async with (
        serving(disease) as disease_url,
        serving(authorization) as authorization_url,
        serving(
            plans_app(
                url,
                authorization_url,
                casemanagement_url=f"http://127.0.0.1:{away}",
                disease_url=disease_url,
            )
        ) as origin,
        httpx.AsyncClient(base_url=origin) as client,
        messages(url) as outbox,
        worker_of(url) as worker,
    ):
        member = await Office(client).member()
        headers = {**case_manager(), "If-Match": '"1"'}
        address = f"/plans/v1/members/{member['id']}"
        await created(await client.patch(address, json={"county": "Osage"}, headers=headers), 200)
        for _ in range(3):
            await time_passes(outbox.connection)
            await worker.deliver_due()

        told = [[notice["version"] for notice in recorder.accepted] for recorder in (disease, authorization)]
        assert told == [[1, 2], [1, 2]]
        assert await outbox.waiting()

        async with serving(casemanagement, away):
            for _ in range(2):
                await time_passes(outbox.connection)
                await worker.deliver_due()
        assert not await outbox.waiting()

    assert [notice["version"] for notice in casemanagement.accepted] == [1, 2]
    assert casemanagement.accepted == disease.accepted == authorization.accepted
