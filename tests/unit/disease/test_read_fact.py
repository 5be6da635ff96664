"""Rows of facts: what is staged of a good one, and what is said of a bad one."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disease.use_cases.read_fact import COLUMNS, STAGED, Defaults, staged
from shared.runtime.imports.table_reader import SourceRow
from tests.support.fact_files import a_condition, a_medication, an_encounter, an_observation

DEFAULTS = Defaults("", "claims", "2026-03-01T10:00:00+00:00")


def read(fact: dict[str, Any], defaults: Defaults = DEFAULTS) -> dict[str, str]:
    row = SourceRow(7, [fact.get(name) for name in COLUMNS])
    return dict(zip(STAGED, staged("job", row, defaults), strict=True))


def wrong(fact: dict[str, Any], defaults: Defaults = DEFAULTS) -> list[tuple[str, str]]:
    errors = read(fact, defaults)["errors"]
    return [(problem["pointer"], problem["code"]) for problem in (orjson.loads(errors) if errors else [])]


def test_a_fact_is_as_old_as_its_upload_unless_it_says_otherwise() -> None:
    assert read(a_condition())["changed_at"] == DEFAULTS.changed_at
    assert read(a_condition(changed_at="2026-01-01T00:00:00Z"))["changed_at"] == "2026-01-01T00:00:00Z"


def test_an_instant_counts_on_the_day_where_it_was_written() -> None:
    assert read(a_condition(recorded_on="2025-06-01T23:30:00-05:00"))["day"] == "2025-06-01"


def test_a_code_of_claims_gets_its_dot() -> None:
    assert read(a_condition(code="j4540"))["code"] == "J45.40"


def test_an_encounter_keeps_its_principal_diagnosis_and_the_others() -> None:
    others = [{"system": "icd10cm", "code": "E119"}, {"system": "icd10cm", "code": "I10"}]
    found = read(an_encounter(diagnoses=others, icu=True))

    assert (found["system"], found["code"], found["several"], found["icu"]) == (
        "icd10cm",
        "J45.901",
        "{icd10cm:E11.9,icd10cm:I10}",
        "true",
    )


def test_a_deleted_fact_needs_nothing_but_its_kind_and_id() -> None:
    assert wrong({"kind": "observation", "source_id": "o-1", "deleted": True}) == []


def test_the_kind_may_come_with_the_file() -> None:
    fact = a_condition()
    del fact["kind"]

    assert wrong(fact) == [("/kind", "missing")]
    assert wrong(fact, Defaults("condition", "claims", DEFAULTS.changed_at)) == []


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (an_observation(code="97506-0", value="154", unit="mg/dL"), ("/unit", "unit")),
        (an_observation(code="97506-0", value="20.1"), ("/value", "implausible")),
        (an_observation(unit="mmol/mol"), ("/unit", "unit")),
        (an_observation(unit=None), ("/unit", "unit")),
        (an_observation(value="25.1"), ("/value", "implausible")),
        (an_observation(value="1.9"), ("/value", "implausible")),
        (an_observation(value=None), ("/value", "missing")),
        (an_observation(value=9.1), ("/value", "value")),
        (an_observation(value="9,1"), ("/value", "value")),
        (an_observation(value="NaN"), ("/value", "value")),
        (an_observation(observed_on="20-02-2026"), ("/observed_on", "day")),
        (an_observation(observed_on="2026-02-30"), ("/observed_on", "day")),
        (an_observation(observed_on=None), ("/observed_on", "missing")),
        (an_observation(comparator="~"), ("/comparator", "enum")),
        (an_observation(code=None), ("/code", "missing")),
        (an_observation(system="cpt"), ("/code", "code")),
        (an_observation(medicaid_id=None), ("/medicaid_id", "missing")),
        (an_observation(changed_at="yesterday"), ("/changed_at", "instant")),
        (an_observation(deleted="maybe"), ("/deleted", "enum")),
        (an_observation(dispensed_on="2026-02-20"), ("/dispensed_on", "not_of_kind")),
        (an_observation("x" * 101), ("/source_id", "too_long")),
        (an_encounter(end="2026-02-09"), ("/end", "order")),
        (an_encounter(principal="J45.901"), ("/principal", "named_code")),
        (an_encounter(**{"class": "telephone"}), ("/class", "enum")),
        (a_medication(days_supply=-1), ("/days_supply", "days_supply")),
        (a_medication(units="many"), ("/units", "units")),
        ({**a_condition(), "kind": "procedure"}, ("/kind", "enum")),
    ],
)
def test_a_bad_row_is_refused_with_the_reason(fact: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in wrong(fact)


@pytest.mark.parametrize(
    "fact",
    [
        an_observation(code="97506-0", value="20"),
        an_observation(value="25"),
        an_observation(value="2"),
        an_observation(code="82668-5", value="20", unit=None),
        an_observation(code="8302-2", value="132.3438", unit="cm"),
        an_observation(code="8302-2", value=None, unit=None),
        a_medication(units=1.5),
    ],
)
def test_what_can_be_is_taken(fact: dict[str, Any]) -> None:
    assert wrong(fact) == []


@given(
    st.dictionaries(st.sampled_from(COLUMNS), st.one_of(st.none(), st.text(max_size=8), st.integers(), st.booleans()))
)
def test_whatever_a_row_holds_it_is_staged_or_refused(fact: dict[str, Any]) -> None:
    found = read(fact)

    assert len(found) == len(STAGED)
    assert found["errors"] or found["source_id"]
