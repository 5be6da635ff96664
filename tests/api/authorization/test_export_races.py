"""Exports when several do it at once, and when something breaks halfway."""

import asyncio
from typing import Any

from tests.api.authorization.claims_system import (
    CLAIMS,
    EXPORTS,
    acknowledge,
    batch,
    issued,
    resend,
    seal,
)
from tests.api.authorization.office import Office, a_line
from tests.support.refusals import refused


async def test_sealing_at_once_gives_every_entry_one_place(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    await issued(office, *(a_line() for _ in range(6)))

    numbers = await asyncio.gather(*(seal(office) for _ in range(4)), issued(office), issued(office))
    rest = await seal(office)

    sealed = [number for number in (*numbers[:4], rest) if number is not None]
    assert len(set(sealed)) == len(sealed)
    counted = "select count(*), count(distinct (control_number, place)) from exports where control_number is not null"
    assert tuple(await connection.fetchrow(counted)) == (8, 8)


async def test_a_seal_that_is_killed_leaves_everything_waiting(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    await issued(office, a_line(), a_line())
    await connection.execute("alter table audit_log add constraint cut check (action <> 'batch_sealed') not valid")
    failed = await office.client.post(f"{EXPORTS}/batches", headers=CLAIMS)
    left = await connection.fetchval("select count(*) from export_batches")
    await connection.execute("alter table audit_log drop constraint cut")

    number = await seal(office)

    assert (failed.status_code, left) == (500, 0)
    assert len((await batch(office, number)).items) == 2


async def test_a_control_number_is_never_used_twice(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    await issued(office)
    first = await seal(office)
    await issued(office)
    await connection.execute("alter sequence export_control_numbers restart")

    taken = await office.client.post(f"{EXPORTS}/batches", headers=CLAIMS)
    second = await seal(office)

    assert refused(taken, 409)["type"] == "urn:harmony:problem:control-number-taken"
    assert (first, second) == (1, 2)


async def test_rejections_sent_again_at_once_go_out_once(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    await issued(office)
    number = await seal(office)
    await acknowledge(office, number, "rejected", reason="Unknown member.")

    answers = await asyncio.gather(*(resend(office, number) for _ in range(4)))

    assert sum(answer.json().get("changed", 0) for answer in answers) == 1
    assert await connection.fetchval("select count(*) from exports where control_number is null") == 1
