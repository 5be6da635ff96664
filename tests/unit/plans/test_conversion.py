"""What the database lets through without asking the rules is what the rules would let in."""

from datetime import date
from itertools import product

import pytest

from plans.domain.catalogue import SERVICES
from plans.domain.conversion import SourceLine, SourcePlan, offers, refusals, service_key
from plans.domain.plan import Frequency
from plans.domain.policies import POLICIES, Policy
from plans.use_cases.read_plan_line import COLUMNS, NEEDED
from shared.runtime.imports.table_reader import CsvReader, NdjsonReader, SourceRow

START, END = date(2018, 11, 1), date(2019, 10, 31)


def a_plan(code: str, modifiers: tuple[str, ...], units: int, frequency: str) -> SourcePlan:
    line = SourceLine(
        line_number=2,
        service_code=code,
        modifiers=modifiers,
        provider_npi=None,
        units=units,
        frequency=frequency,
        start=START,
        end=END,
    )
    return SourcePlan(type="initial", start=START, end=END, lines=(line,))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_what_is_offered_no_rule_refuses(policy: Policy) -> None:
    most = {(offer.service_key, offer.frequency): offer.most for offer in offers(policy)}
    for service, frequency in product(SERVICES, Frequency):
        known = most.get((service_key(service.code, service.modifiers), frequency))
        for units in (1, 2, 28, 365, known or 1, (known or 1) + 1):
            offered = known is not None and units <= known
            if units < 2**31:
                plan = a_plan(service.code, service.modifiers, units, frequency.value)
                assert not (offered and refusals(plan, START, policy)), (service.key, frequency, units)


def test_modifiers_are_known_in_any_order() -> None:
    assert service_key("T1016", ("U3", "TN")) == service_key("T1016", ("TN", "U3")) == "T1016-TN-U3"


def read(content: bytes, size: int) -> list[SourceRow]:
    reader = CsvReader(COLUMNS, NEEDED)
    pieces = [content[place : place + size] for place in range(0, len(content), size)]
    rows = [row for piece in pieces for row in reader.feed(piece)]
    return [*rows, *reader.feed(b"", last=True)]


def test_a_file_reads_the_same_however_it_is_cut() -> None:
    heading = ",".join(sorted(NEEDED | {"short_reason"}))
    cell = {name: f"ä{place}" for place, name in enumerate(sorted(NEEDED))} | {"short_reason": '"two\nlines, ""so"""'}
    row = ",".join(cell[name] for name in heading.split(","))
    content = f"{heading}\r\n{row}\r\n\r\n1,2\n{row}\n".encode()
    whole = read(content, len(content))
    assert [(one.line_number, one.problem and one.problem["code"]) for one in whole] == [
        (2, None),
        (5, "cells"),
        (6, None),
    ]
    assert whole[0].values[COLUMNS.index("short_reason")] == 'two\nlines, "so"'
    assert [read(content, size) for size in (1, 3, 7)] == [whole] * 3


def test_lines_that_are_no_objects_are_rows_that_cannot_be_read() -> None:
    reader = NdjsonReader(("a", "b"), frozenset())
    rows = [*reader.feed(b'{"a": 1}\n[]\n\n{"c": 1}\n{"a"'), *reader.feed(b": 2}", last=True)]
    assert [(row.line_number, row.values[0], row.problem and row.problem["code"]) for row in rows] == [
        (1, 1, None),
        (2, None, "unreadable"),
        (4, None, "extra_forbidden"),
        (5, 2, None),
    ]
