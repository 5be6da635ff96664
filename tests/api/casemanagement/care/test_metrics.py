"""The figures are those that somebody gets who reads every row by hand, and each says what it is."""

import csv
import io
from datetime import UTC, datetime, time
from typing import Any

import pytest

from casemanagement.api.metrics import MetricsRead
from casemanagement.domain.measures import MEASURES
from tests.api.casemanagement.care.counted_by_hand import FIRST, LAST, Rows, by_hand
from tests.api.casemanagement.care.nurses import Nurses
from tests.api.casemanagement.office import BASE, CHIEF, PHYSICIAN, TRUSTED_NURSE, Person, today

PERIOD: dict[str, Any] = {"from": str(FIRST), "to": str(LAST)}


async def read(nurses: Nurses, **query: Any) -> dict[str, Any]:
    body = await nurses.get("/metrics", CHIEF, **PERIOD, **query)
    MetricsRead.model_validate(body)
    return body


def figures(body: dict[str, Any], group: str) -> dict[str, tuple[int, int] | str | None]:
    shown: dict[str, tuple[int, int] | str | None] = {}
    for measure in body["measures"]:
        (figure,) = [figure for figure in measure["groups"] if figure["group"] == group]
        counted = (figure["count"], figure["of"])
        shown[measure["measure"]] = figure["value"] if measure["unit"] == "days" else counted
    return shown


async def test_every_figure_is_that_of_counting_by_hand(nurses: Nurses) -> None:
    rows = Rows()
    await rows.store(nurses)

    whole = await read(nurses)
    lead = await read(nurses, program="lead")
    programs = await read(nurses, by="program")
    levels = await read(nurses, by="level")
    languages = await read(nurses, by="language")

    assert figures(whole, "all") == by_hand(rows.cases)
    assert set(by_hand(rows.cases)) == {measure.code for measure in MEASURES}
    only_lead = by_hand([case for case in rows.cases if case["program"] == "lead"])
    assert figures(lead, "all") == figures(programs, "lead") == only_lead
    assert figures(levels, "none") == by_hand([case for case in rows.cases if case["level"] is None])
    assert figures(languages, "es") == by_hand([case for case in rows.cases if case["language"] == "es"])
    assert all(of for figure in by_hand(rows.cases).values() if isinstance(figure, tuple) for of in figure[1:])


async def test_a_figure_says_what_it_is_and_what_is_not_held_is_said_too(nurses: Nurses) -> None:
    body = await read(nurses)

    assert [measure["measure"] for measure in body["measures"]] == [measure.code for measure in MEASURES]
    assert all(measure["numerator"] and measure["denominator"] and measure["formula"] for measure in body["measures"])
    assert all(measure["citation"]["section"] for measure in body["measures"])
    assert {figure["value"] for measure in body["measures"] for figure in measure["groups"]} == {None}
    assert len(body["not_held"]) == 6


async def test_without_a_period_the_figures_are_those_of_this_year(nurses: Nurses) -> None:
    await nurses.put("active", eligible_at=datetime.combine(today(), time(18), UTC))

    bare = await nurses.get("/metrics", CHIEF)
    until = await nurses.get("/metrics", CHIEF, to=str(LAST))

    assert (bare["from"], bare["to"]) == (f"{today().year}-01-01", str(today()))
    assert figures(bare, "all")["enrolment_rate"] == (1, 1)
    assert (until["from"], until["to"]) == (f"{LAST.year}-01-01", str(LAST))


async def test_confidential_programs_are_counted_without_their_name_for_others(nurses: Nurses) -> None:
    at = datetime(2026, 2, 1, 12, tzinfo=UTC)
    for program, confidential in (("lead", False), ("complex_hiv", True), ("prenatal", True), ("prenatal", False)):
        await nurses.put("active", eligible_at=at, program=program, confidential=confidential)

    async def counted(who: Person, **query: Any) -> dict[str, int]:
        body = await nurses.get("/metrics", who, **PERIOD, **query)
        return {figure["group"]: figure["of"] for figure in body["measures"][0]["groups"]}

    assert await counted(CHIEF, by="program") == {"confidential": 2, "lead": 1, "prenatal": 1}
    assert await counted(TRUSTED_NURSE, by="program") == {"complex_hiv": 1, "lead": 1, "prenatal": 2}
    assert await counted(CHIEF) == await counted(TRUSTED_NURSE) == {"all": 4}
    for program, shown in (("complex_hiv", 0), ("prenatal", 1)):
        assert await counted(CHIEF, program=program) == {"all": shown}
    assert await counted(TRUSTED_NURSE, program="complex_hiv") == {"all": 1}


async def test_the_same_figures_as_csv(nurses: Nurses) -> None:
    await nurses.put("active", eligible_at=datetime(2026, 2, 1, 12, tzinfo=UTC))

    answer = await nurses.client.get(f"{BASE}/metrics", params=PERIOD, headers={**CHIEF, "Accept": "text/csv"})

    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(lines) == len(MEASURES)
    (enrolment,) = [line for line in lines if line["measure"] == "enrolment_rate"]
    assert (enrolment["count"], enrolment["of"], enrolment["value"]) == ("1", "1", "1.0000")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [({"to": "2026-01-01"}, "/query/to"), ({"from": "1990-01-01"}, "/query/to"), ({"program": "x"}, "/query/program")],
)
async def test_a_period_that_is_none_is_refused(nurses: Nurses, changes: dict[str, Any], pointer: str) -> None:
    query: dict[str, Any] = {**PERIOD, **changes}
    refused = await nurses.get("/metrics", CHIEF, 422, **query)

    assert refused["errors"][0]["pointer"] == pointer


async def test_the_figures_are_for_who_works_with_cases(nurses: Nurses) -> None:
    await nurses.get("/metrics", PHYSICIAN, 403, **PERIOD)
