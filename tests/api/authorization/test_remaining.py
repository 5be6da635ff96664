"""What is left is what is authorized less what was used, whatever is reported, corrected, decided and appealed."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.authorization.appellants import appeal, decide, notice_of
from tests.api.authorization.office import OPERATIONS, PLANS, REVIEWER, Office, authorized
from tests.api.authorization.running_year import START, TODAY, in_days, running
from tests.api.authorization.test_appeals_in_place import a_change

AUTHORIZATIONS = "/authorization/v1/authorizations"
YEARLY = {"service_code": "T1016", "units": 40, "frequency": "year", "total": 40}

days = st.integers(min_value=-3, max_value=101).map(lambda offset: START + timedelta(days=offset))
delivered = st.dictionaries(days, st.integers(min_value=0, max_value=15), min_size=1, max_size=3)
which = st.integers(min_value=0, max_value=9)
steps = st.one_of(
    st.tuples(st.just("report"), which, delivered),
    st.tuples(st.just("report"), which, delivered),
    st.tuples(st.just("correct"), which, delivered),
    st.tuples(st.just("repeat"), which, st.none()),
    st.tuples(st.just("change"), which, st.integers(min_value=1, max_value=60)),
    st.tuples(st.just("appeal"), st.booleans(), st.sampled_from(["upheld", "overturned", "withdrawn"])),
    st.tuples(st.just("end"), which, st.integers(min_value=0, max_value=60)),
)


@dataclass
class Line:
    """A line of the office, and what a careful clerk would have written down about it."""

    office: Office
    line: dict[str, Any]
    submission: dict[str, Any]
    reports: dict[str, tuple[dict[date, int], str]] = field(default_factory=dict)
    corrected: set[str] = field(default_factory=set)
    notice: str | None = None

    async def authorizations(self) -> list[dict[str, Any]]:
        query = {"plan_id": self.submission["plan_id"], "limit": 100}
        answer = await self.office.client.get(AUTHORIZATIONS, params=query, headers=REVIEWER)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def live(self) -> dict[str, Any]:
        (only,) = [one for one in await self.authorizations() if one["status"] != "replaced"]
        return only

    @property
    def counted(self) -> list[dict[date, int]]:
        return [by_day for report_id, (by_day, _) in self.reports.items() if report_id not in self.corrected]

    async def send(self, report_id: str, by_day: dict[date, int], number: str, corrects: str | None = None) -> int:
        units = [{"delivered_on": str(day), "units": count} for day, count in by_day.items()]
        body = {"report_id": report_id, "days": units, "corrects": corrects}
        address = f"{AUTHORIZATIONS}/{number}/utilization"
        return (await self.office.client.post(address, json=body, headers=OPERATIONS)).status_code

    async def report(self, by_day: dict[date, int], corrects: str | None) -> None:
        live, report_id = await self.live(), str(uuid4())
        takes_back = sum(self.reports[corrects][0].values()) if corrects else 0
        within = all(live["start"] <= str(day) <= live["end"] and day <= TODAY for day in by_day)
        fits = sum(by_day.values()) <= live["units_remaining"] + takes_back

        status = await self.send(report_id, by_day, live["number"], corrects)

        expected = within and fits and corrects not in self.corrected
        assert status == (201 if expected else 409), (by_day, live, corrects)
        if status == 201:
            self.reports[report_id] = (by_day, live["number"])
            if corrects:
                self.corrected.add(corrects)

    async def decided(self, **terms: Any) -> None:
        """A change in place, or an end, that the reviewer grants if the rules let them."""
        changed, follow_up = a_change(self.line, self.submission, **terms)
        request = (await self.office.post("", follow_up, PLANS)).json()
        await self.office.claim(request["id"])
        outcome = authorized(changed, advance_notice_exception="written_request")
        answer = await self.office.decide(request["id"], outcome)
        assert answer.status_code in (200, 409), answer.text
        if answer.status_code == 200:
            self.notice = await notice_of(self.office, request)

    async def appealed(self, continuation: bool, outcome: str) -> None:
        if self.notice is None:
            return
        filed = await appeal(self.office, self.notice, continuation=continuation)
        if filed.status_code == 201:
            answer = await decide(self.office, filed.json()["id"], outcome)
            assert answer.status_code == 200, answer.text

    async def take(self, name: str, first: Any, second: Any) -> None:
        known = list(self.reports)
        match name:
            case "report":
                await self.report(second, None)
            case "correct" if known:
                await self.report(second, known[first % len(known)])
            case "repeat" if known:
                report_id = known[first % len(known)]
                by_day, number = self.reports[report_id]
                corrects = None
                if report_id not in self.corrected and first % 2:
                    corrects = "another"  # the same id with other content
                assert await self.send(report_id, by_day, number, corrects) in (200, 409)
            case "change":
                await self.decided(units=second)
            case "end":
                await self.decided(action="end", end=str(in_days(second)), reason="end")
            case "appeal":
                await self.appealed(first, second)

    async def check(self) -> None:
        all_of_them = await self.authorizations()
        live = await self.live()
        used = sum(sum(by_day.values()) for by_day in self.counted)
        through = [day for by_day in self.counted for day, units in by_day.items() if units]
        assert live["units_used"] == used
        assert live["units_remaining"] == live["units_authorized"] - used >= 0
        assert live["delivered_through"] == (str(max(through)) if through else None)
        assert live["first_delivered_on"] == (str(min(through)) if through else None)
        assert all(one["units_remaining"] == 0 for one in all_of_them if one["status"] == "replaced")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=st.lists(steps, min_size=1, max_size=12))
async def test_remaining_is_authorized_less_used_after_every_step(office: Office, taken: list[tuple[Any, ...]]) -> None:
    line, submission = await running(office, **YEARLY)
    clerk = Line(office, line, submission)

    for step in taken:
        await clerk.take(*step)
        await clerk.check()


async def test_reports_and_a_change_in_place_at_once_lose_no_unit(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    line, submission = await running(office, **YEARLY)
    clerk = Line(office, line, submission)
    number = (await clerk.live())["number"]
    bodies = [{TODAY: 3} for _ in range(10)]

    statuses, _ = await asyncio.gather(
        asyncio.gather(*(clerk.send(f"R{place}", by_day, number) for place, by_day in enumerate(bodies))),
        clerk.decided(units=60),
    )

    live = await clerk.live()
    accepted = statuses.count(201)
    assert set(statuses) <= {201, 409}
    assert (live["units_used"], live["units_authorized"]) == (3 * accepted, 60)
    assert await connection.fetchval("select sum(units) from utilization_reports") in (None, 3 * accepted)


async def test_ten_reports_at_once_never_use_more_than_is_left(busy_office: tuple[Office, Any]) -> None:
    office, _ = busy_office
    line, submission = await running(office, **YEARLY)
    clerk = Line(office, line, submission)
    number = (await clerk.live())["number"]

    statuses = await asyncio.gather(*(clerk.send(f"R{place}", {TODAY: 7}, number) for place in range(10)))

    assert (statuses.count(201), statuses.count(409)) == (5, 5)
    live = await clerk.live()
    assert (live["units_used"], live["units_remaining"]) == (35, 5)


async def test_two_changes_of_one_line_decided_at_once_follow_each_other(busy_office: tuple[Office, Any]) -> None:
    office, connection = busy_office
    line, submission = await running(office, **YEARLY)
    clerk = Line(office, line, submission)
    await clerk.report({TODAY: 4}, None)

    await asyncio.gather(clerk.decided(units=50), clerk.decided(units=60))

    first, second, third = sorted(await clerk.authorizations(), key=lambda one: str(one["number"]))
    replaced = {one["number"]: one["replaced_by"] for one in (first, second, third)}
    assert sorted(replaced.values(), key=str) == sorted([second["number"], third["number"], None], key=str)
    assert (await clerk.live())["units_used"] == 4
    assert await connection.fetchval("select count(*) from decisions") == 3
