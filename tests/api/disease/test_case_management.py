"""R13: what is proposed to case management, once for each cause, and what stays unsaid."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from disease.api.neighbours import case_management_of
from disease.use_cases.propose_case_management import propose_case_management
from tests.api.disease.conftest import settings_for
from tests.support.cap_desk import CapDesk
from tests.support.disease_facts import new_id
from tests.support.disease_program import Program, day
from tests.support.services import common_settings, serving

COMPLEX: dict[str, Any] = {"program": "complex", "category": "complex", "level": None, "outcome": "enroll", "rules": []}
HIV = {**COMPLEX, "program": "complex_hiv"}


class Proposing:
    """Disease beside a case management that answers its dry run with these programs."""

    def __init__(self, program: Program, desk: CapDesk, origin: str, url: str) -> None:
        self.program, self.desk = program, desk
        self.finds([])
        settings = settings_for(url).model_copy(
            update={"casemanagement_url": origin, "service_key": common_settings(url)["service_key"]}
        )
        self.neighbour = case_management_of(settings)

    def finds(self, programs: list[dict[str, Any]], status: int = 200) -> None:
        self.desk.status, self.desk.answer = status, {"programs": programs}

    async def look(self) -> None:
        await self.program.raw.execute("update case_management_proposals set looked_at = null where status = 'open'")
        await propose_case_management(self.program.services, self.neighbour)

    async def referrals(self) -> list[Any]:
        rows = await self.program.raw.fetch("select payload from outbox where topic = 'case_management.referral'")
        return [row["payload"] for row in rows]

    async def statuses(self, member: UUID) -> list[str]:
        answer = await self.program.get(f"/members/{member}/case-management")
        return [proposal["status"] for proposal in answer.json()["proposals"]]


@pytest_asyncio.fixture
async def proposing(program: Program, disease_url: str) -> AsyncIterator[Proposing]:
    desk = CapDesk()
    async with serving(desk) as origin:
        yield Proposing(program, desk, origin, disease_url)


async def test_the_highest_tier_is_always_proposed_and_once(proposing: Proposing) -> None:
    member = await proposing.program.enrolled("very_high")
    for _ in range(2):
        await proposing.program.follow()
        await proposing.look()

    [referral] = await proposing.referrals()
    assert (referral["member_id"], referral["source"], referral["channel"], referral["program"]) == (
        str(member),
        "internal_data",
        "disease_management",
        None,
    )
    assert referral["reason"] == f"Asthma program: tier very high since {day(0)}."
    assert await proposing.statuses(member) == ["proposed"]
    assert proposing.desk.asked == []


async def test_r13_the_high_tier_is_proposed_when_the_criteria_of_complex_hold(proposing: Proposing) -> None:
    member = await proposing.program.enrolled("high", disease="diabetes")
    proposing.finds([COMPLEX])
    await proposing.look()

    assert [referral["program"] for referral in await proposing.referrals()] == ["complex"]
    assert proposing.desk.paths == ["/casemanagement/v1/screenings/preview"]
    assert proposing.desk.asked[0]["as_of"] == day(0)
    assert (await proposing.program.enrolment(member))["status"] == "telephonic_outreach"


@pytest.mark.parametrize("found", [[], [{**COMPLEX, "outcome": "watch"}], [HIV]])
async def test_the_high_tier_alone_is_not_and_a_confidential_program_is_never_named(
    proposing: Proposing, found: list[dict[str, Any]]
) -> None:
    member = await proposing.program.enrolled("high")
    proposing.finds(found)
    await proposing.look()

    assert await proposing.referrals() == []
    assert await proposing.statuses(member) == ["not_indicated"]
    stored = await proposing.program.raw.fetchval("select criteria::text from case_management_proposals")
    assert "hiv" not in stored


async def test_a_case_management_that_is_away_delays_and_loses_nothing(proposing: Proposing) -> None:
    member = await proposing.program.enrolled("high")
    proposing.finds([COMPLEX], status=503)
    await proposing.look()
    assert await proposing.statuses(member) == ["open"]

    proposing.finds([COMPLEX])
    await proposing.look()
    assert await proposing.statuses(member) == ["proposed"]


async def test_no_second_proposal_while_a_case_manager_leads(proposing: Proposing) -> None:
    member = await proposing.program.enrolled("high")
    await proposing.program.tell_lead(member, lead_open=True)
    proposing.finds([COMPLEX])
    await proposing.look()
    assert await proposing.statuses(member) == ["withdrawn"]

    await proposing.program.place(member, "very_high")
    await proposing.program.follow()
    await proposing.look()
    assert await proposing.statuses(member) == ["withdrawn", "withdrawn"]
    assert await proposing.referrals() == []


async def test_a_tier_that_is_reached_anew_is_proposed_anew(proposing: Proposing) -> None:
    member = await proposing.program.enrolled("high")
    await proposing.look()
    await proposing.program.place(member, "very_high")
    await proposing.program.follow()
    await proposing.look()

    assert await proposing.statuses(member) == ["proposed", "not_indicated"]


async def test_who_left_meanwhile_is_not_proposed(proposing: Proposing) -> None:
    member = await proposing.program.enrolled("very_high")
    await proposing.program.opt_out(member, "all_dm")
    await proposing.look()

    assert await proposing.statuses(member) == ["withdrawn"]
    assert (await proposing.program.get(f"/members/{new_id()}/case-management")).status_code == 404
