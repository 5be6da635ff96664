"""The public yearly figures equal what somebody counts by hand from the same requests."""

import csv
import io
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import mean, median
from typing import Any

import httpx
import pytest

from authorization.api.metrics import YearFigures
from authorization.app import create_app
from authorization.domain.metrics import DecidedAppeals, DecidedRequests, PartialApprovals, figures_of
from tests.api.authorization.conftest import settings_for
from tests.api.authorization.office import (
    PARTNER,
    REVIEWER,
    SECOND_REVIEWER,
    Office,
    a_line,
    a_ub120_line,
    authorized,
    modified,
    refused,
)
from tests.support.databases import PinnedDatabase

METRICS = "/authorization/v1/metrics/prior-authorization"
NEW_YEAR = datetime(2027, 1, 1, 6, tzinfo=UTC)
"""Midnight in the office, in winter."""


async def some_year(office: Office, database: PinnedDatabase) -> list[dict[str, Any]]:
    """Requests with every kind of outcome, some extended, decided around the turn of the year."""
    dice = random.Random(7)  # noqa: S311 - the same year each time
    await database.raw.execute("alter table decisions disable trigger decisions_is_append_only")
    for _ in range(24):
        lines = [a_line(), a_ub120_line()]
        held = await office.claimed(*lines, expedited=dice.random() < 0.4)
        if dice.random() < 0.4:
            body = {"days": 7, "reason": "INFORMATION_NEEDED", "text": "We wait."}
            assert (await office.post(f"/{held['id']}/extension", body, REVIEWER)).status_code == 201
        ways = (authorized, refused, lambda line: modified(line, end="2018-12-25"))
        decided = await office.decide(held["id"], *(dice.choice(ways)(line) for line in lines))
        assert decided.status_code == 200, decided.text
        at = NEW_YEAR + timedelta(hours=dice.uniform(-200, 100))
        received = at - timedelta(hours=dice.uniform(1, 300))
        update = "update requests set decided_at = $2, received_at = $3 where id = $1"
        await database.raw.execute(update, held["id"], at, received)
        await database.raw.execute("update decisions set decided_at = $2 where request_id = $1", held["id"], at)
    listed = await office.client.get(
        "/authorization/v1/requests", params={"status": "decided", "limit": 100}, headers=REVIEWER
    )
    return [(await office.read(item["id"])).json() for item in listed.json()["items"]]


def brute_force(requests: list[dict[str, Any]], expedited: bool) -> dict[str, Any]:
    counted = []
    for request in requests:
        at = datetime.fromisoformat(request["decided_at"])
        if request["expedited"] is expedited and NEW_YEAR - timedelta(days=365) <= at < NEW_YEAR:
            outcomes = {line["decision"]["outcome"] for line in request["lines"]}
            hours = (at - datetime.fromisoformat(request["received_at"])).total_seconds() / 3600
            counted.append((outcomes, request["extension"] is not None, hours))
    times = [hours for _, _, hours in counted]
    return {
        "decided": len(counted),
        "approved": sum(outcomes == {"authorized"} for outcomes, _, _ in counted),
        "denied": sum(outcomes == {"not_authorized"} for outcomes, _, _ in counted),
        "extended": sum(extended for _, extended, _ in counted),
        "approved_after_extension": sum(extended and outcomes == {"authorized"} for outcomes, extended, _ in counted),
        "mean_hours": mean(times),
        "median_hours": median(times),
    }


async def test_the_figures_equal_a_count_by_hand(office: Office, database: PinnedDatabase) -> None:
    requests = await some_year(office, database)

    answer = await office.client.get(METRICS, params={"year": 2026}, headers=PARTNER)

    assert answer.status_code == 200, answer.text
    figures = YearFigures.model_validate(answer.json())
    assert figures.services == ["T1019", "UB120"]
    for kind, shown in (("standard", figures.standard), ("expedited", figures.expedited)):
        counted = brute_force(requests, kind == "expedited")
        assert 0 < counted["decided"] < len(requests)
        assert shown.decided == counted["decided"]
        for measure in ("approved", "denied", "extended", "approved_after_extension"):
            share = getattr(shown, measure)
            assert (share.count, share.of) == (counted[measure], counted["decided"]), (kind, measure)
        assert shown.partially_approved.count == shown.decided - shown.approved.count - shown.denied.count
        for measure in ("mean_hours", "median_hours"):
            assert abs(Decimal(getattr(shown, measure)) - Decimal(counted[measure])) < Decimal("0.01"), measure


async def test_a_year_without_decisions_has_no_times(office: Office) -> None:
    figures = YearFigures.model_validate(
        (await office.client.get(METRICS, params={"year": 2001}, headers=REVIEWER)).json()
    )

    assert (figures.standard.decided, figures.standard.mean_hours, figures.services) == (0, None, [])
    assert (figures.appeals.approved_after_appeal.count, figures.appeals.approved_after_appeal.of) == (0, 0)


async def test_csv_says_the_same(office: Office, database: PinnedDatabase) -> None:
    await some_year(office, database)
    query = {"year": 2026}
    figures = (await office.client.get(METRICS, params=query, headers=REVIEWER)).json()

    answer = await office.client.get(METRICS, params=query, headers={**REVIEWER, "Accept": "text/csv"})

    assert answer.headers["content-type"].startswith("text/csv")
    rows = {(row["kind"], row["measure"]): row for row in csv.DictReader(io.StringIO(answer.text))}
    approved = rows["standard", "approved"]
    assert {"count": int(approved["value"]), "of": int(approved["out_of"])} == figures["standard"]["approved"]
    assert rows["expedited", "median_hours"]["value"] == figures["expedited"]["median_hours"]


async def test_appeals_have_their_own_denominator(office: Office, database: PinnedDatabase) -> None:
    for outcome in ("upheld", "overturned", "withdrawn"):
        line = a_line()
        held = await office.claimed(line)
        await office.decide(held["id"], refused(line))
        query = {"request_id": held["id"]}
        listed = await office.client.get("/authorization/v1/notices", params=query, headers=REVIEWER)
        body = {"notice_id": listed.json()["items"][0]["id"], "text": "I need it."}
        filed = await office.client.post("/authorization/v1/appeals", json=body, headers=SECOND_REVIEWER)
        address = f"/authorization/v1/appeals/{filed.json()['id']}/outcome"
        decided = await office.client.post(address, json={"outcome": outcome, "text": "Read."}, headers=SECOND_REVIEWER)
        assert decided.status_code == 200, decided.text
    await database.raw.execute("update appeals set decided_at = $1", NEW_YEAR - timedelta(seconds=1))

    figures = (await office.client.get(METRICS, params={"year": 2026}, headers=REVIEWER)).json()

    assert list(figures["appeals"].values()) == [{"count": 1, "of": 3}] * 3


@pytest.mark.parametrize(("year", "status"), [("", 422), ("1999", 422), ("later", 422), ("2026", 200)])
async def test_a_year_is_a_year(office: Office, year: str, status: int) -> None:
    assert (await office.client.get(METRICS, params={"year": year}, headers=REVIEWER)).status_code == status


@pytest.mark.parametrize(
    ("partial", "approved", "separate", "denied", "after_extension"),
    [("separate", 3, 2, 1, 1), ("as_denied", 3, 0, 3, 1), ("as_approved", 5, 0, 1, 2)],
)
def test_partial_approvals_count_as_the_office_says(
    partial: str, approved: int, separate: int, denied: int, after_extension: int
) -> None:
    kinds = [
        DecidedRequests(
            kind=kind,
            approved=3,
            partial=2,
            denied=1,
            extended=2,
            approved_after_extension=1,
            partial_after_extension=1,
            mean_hours=Decimal(5),
            median_hours=None,
        )
        for kind in ("standard", "expedited")
    ]
    appeals = DecidedAppeals(decided=0, overturned=0, upheld=0, withdrawn=0)

    figures = figures_of(2026, kinds, appeals, [], PartialApprovals(partial))["standard"]

    counts = [figures[name]["count"] for name in ("approved", "partially_approved", "denied")]
    assert counts == [approved, separate, denied]
    assert figures["approved_after_extension"] == {"count": after_extension, "of": 6}
    assert figures["mean_hours"] == "5.00"


async def test_the_setting_is_read(authorization_url: str, database: PinnedDatabase) -> None:
    chosen = settings_for(authorization_url).model_copy(update={"partial_approvals": "as_denied"})
    transport = httpx.ASGITransport(create_app(chosen, database))
    async with httpx.AsyncClient(transport=transport, base_url="http://authorization") as client:
        answer = await client.get(METRICS, params={"year": 2026}, headers=REVIEWER)
    assert answer.json()["partial_approvals"] == "as_denied"
