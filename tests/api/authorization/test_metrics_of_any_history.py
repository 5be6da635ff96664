"""The yearly figures of any history equal a count in Python over the same rows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import mean, median
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authorization.api.metrics import KindFigures, YearFigures
from tests.api.authorization.office import REVIEWER, Office
from tests.api.authorization.test_metrics import METRICS, NEW_YEAR
from tests.support.databases import PinnedDatabase

OFFICE = ZoneInfo("America/Chicago")
OUTCOMES = ("authorized", "modified", "not_authorized")
SECOND = timedelta(seconds=1)
EDGES = (NEW_YEAR, NEW_YEAR - SECOND, NEW_YEAR - timedelta(days=365), NEW_YEAR - timedelta(days=365) - SECOND)
instants = st.one_of(
    st.sampled_from(EDGES),
    st.integers(min_value=-400 * 24, max_value=400 * 24).map(lambda hours: NEW_YEAR + timedelta(hours=hours)),
)


@dataclass(frozen=True)
class History:
    """A decided request; `appeals` are outcomes with their instants, an open appeal has neither."""

    expedited: bool
    extended: bool
    decided_at: datetime
    took: timedelta
    outcomes: tuple[str, ...]
    appeals: tuple[tuple[str, datetime], ...]


histories = st.builds(
    History,
    expedited=st.booleans(),
    extended=st.booleans(),
    decided_at=instants,
    took=st.integers(min_value=1, max_value=2_000_000).map(lambda seconds: timedelta(seconds=seconds)),
    outcomes=st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=3).map(tuple),
    appeals=st.lists(
        st.tuples(st.sampled_from(("open", "upheld", "overturned", "withdrawn")), instants), max_size=2
    ).map(tuple),
)

REQUEST = """
insert into requests (id, version, submission_id, content_hash, sent_by, medicaid_id, expedited, status, desk,
    priority_status, queue_rank, clock, received_at, amber_at, due_at, decide_by, decided_at, policy, findings,
    snapshot, extension)
values ($1, 1, $1, '', 'x', 'M1', $2, 'decided', 'spa_review', 'not_requested', 2, 'standard', $3, $3, $3, $3, $4,
    '2018-10', '[]', $5, $6)
"""
DECISION = """
insert into decisions (id, request_id, decided_by, roles, desk, decided_at) values ($1, $2, 'x', '{}', 'spa_review', $3)
"""
LINE = """
insert into decision_lines (decision_id, line_id, outcome, reasons) values ($1, gen_random_uuid(), $2, '[]')
"""
NOTICE = """
insert into notices (id, kind, request_id, decision_id, line_ids, sent_by, medicaid_id, language, noticed_on,
    receipt_presumed_on, policy, findings, letter, created_at)
values ($1, 'denial', $2, $3, '{}', 'x', 'M1', 'en', '2026-01-01', '2026-01-06', '2018-10', '[]', '{}', now())
"""
APPEAL = """
insert into appeals (id, notice_id, request_id, level, status, filed_on, filed_by, expedited, text, continuation,
    findings, received_by, received_at, due_at, decided_at, sent_by, medicaid_id, policy)
values (gen_random_uuid(), $1, $2, $3, $4, '2026-01-01', 'member', false, '', 'not_requested', '[]', 'x', now(), now(),
    $5, 'x', 'M1', '2018-10')
"""


async def stored(raw: Any, history: History) -> None:
    request_id, decision_id, notice_id = uuid4(), uuid4(), uuid4()
    snapshot = {"lines": [{"service_code": f"S{place}", "action": "new"} for place in range(len(history.outcomes))]}
    snapshot["lines"].append({"service_code": "CONTEXT", "action": "none"})
    received = history.decided_at - history.took
    extension = {"days": 7} if history.extended else None
    await raw.execute(REQUEST, request_id, history.expedited, received, history.decided_at, snapshot, extension)
    await raw.execute(DECISION, decision_id, request_id, history.decided_at)
    await raw.executemany(LINE, [(decision_id, outcome) for outcome in history.outcomes])
    await raw.execute(NOTICE, notice_id, request_id, decision_id)
    for level, (status, at) in zip(("appeal", "fair_hearing"), history.appeals, strict=False):
        await raw.execute(APPEAL, notice_id, request_id, level, status, None if status == "open" else at)


def year_of(at: datetime) -> int:
    return at.astimezone(OFFICE).year


def expected(histories: list[History], expedited: bool, year: int) -> dict[str, Any]:
    counted = [one for one in histories if one.expedited is expedited and year_of(one.decided_at) == year]
    approved = [one for one in counted if set(one.outcomes) == {"authorized"}]
    denied = [one for one in counted if set(one.outcomes) == {"not_authorized"}]
    hours = [one.took.total_seconds() / 3600 for one in counted]
    return {
        "decided": len(counted),
        "approved": len(approved),
        "denied": len(denied),
        "partially_approved": len(counted) - len(approved) - len(denied),
        "extended": sum(one.extended for one in counted),
        "approved_after_extension": sum(one.extended for one in approved),
        "mean_hours": mean(hours) if hours else None,
        "median_hours": median(hours) if hours else None,
    }


def shown(figures: KindFigures) -> dict[str, int]:
    names = ("approved", "denied", "partially_approved", "extended", "approved_after_extension")
    assert all(getattr(figures, name).of == figures.decided for name in names)
    return {"decided": figures.decided, **{name: getattr(figures, name).count for name in names}}


def equal_hours(said: str | None, counted: float | None) -> bool:
    if said is None or counted is None:
        return said is None and counted is None
    return abs(Decimal(said) - Decimal(counted)) <= Decimal("0.0051")


def compare(all_of_them: list[History], year: int, figures: YearFigures) -> None:
    for kind in (figures.standard, figures.expedited):
        counted = expected(all_of_them, kind is figures.expedited, year)
        hours = counted.pop("mean_hours"), counted.pop("median_hours")
        assert shown(kind) == counted
        assert equal_hours(kind.mean_hours, hours[0])
        assert equal_hours(kind.median_hours, hours[1])
    closed = [status for one in all_of_them for status, at in one.appeals if status != "open" and year_of(at) == year]
    appeals = figures.appeals
    assert appeals.approved_after_appeal.of == appeals.upheld.of == appeals.withdrawn.of == len(closed)
    by_outcome = (appeals.approved_after_appeal.count, appeals.upheld.count, appeals.withdrawn.count)
    assert by_outcome == tuple(closed.count(name) for name in ("overturned", "upheld", "withdrawn"))
    decided = [one for one in all_of_them if year_of(one.decided_at) == year]
    assert figures.services == sorted({f"S{place}" for one in decided for place in range(len(one.outcomes))})


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(all_of_them=st.lists(histories, max_size=8))
async def test_any_history_is_counted_as_by_hand(
    office: Office, database: PinnedDatabase, all_of_them: list[History]
) -> None:
    before = database.raw.transaction()
    await before.start()
    try:
        for one in all_of_them:
            await stored(database.raw, one)
        for year in (2025, 2026, 2027):
            answer = await office.client.get(METRICS, params={"year": year}, headers=REVIEWER)
            compare(all_of_them, year, YearFigures.model_validate(answer.json()))
    finally:
        await before.rollback()


def test_a_year_begins_at_midnight_in_the_office() -> None:
    assert (year_of(NEW_YEAR), year_of(NEW_YEAR - SECOND)) == (2027, 2026)
    assert NEW_YEAR.tzinfo is UTC
