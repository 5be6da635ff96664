"""The story of `harmony demo`, told once, and what it leaves behind; then the command itself."""

import asyncio
import os
import sys
from collections import Counter
from io import StringIO
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from rich.console import Console

from harmony.demo import case_management, disease, service_plans
from harmony.demo.narrator import Narrator
from harmony.demo.service_plans.scene import DANA, OMAR, PLANS, REQUESTS, SANA, Scene
from harmony.demo.teller import StoryBroken, Teller
from harmony.keys import HOME_VARIABLE
from harmony.running import Harmony
from tests.journeys.journey import Json

NOBODY_LISTENS = "http://127.0.0.1:9"


class Told:
    """A story that was told, and its text."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.text = StringIO()
        self.teller = Teller(client, Narrator(Console(file=self.text, width=300)))
        self.scene = Scene(self.teller)

    async def tell(self) -> "Told":
        self.scene = await service_plans.tell(self.teller)
        return self

    async def read(self, path: str) -> Json:
        return (await self.teller.read(SANA, path)).body

    async def audited(self, service: str, subject: str) -> list[Json]:
        log = await self.teller.read(OMAR, f"/{service}/v1/audit?subject={subject}&limit=100")
        return [entry for entry in log.body["items"][::-1] if entry["kind"] == "change"]


@pytest_asyncio.fixture(scope="session")
async def told(client: httpx.AsyncClient) -> Told:
    return await Told(client).tell()


async def test_all_eight_steps_are_told_with_what_was_found_and_quoted(told: Told) -> None:
    text = told.text.getvalue()

    assert all(f"{number}. " in text for number in range(1, 9))
    assert "PATCH /plans/v1/service-plans/…" in text
    assert "CS-03 (error) The units of authorized T1019 cannot be changed." in text
    assert "“Once a service is authorized on a plan, the CM should not make changes to the service code" in text
    assert "775" in text
    assert "2160" in text


async def test_each_line_has_the_result_that_was_decided(told: Told) -> None:
    plan = await told.read(f"{PLANS}/{told.scene.plan['id']}")

    assert plan["status"] == "partially_authorized"
    assert [(line["service_code"], line["status"], line["units"], line["total"]) for line in plan["lines"]] == [
        ("T1019", "superseded", 48, 775),
        ("T1016", "authorized", 175, 175),
        ("T1002", "authorized", 10, 10),
        ("T1019", "authorized", 56, 2016),
        ("UB120", "authorized", 1, 10),
        ("S5170", "not_authorized", 1, 252),
    ]  # fmt: skip
    old, new = plan["lines"][0], plan["lines"][3]
    assert new["supersedes"] == old["id"]
    assert new["decision"]["requested"]["units"] == 60
    assert new["decision"]["outcome"] == "modified"


async def test_what_was_granted_has_a_number_and_the_refused_line_none(told: Told) -> None:
    plan = await told.read(f"{PLANS}/{told.scene.plan['id']}")
    issued = (await told.read(f"/authorization/v1/authorizations?plan_id={plan['id']}"))["items"]

    numbers = {line["id"]: line["authorization_number"] for line in plan["lines"] if line["authorization_number"]}
    assert numbers == {one["line_id"]: one["number"] for one in issued}
    assert {one["service_code"]: one["status"] for one in issued} == {"T1019": "active", "UB120": "active"}
    assert all(one["number"].startswith("25") for one in issued)
    assert len({one["number"] for one in issued}) == 2


async def test_nothing_arrived_twice(told: Told) -> None:
    requests = (await told.read(f"{REQUESTS}?plan_id={told.scene.plan['id']}&status=decided"))["items"]
    plan_log = await told.audited("plans", told.scene.plan["id"])
    request_log = await told.audited("authorization", told.scene.request["id"])

    assert len(requests) == 1
    assert (await told.read(f"{REQUESTS}?plan_id={told.scene.plan['id']}"))["items"] == []
    for log in (plan_log, request_log):
        actions = Counter(entry["action"] for entry in log)
        assert {
            actions[action] for action in ("approved", "lines_decided", "received", "decided") if action in actions
        } == {1}
    told_of = [entry["after"]["detail"]["decision_id"] for entry in plan_log if entry["action"] == "lines_decided"]
    assert told_of == [told.scene.request["decision"]["id"]]


async def test_the_log_says_who_in_which_role_and_by_which_rules(told: Told) -> None:
    by_action = {entry["action"]: entry for entry in await told.audited("plans", told.scene.plan["id"])}

    assert (by_action["approved"]["actor"], by_action["approved"]["roles"]) == ("ruth.okafor", ["cm_supervisor"])
    assert {"SR-01", "DC-02", "PR-01", "PR-02", "PR-06"} == set(by_action["submitted"]["rule_ids"])
    assert by_action["lines_decided"]["actor"] == "service:authorization"
    received = (await told.audited("authorization", told.scene.request["id"]))[0]
    assert (received["action"], received["actor"]) == ("received", "service:plans")


async def test_denying_the_priority_kept_the_receipt_time(told: Told) -> None:
    request = await told.read(f"{REQUESTS}/{told.scene.request['id']}")

    submitted_at, approved_at = request["submitted_at"], told.scene.plan["review"]["at"]
    assert submitted_at < approved_at < request["received_at"] < request["priority_accepted_at"] < request["decided_at"]
    assert [line["priority"] and line["priority"]["status"] for line in request["lines"]] == [
        None, None, None, "denied", "accepted", "denied"]  # fmt: skip


async def test_the_reassessment_waits_as_a_draft(told: Told) -> None:
    plans = (await told.read(f"{PLANS}?member_id={told.scene.member['id']}"))["items"]

    assert {(plan["type"], plan["status"]) for plan in plans} == {
        ("reassessment", "draft"), ("initial", "partially_authorized")}  # fmt: skip


async def test_the_story_can_be_told_again_on_the_same_system(told: Told, client: httpx.AsyncClient) -> None:
    again = await Told(client).tell()

    assert again.scene.run > told.scene.run
    assert again.scene.member["medicaid_id"] != told.scene.member["medicaid_id"]
    assert again.scene.plan["id"] != told.scene.plan["id"]


async def test_a_story_that_goes_otherwise_breaks_off_with_a_sentence(client: httpx.AsyncClient) -> None:
    teller = Told(client).teller
    call = f"GET {PLANS}/{uuid4()}"
    teller.step(2, "A plan that is not there")

    with pytest.raises(StoryBroken, match=r"Step 2: GET .* answered 404, not 200 as in the story\. There is no such"):
        await teller.ask(DANA, "reads it", call)
    with pytest.raises(StoryBroken, match=r"what GET .* found is nothing, not CS-03 as in the story"):
        await teller.ask(DANA, "reads it", call, status=404, rules=("CS-03",))


async def demo(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Exit status and both outputs of the command; Harmony goes on serving in our loop meanwhile."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "harmony", "demo", *arguments, env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_the_command_tells_the_story_on_the_system_that_runs(harmony: Harmony) -> None:
    status, out, err = await demo("--url", harmony.origin)

    assert (status, err) == (0, "")
    assert f"The story is told on {harmony.origin}." in out
    assert out.rstrip().endswith("Every answer was what the story says.")


async def test_the_command_starts_a_system_of_its_own_where_none_answers_and_removes_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("own")
    status, out, err = await demo("--url", NOBODY_LISTENS, TMPDIR=str(folder))

    assert (status, err) == (0, "")
    assert f"No Harmony answers at {NOBODY_LISTENS}, so a temporary one is started." in out
    assert out.rstrip().endswith("Every answer was what the story says.")
    assert list(folder.iterdir()) == []


async def test_the_command_says_when_the_system_knows_another_key(harmony: Harmony, tmp_path: Path) -> None:
    status, _, err = await demo("--url", harmony.origin, **{HOME_VARIABLE: str(tmp_path)})

    assert status == 1
    assert err.startswith("harmony: ")
    assert "refuses the token of this machine's development key" in err
    assert "Traceback" not in err


async def test_an_unknown_story_is_refused() -> None:
    status, out, err = await demo("fairy-tale")

    assert (status, out) == (1, "")
    assert err == "harmony: There is no story fairy-tale. The stories are: service-plans, case-management, disease.\n"


async def test_the_story_of_case_management_is_told_to_its_end(client: httpx.AsyncClient) -> None:
    text = StringIO()
    scene = await case_management.tell(Teller(client, Narrator(Console(file=text, width=300))))

    assert all(f"{number}. " in text.getvalue() for number in range(1, 7))
    assert "G80: 4 of 5, “80% of goals are met”" in text.getvalue()
    assert {name: member["given_name"] for name, member in scene.members.items()} == {
        "Leo": "Leo",
        "Mia": "Mia",
        "Grace": "Grace",
    }
    assert scene.case["state"] == "identified"


async def test_the_story_of_disease_management_is_told_to_its_end(client: httpx.AsyncClient) -> None:
    text = StringIO()
    await disease.tell(Teller(client, Narrator(Console(file=text, width=300))))

    told = text.getvalue()
    assert all(f"{number}. " in told for number in range(1, 6))
    assert all(rule in told for rule in ("A-VH4", "D-M1", "D-H1", "R21-HOURS", "R12"))
