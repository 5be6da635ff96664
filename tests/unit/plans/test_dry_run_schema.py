"""What the dry run reads, what it refuses to read, and what it answers."""

import copy
import json
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from plans.api.dry_run_answer import DryRunRead
from plans.api.dry_run_example import DRY_RUN_EXAMPLE
from plans.api.dry_run_schema import request_schema, run_dry_run
from plans.domain import catalogue
from plans.domain.policies import UnknownPolicy, policy_named
from tests.support.plan_bodies import a_change, a_line, an_increase, check

ANSWER = {"policy", "outcome", "findings", "not_evaluated", "totals", "priority"}


def with_line(**members: Any) -> bytes:
    body = copy.deepcopy(DRY_RUN_EXAMPLE)
    body["proposed"]["lines"][1].update(members)
    return json.dumps(body).encode()


def test_the_example_of_the_contract_is_clear() -> None:
    answer = check(DRY_RUN_EXAMPLE)

    assert answer == {
        "policy": "2018-10",
        "outcome": "clear",
        "findings": [],
        "not_evaluated": [],
        "totals": [{"ref": "L1", "units": 775, "cost": "3138.75"}, {"ref": "L2", "units": 2160, "cost": "8748.00"}],
        "priority": {"requested": False, "granted": [], "denied": []},
    }


@pytest.mark.parametrize(
    "members",
    [
        {"units": 1.5},
        {"units": 48.0},
        {"units": "48"},
        {"units": True},
        {"units": 10**30},
        {"unknown": 1},
        {"frequency": "daily"},
        {"status": "Draft"},
        {"start": "2018-11-05T00:00:00"},
        {"start": "11/05/2018"},
        {"start": "2018-02-30"},
        {"start": "1541376000"},
        {"start": 1541376000},
        {"start": "0000-01-01"},
        {"end": "9999-12-31"},
        {"modifiers": "TF"},
        {"cost": 12.5},
        {"cost": "NaN"},
        {"ref": "L1"},
        {"ref": None},
        {"service_code": None},
        {"provider": "x" * 101},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        run_dry_run(with_line(**members))


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"{}", b"\xff", b'{"as_of": "2018-10-24"}'])
def test_a_body_that_is_no_dry_run_is_refused(body: bytes) -> None:
    with pytest.raises(ValidationError):
        run_dry_run(body)


@pytest.mark.parametrize("member", ["as_of", "stage", "change", "proposed"])
def test_required_members(member: str) -> None:
    with pytest.raises(ValidationError):
        check({name: value for name, value in DRY_RUN_EXAMPLE.items() if name != member})


def test_more_than_500_lines_are_refused() -> None:
    with pytest.raises(ValidationError):
        check(a_change("addendum", [], [a_line(f"L{number}") for number in range(501)]))


def test_an_unknown_policy_is_named() -> None:
    with pytest.raises(UnknownPolicy) as refused:
        check({**DRY_RUN_EXAMPLE, "policy": "2031-01"})

    assert refused.value.pointer == "/policy"


@pytest.mark.parametrize("as_of", ["2018-09-01", "2018-10-01", "2026-01-01"])
def test_the_policy_is_the_adopted_one_of_the_day(as_of: str) -> None:
    body = {name: value for name, value in DRY_RUN_EXAMPLE.items() if name != "policy"}

    assert check({**body, "as_of": as_of})["policy"] == "2018-10"


@pytest.mark.parametrize("member", ["modifiers", "provider", "status", "units", "frequency", "end", "start", "total"])
def test_null_and_left_out_mean_the_same(member: str) -> None:
    stated = copy.deepcopy(DRY_RUN_EXAMPLE)
    stated["proposed"]["lines"][1][member] = None
    left_out = copy.deepcopy(DRY_RUN_EXAMPLE)
    left_out["proposed"]["lines"][1].pop(member, None)

    assert check(stated) == check(left_out)


def test_totals_are_there_for_every_line_and_null_where_they_cannot_be_known() -> None:
    lines = [a_line("A", end=None), a_line("B", units=0), a_line("C", service_code="X1"), a_line("D", frequency=None)]

    answer = check(a_change("addendum", [], lines))

    assert answer["totals"] == [
        {"ref": "A", "units": None, "cost": None},
        {"ref": "B", "units": None, "cost": None},
        {"ref": "C", "units": 2503, "cost": None},
        {"ref": "D", "units": None, "cost": None},
    ]


def test_the_answer_is_what_the_schema_says() -> None:
    for body in (DRY_RUN_EXAMPLE, an_increase(new={"start": "2018-11-01"}, priority=True)):
        answer = check(body)

        assert answer.keys() == ANSWER
        DryRunRead.model_validate(answer)


def test_the_schema_refuses_unknown_members_and_shows_the_example() -> None:
    schema = request_schema()

    assert schema["additionalProperties"] is False
    assert schema["example"] == DRY_RUN_EXAMPLE
    assert set(schema["required"]) == {"as_of", "stage", "change", "proposed"}


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)).map(str)
DATES = st.one_of(st.none(), DAYS)
LINES = st.fixed_dictionaries(
    {
        "service_code": st.sampled_from(["T1019", "T1016", "T1002", "UB120", "T2031", "S5125", "S5161", "??"]),
        "units": st.one_of(st.none(), st.integers(-5, 5000)),
        "frequency": st.sampled_from(["calendar_day", "week", "month", "year", "one_time", None]),
        "start": DATES,
        "end": DATES,
        "status": st.sampled_from(["draft", "requested", "authorized", "not_authorized", "superseded", None]),
        "reason": st.sampled_from(["transfer", "increase", "decrease", "end", None]),
        "supersedes": st.sampled_from(["0", "1", None]),
        "provider": st.sampled_from(["A", "B", None]),
        "requested_end": DATES,
        "used_units": st.one_of(st.none(), st.integers(0, 500)),
        "total": st.one_of(st.none(), st.integers(0, 500)),
    }
)
PLANS = st.lists(LINES, max_size=4).map(lambda lines: [{"ref": str(n), **line} for n, line in enumerate(lines)])


PERIODS = st.lists(st.fixed_dictionaries({"start": DAYS, "end": DATES}), max_size=3)
AROUND = st.fixed_dictionaries(
    {
        "as_of": DAYS,
        "stage": st.sampled_from(["decide", "periodic"]),
        "received_on": DATES,
        "member": st.fixed_dictionaries(
            {
                "coverage": PERIODS,
                "birth_date": DATES,
                "moved_in_on": DATES,
                "certified_on": DATES,
                "stays": PERIODS.map(lambda periods: [{**one, "facility": "hospital"} for one in periods]),
                "msq": st.sampled_from([None, 3, 14]),
            }
        ),
        "providers": PERIODS.map(
            lambda held: [{"ref": "A", "certifications": [{**one, "service_code": "T1019"} for one in held]}]
        ),
        "costs": st.sampled_from([None, {"plan_cost_cap": "100.00", "agency_cost": "10.00"}]),
    }
)


@given(
    PLANS,
    PLANS,
    st.sampled_from(["initial", "addendum", "increase", "decrease", "transfer", "reassessment", "additional_cm_units"]),
    st.tuples(DAYS, DAYS),
    st.sampled_from(["2018-10", "2019-04"]),
    AROUND,
)
def test_whatever_can_be_read_is_answered(
    before: Any, after: Any, kind: str, dates: tuple[str, str], policy: str, around: Any
) -> None:
    plan = {"start": dates[0], "end": dates[1]}
    body = a_change(kind, before, after, priority=True, plan=plan, policy=policy, **around)

    answer = check(body)

    assert len(answer["totals"]) == len(after)
    assert all(total["units"] is None or total["units"] > 0 for total in answer["totals"])
    assert not any("None" in found["message"] for found in answer["findings"])
    json.dumps(answer)


def test_the_catalogue_is_whole() -> None:
    keys = [service.key for service in catalogue.SERVICES]
    policy = policy_named("2018-10")

    assert len(keys) == len(set(keys))
    assert {"T1016-TN-U3", "S5100-U1", "T2031-TG", "G0299-TF", "UB120", "T1001"} <= set(keys)
    assert catalogue.find("T1016", ["U3", "TN"]) is catalogue.find("T1016", ["TN", "U3"])
    assert catalogue.find("S5100") is None
    assert policy.priority_exempt_codes <= set(catalogue.codes())
    for service in catalogue.SERVICES:
        orjson.dumps(catalogue.service_as_json(service, policy))
    for pair in policy.exclusive_pairs:
        assert pair.one | pair.other <= set(keys)
