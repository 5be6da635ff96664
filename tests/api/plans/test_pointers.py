"""A dry run names the member that cannot be read, however deep it lies."""

import copy

import httpx

from plans.api.dry_run_example import DRY_RUN_EXAMPLE
from tests.support.identities import bearer
from tests.support.refusals import pointers, refused


async def test_the_dry_run_points_at_the_very_member(plans: httpx.AsyncClient) -> None:
    body = copy.deepcopy(DRY_RUN_EXAMPLE)
    body["proposed"]["lines"][1]["units"] = 1.5

    answer = await plans.post("/plans/v1/service-plans/check", json=body, headers=bearer("partner"))

    assert pointers(refused(answer, 422)) == ["/proposed/lines/1/units"]
